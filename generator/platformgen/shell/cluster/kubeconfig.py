"""The kubeconfig: where a context's API server is, and as whom to speak to it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from platformgen.shell.cluster.failure import ClusterError, ContextError

Section = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A cluster and a user of the kubeconfig, as it says them; paths in them are absolute."""

    name: str
    cluster: Section
    user: Section


def context(name: str) -> Context:
    """Return a context of the kubeconfig; `ContextError` where there is none of this name."""
    files = [(path, _read(path)) for path in _paths() if path.is_file()]
    contexts = _named(files, "contexts", "context")
    if name not in contexts:
        raise ContextError(_unknown(name, sorted(contexts), bool(files)))
    found = contexts[name]
    clusters, users = _named(files, "clusters", "cluster"), _named(files, "users", "user")
    cluster, user = str(found.get("cluster", "")), str(found.get("user", ""))
    if cluster not in clusters:
        raise ClusterError(f"the kubeconfig's context {name} names no cluster that it has")
    return Context(name=name, cluster=clusters[cluster], user=users.get(user, {}))


def names() -> list[str]:
    """Return the contexts of the kubeconfig, sorted."""
    files = [(path, _read(path)) for path in _paths() if path.is_file()]
    return sorted(_named(files, "contexts", "context"))


def _paths() -> list[Path]:
    chosen = os.environ.get("KUBECONFIG")
    if chosen:
        return [Path(each).expanduser() for each in chosen.split(os.pathsep) if each]
    return [Path.home() / ".kube" / "config"]


def _read(path: Path) -> Section:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ClusterError(f"{path}, the kubeconfig: {error.strerror}") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # The reader's own words quote the line, and tokens stand in such lines.
        mark = getattr(error, "problem_mark", None)
        where = f": see line {mark.line + 1}" if mark is not None else ""
        raise ClusterError(f"{path} is no kubeconfig{where}") from None
    return found if isinstance(found, dict) else {}


_FILES = ("certificate-authority", "client-certificate", "client-key", "tokenFile")


def _named(files: list[tuple[Path, Section]], section: str, inside: str) -> dict[str, Section]:
    """Return the entries of a section by name; of two with one name the first file's is taken."""
    found: dict[str, Section] = {}
    for path, document in files:
        for each in _entries(path, document, section, inside):
            entry = dict(each.get(inside) or {})
            for field in _FILES:
                if entry.get(field):
                    entry[field] = str(path.parent.absolute() / str(entry[field]))
            found.setdefault(str(each.get("name")), entry)
    return found


def _entries(path: Path, document: Section, section: str, inside: str) -> list[Section]:
    """Return the entries of a section; `ClusterError` where they are not as kubectl writes them."""
    found = document.get(section) or []
    is_as_written = isinstance(found, list) and all(
        isinstance(each, dict) and isinstance(each.get(inside), dict | None) for each in found
    )
    if not is_as_written:
        raise ClusterError(f"{path} is no kubeconfig: its {section} are not as kubectl writes them")
    return found


def _unknown(name: str, names: list[str], has_files: bool) -> str:  # noqa: FBT001  # a fact
    said = f"the kubeconfig has no context {name!r}"
    if not has_files:
        return f"{said}: there is no file {' nor '.join(map(str, _paths()))}"
    close = get_close_matches(name, names, n=1)
    if close:
        return f"{said}; did you mean {close[0]!r}?"
    return f"{said}; it has: {', '.join(names) or 'none'}"

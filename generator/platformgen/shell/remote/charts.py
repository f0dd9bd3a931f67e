"""Charts in repositories that are a list of files behind HTTP: `index.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any
from urllib.parse import urljoin

from platformgen.lock import Unparsed, objects, sha256
from platformgen.shell.failure import WorldError
from platformgen.shell.remote.web import content

CHART_BYTES_MAX = 20 * 1024 * 1024
_INDEX_BYTES_MAX = 64 * 1024 * 1024
_SHOWN = 5


class Repositories:
    """Repositories of charts; each one's index is read once."""

    def __init__(self) -> None:
        self._indexes: dict[str, Mapping[str, Any]] = {}

    def chart(self, repo: str, chart: str, version: str) -> bytes:
        """Return the archive of a chart, its bytes checked against the index."""
        entry = _entry(self._index(repo), repo, chart, version)
        urls = entry.get("urls")
        if not isinstance(urls, list) or not urls or not isinstance(urls[0], str):
            raise WorldError(f"{repo} does not say where {chart} {version} is")
        body = content(urljoin(f"{repo.rstrip('/')}/", urls[0]), CHART_BYTES_MAX)
        digest = str(entry.get("digest") or "").removeprefix("sha256:")
        if digest and sha256(body) != f"sha256:{digest}":
            raise WorldError(f"{chart} {version} is not what the index of {repo} says it is")
        return body

    def _index(self, repo: str) -> Mapping[str, Any]:
        if repo not in self._indexes:
            url = f"{repo.rstrip('/')}/index.yaml"
            found = objects(content(url, _INDEX_BYTES_MAX))
            if isinstance(found, Unparsed):
                raise WorldError(f"{url} {found.reason}")
            entries = found[0].get("entries") if found else None
            if not isinstance(entries, dict):
                raise WorldError(f"{url} is not the index of a repository of charts")
            self._indexes[repo] = entries
        return self._indexes[repo]


def _entry(index: Mapping[str, Any], repo: str, chart: str, version: str) -> Mapping[str, Any]:
    if chart not in index:
        near = get_close_matches(chart, sorted(index), n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise WorldError(f"{repo} has no chart {chart!r}{hint}")
    entries = list(_entries(index[chart]))
    found = [each for each in entries if _number(each) == version.removeprefix("v")]
    if not found:
        known = ", ".join(str(each.get("version")) for each in entries[:_SHOWN])
        raise WorldError(f"{repo} has no {chart} {version}; the latest are {known or 'none'}")
    # Helm takes the last of two entries for one version, which is how an index is poisoned.
    if len({str(each.get("digest")) for each in found}) > 1:
        raise WorldError(f"the index of {repo} has two different {chart} {version}")
    return found[0]


def _entries(listed: object) -> Iterator[Mapping[str, Any]]:
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, dict):
            yield each


def _number(entry: Mapping[str, Any]) -> str:
    return str(entry.get("version")).removeprefix("v")

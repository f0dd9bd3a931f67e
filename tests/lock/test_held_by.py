"""What holds a chart to what it was is told by who wants it: the spec's lock, or a revision."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from apply.test_releases import RELEASE
from lock.archives import chart
from platformgen.apply.change import Install
from platformgen.apply.release import Release
from platformgen.lock import sha256
from platformgen.model import Lock
from platformgen.shell.applying.charting import archives
from platformgen.shell.failure import WorldError
from platformgen.shell.remote.upstream import Folder

VERSION = "1.2.3+build.7"
WAS = sha256(b"what it was")
PLAIN = replace(
    RELEASE,
    helm=replace(RELEASE.helm, release="plain", chart="plain", version=VERSION),
    locked=replace(RELEASE.locked, chart="plain", version=VERSION, digest=WAS),
)
THEN = replace(PLAIN, origin=None)


@pytest.fixture
def folder(tmp_path: Path, helm: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with helm, an empty store, and a folder of charts."""
    monkeypatch.setenv("PATH", str(helm.parent))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def refused(release: Release, folder: Path, authority: str) -> str:
    lock = Lock(releases={"plain": (release.locked,)})
    with pytest.raises(WorldError) as raised:
        archives([Install(release=release)], lock, authority, Folder(folder))
    return str(raised.value)


def test_a_chart_that_moved_is_told_with_what_holds_it(folder: Path) -> None:
    (folder / f"plain-{VERSION}.tgz").write_bytes(chart("plain"))

    now, then = refused(PLAIN, folder, "the spec"), refused(THEN, folder, "revision 3")

    assert now.startswith(
        f"{PLAIN.origin}: plain {VERSION} is not what it was: its digest is sha256:"
    )
    assert now.endswith(
        f"and platform.lock has {WAS}\nlook at what changed; `platformgen lock --upgrade` takes it"
    )
    assert then.startswith(f"{THEN.key}: plain {VERSION} is not what it was: ")
    assert f"and revision 3 has {WAS}\n" in then
    assert "at the commit of then" in then
    assert "platform.lock" not in then
    assert "--upgrade" not in then


def test_a_chart_that_cannot_be_had_is_told_with_where_to_get_it(folder: Path) -> None:
    now, then = refused(PLAIN, folder, "the spec"), refused(THEN, folder, "revision 3")

    assert now.endswith("`platformgen lock`; without one: `platformgen lock --from DIR`")
    assert then.endswith("or lock the commit of then: `platformgen lock --from DIR`")

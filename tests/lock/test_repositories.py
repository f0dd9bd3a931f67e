"""A chart comes from a repository or a folder as it should be, or it is a failure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lock.archives import chart
from lock.played import Played, Reply
from platformgen.shell.failure import WorldError
from platformgen.shell.remote import charts
from platformgen.shell.remote.upstream import Folder, Network

PLAIN = chart("plain")


def test_a_chart_is_fetched_from_a_repository(server: Played) -> None:
    repo = server.repository("/charts", ("plain", "1.2.3", PLAIN))

    assert Network().chart(repo, "plain", "1.2.3") == PLAIN


def test_a_chart_that_is_too_large_is_not_read(
    server: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "CHART_BYTES_MAX", 100)
    repo = server.repository("/charts", ("plain", "1.2.3", PLAIN))
    with pytest.raises(WorldError, match="gives more than 0 MiB"):
        Network().chart(repo, "plain", "1.2.3")


def test_an_index_is_fetched_once(server: Played) -> None:
    repo = server.repository("/charts", ("plain", "1.2.3", PLAIN))
    network = Network()
    network.chart(repo, "plain", "1.2.3")
    network.chart(f"{repo}", "plain", "1.2.3")

    assert [path for _, path, _ in server.asked].count("/charts/index.yaml") == 1


def test_a_chart_may_be_on_another_path_or_host(server: Played) -> None:
    repo = server.repository("/charts", ("plain", "1.2.3", PLAIN))
    index = {"entries": {"plain": [{"version": "v1.2.3", "urls": [f"{server.url}/far.tgz"]}]}}
    server.replies["/charts/index.yaml"] = Reply(body=json.dumps(index).encode())
    server.replies["/far.tgz"] = Reply(body=PLAIN)

    assert Network().chart(repo, "plain", "1.2.3") == PLAIN


def entries(*versions: dict[str, object]) -> Reply:
    return Reply(body=json.dumps({"entries": {"plain": versions}}).encode())


@pytest.mark.parametrize(
    ("name", "version", "index", "expected"),
    [
        pytest.param(
            "plane", "1.2.3", None, "has no chart 'plane'; did you mean 'plain'?", id="name"
        ),
        pytest.param("zzz", "1.2.3", None, "has no chart 'zzz'", id="nothing like it"),
        pytest.param(
            "plain", "1.2.4", None, "has no plain 1.2.4; the latest are 1.2.3", id="version"
        ),
        pytest.param("plain", "1.2.3", Reply(body=b"<html>"), "is not the index", id="a page"),
        pytest.param("plain", "1.2.3", Reply(body=b"["), "is not YAML at line", id="no YAML"),
        pytest.param(
            "plain", "1.2.3", entries(), "has no plain 1.2.3; the latest are none", id="nothing"
        ),
        pytest.param(
            "plain",
            "1.2.3",
            entries({"version": "1.2.3"}),
            "does not say where plain 1.2.3 is",
            id="nowhere",
        ),
        pytest.param(
            "plain",
            "1.2.3",
            entries(
                {"version": "1.2.3", "digest": "a", "urls": ["x"]},
                {"version": "1.2.3", "digest": "b", "urls": ["x"]},
            ),
            "has two different plain 1.2.3",
            id="two of one version",
        ),
        pytest.param(
            "plain",
            "1.2.3",
            entries({"version": "1.2.3", "digest": "a", "urls": ["plain-1.2.3.tgz"]}),
            "plain 1.2.3 is not what the index of",
            id="another digest",
        ),
        pytest.param(
            "plain",
            "1.2.3",
            Reply(body=b'{"entries": {"plain": {"version": "1.2.3"}}}'),
            "the latest are none",
            id="entries that are no list",
        ),
    ],
)
def test_a_chart_that_is_not_there_is_a_failure(
    server: Played, name: str, version: str, index: Reply | None, expected: str
) -> None:
    repo = server.repository("/charts", ("plain", "1.2.3", PLAIN))
    if index is not None:
        server.replies["/charts/index.yaml"] = index
    with pytest.raises(WorldError) as caught:
        Network().chart(repo, name, version)

    assert expected in str(caught.value)


def test_a_folder_gives_what_was_brought_in_it(tmp_path: Path) -> None:
    (tmp_path / "plain-1.2.3.tgz").write_bytes(PLAIN)
    file = tmp_path / "example.com" / "v1" / "all.yaml"
    file.parent.mkdir(parents=True)
    file.write_bytes(b"kind: Pod\n")
    folder = Folder(tmp_path)

    assert folder.chart("https://anywhere.example", "plain", "1.2.3") == PLAIN
    assert folder.manifest("https://example.com/v1/all.yaml") == b"kind: Pod\n"
    assert folder.digest("shop:1") is None


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/all.yaml", r"example\.com/all\.yaml is not there"),
        ("https://example.com/../../etc/passwd", "leads out of the folder"),
        ("https://../etc/passwd", "leads out of the folder"),
    ],
)
def test_what_was_not_brought_is_a_failure(tmp_path: Path, url: str, expected: str) -> None:
    with pytest.raises(WorldError, match=expected):
        Folder(tmp_path).manifest(url)

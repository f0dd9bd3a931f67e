"""A chart's archive is looked through in memory, and refused unless it is just that chart."""

from __future__ import annotations

import gzip
import io
import tarfile

import pytest

from lock.archives import chart, packed
from platformgen.lock import archive as limits
from platformgen.lock.archive import refers_elsewhere, refused_archive

NAMED = b"name: plain\nversion: 1.2.3\n"


def tar(*members: tarfile.TarInfo) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for each in members:
            archive.addfile(each, io.BytesIO(b"x" * each.size))
    return gzip.compress(buffer.getvalue(), mtime=0)


def member(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    return made


def test_a_chart_is_what_it_says() -> None:
    assert refused_archive(chart("plain"), "plain", "1.2.3+build.7") is None


@pytest.mark.parametrize("version", ["1.2.3", "v1.2.3"])
def test_a_v_before_a_version_says_nothing(version: str) -> None:
    assert refused_archive(packed({"plain/Chart.yaml": NAMED}), "plain", version) is None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(b"", "is not one whole archive", id="nothing"),
        pytest.param(b"<html>", "is not the archive of a chart", id="a page of a server"),
        pytest.param(gzip.compress(b"text"), "is not the archive of a chart", id="no archive"),
        pytest.param(chart("plain")[:-20], "is not one whole archive", id="cut off"),
        pytest.param(chart("plain") * 2, "is not one whole archive", id="a second one after it"),
        pytest.param(packed({"plain/values.yaml": b""}), "has no Chart.yaml", id="no Chart.yaml"),
        pytest.param(packed({"plain/Chart.yaml": b""}), "has no Chart.yaml", id="an empty one"),
        pytest.param(packed({"plain/Chart.yaml": b"["}), "has no Chart.yaml", id="one of no YAML"),
        pytest.param(
            packed({"plain/charts/b/Chart.yaml": NAMED}), "has no Chart.yaml", id="a part's alone"
        ),
        pytest.param(
            packed({"plain/Chart.yaml": b"name: plain\nversion: 1.2.4\n"}),
            "holds plain 1.2.4, not plain 1.2.3",
            id="another version",
        ),
        pytest.param(
            packed({"other/Chart.yaml": b"name: other\nversion: 1.2.3\n"}),
            "holds other 1.2.3, not plain 1.2.3",
            id="another chart",
        ),
        pytest.param(tar(member("../x")), "names a file outside of its folder", id="a way out"),
        pytest.param(tar(member("/etc/x")), "names a file outside of its folder", id="a root"),
        pytest.param(tar(member("..\\x")), "names a file outside of its folder", id="of Windows"),
        pytest.param(
            tar(member("plain/x", tarfile.SYMTYPE, "/etc/passwd")),
            "holds a link or a device",
            id="a link",
        ),
        pytest.param(
            tar(member("plain/x", tarfile.LNKTYPE, "y")),
            "holds a link or a device",
            id="a hard link",
        ),
        pytest.param(
            tar(member("plain/x", tarfile.CHRTYPE)), "holds a link or a device", id="a device"
        ),
    ],
)
def test_what_is_not_that_chart_is_refused(content: bytes, expected: str) -> None:
    assert refused_archive(content, "plain", "1.2.3") == expected


def test_folders_in_an_archive_are_nothing_strange() -> None:
    found = refused_archive(tar(member("plain", tarfile.DIRTYPE)), "plain", "1.2.3")

    assert found == "has no Chart.yaml"


def test_a_bomb_does_not_go_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BYTES_MAX", 1024 * 1024)
    bomb = packed({"plain/x": bytes(4 * 1024 * 1024)})

    assert refused_archive(bomb, "plain", "1.2.3") == "is larger than a chart can be"


def test_no_number_of_files_is_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILES_MAX", 3)
    many = tar(*(member(f"plain/{each}") for each in range(5)))

    assert refused_archive(many, "plain", "1.2.3") == "holds more files than a chart can have"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        pytest.param(b'{"$ref": "#/$defs/a", "$defs": {"a": {}}}', False, id="to itself"),
        pytest.param(b'{"$schema": "http://json-schema.org/draft-07/schema#"}', False, id="form"),
        pytest.param(b'{"properties": {"$ref": {"type": "string"}}}', False, id="a value's name"),
        pytest.param(b'{"allOf": [{"$ref": "https://example.com/x.json"}]}', True, id="a URL"),
        pytest.param(b'{"\\u0024ref": "/dev/zero"}', True, id="a file, spelled otherwise"),
        pytest.param(b"not json", True, id="no schema"),
    ],
)
@pytest.mark.parametrize("is_nested", [False, True], ids=["its own", "of a chart in it"])
def test_a_schema_that_reads_the_world_is_known(
    schema: bytes,
    expected: bool,  # noqa: FBT001  # a row of a table
    is_nested: bool,  # noqa: FBT001  # as above
) -> None:
    archive = packed({"plain/values.schema.json": schema})
    outer = packed({"plain/Chart.yaml": NAMED, "plain/charts/plain-1.2.3.tgz": archive})

    assert refers_elsewhere(outer if is_nested else archive) == expected


def test_a_chart_that_cannot_be_looked_through_may_refer_anywhere() -> None:
    assert refers_elsewhere(b"")

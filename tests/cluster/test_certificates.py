"""Until when a certificate holds: as openssl says it, and nothing of what is none."""

from __future__ import annotations

import base64
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platformgen.shell.cluster.certificate import ends_at

_KEY = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null"


def signed(folder: Path, *words: str) -> bytes:
    """Return a certificate that openssl makes."""
    file = folder / "crt"
    argv = ["openssl", "req", "-x509", *_KEY.split(), "-subj", "/CN=me", "-out", str(file), *words]
    subprocess.run(argv, check=True, capture_output=True)
    return file.read_bytes()


# Beyond 2049 times are written otherwise; an extension as long as this takes two bytes to say so.
@pytest.mark.parametrize("days", [1, 365, 36500])
@pytest.mark.parametrize("names", [1, 40])
def test_the_end_is_the_one_that_openssl_tells(tmp_path: Path, days: int, names: int) -> None:
    alternatives = ",".join(f"DNS:host-{each}.example" for each in range(names))
    made = signed(tmp_path, "-days", str(days), "-addext", f"subjectAltName={alternatives}")
    argv = ["openssl", "x509", "-noout", "-enddate", "-in", str(tmp_path / "crt")]
    told = subprocess.run(argv, check=True, capture_output=True, text=True).stdout

    end = datetime.strptime(told.strip(), "notAfter=%b %d %H:%M:%S %Y GMT").replace(tzinfo=UTC)
    assert ends_at(b"Bag Attributes\n" + made + made) == end


def test_what_is_cut_short_or_changed_tells_nothing_or_a_time(tmp_path: Path) -> None:
    lines = signed(tmp_path).splitlines(keepends=True)

    for left in range(1, len(lines) - 1):
        ends_at(b"".join([*lines[:left], lines[-1]]))
    assert ends_at(lines[0] + lines[-1]) is None
    assert ends_at(b"".join(lines[:-1])) is None


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_a_failure(content: bytes) -> None:
    text = base64.b64encode(content)
    assert ends_at(content) is None
    ends_at(b"-----BEGIN CERTIFICATE-----" + text + b"-----END CERTIFICATE-----")

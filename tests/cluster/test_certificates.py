"""Until when a certificate holds: as openssl says it, and nothing of what is none.

And a server that looks at it before it looks at a request: it ends the connection.
"""

from __future__ import annotations

import asyncio
import base64
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platformgen.apply.answers import ANEW
from platformgen.shell.cluster.certificate import ends_at
from platformgen.shell.cluster.client import Client
from platformgen.shell.cluster.failure import ClusterError
from platformgen.shell.cluster.kubeconfig import Context

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


@contextmanager
def strict(folder: Path, version: str) -> Iterator[str]:
    """Give the address of a server that takes only certificates that its authority signed."""
    argv = ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", "crt", "-key", "key", version]
    argv += ["-Verify", "1", "-verify_return_error", "-CAfile", "authority"]
    with subprocess.Popen(
        argv, cwd=folder, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as server:  # fmt: skip
        assert server.stdout is not None
        told = next(line for line in server.stdout if line.startswith("ACCEPT"))
        yield f"https://localhost:{told.rpartition(':')[2].strip()}"
        server.kill()


def refusal(address: str, user: dict[str, str], authority: Path) -> str:
    """Return what becomes of a question to a server."""
    cluster = {"server": address, "certificate-authority": str(authority)}
    client = Client.of(Context(name="here", cluster=cluster, user=user))
    with pytest.raises(ClusterError) as raised:
        asyncio.run(client.ask("GET", "/version"))
    return str(raised.value)


@pytest.mark.parametrize(
    ("version", "has_one"), [("-tls1_2", True), ("-tls1_3", True), ("-tls1_3", False)]
)
def test_a_server_that_takes_no_such_certificate_is_told(
    tmp_path: Path,
    version: str,
    has_one: bool,  # noqa: FBT001
) -> None:
    authority = tmp_path / "authority"
    authority.write_bytes(signed(tmp_path))
    signed(tmp_path, "-keyout", str(tmp_path / "key"), "-addext", "subjectAltName=DNS:localhost")
    crt = tmp_path / "crt"
    mine = {"client-certificate": str(crt), "client-key": str(tmp_path / "key")}

    with strict(tmp_path, version) as address:
        told = refusal(address, mine if has_one else {}, crt)

    assert told.startswith("the cluster does not let you in: it does not take your client")
    assert told.endswith(f"fix: {ANEW}")

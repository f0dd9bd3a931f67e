"""What is fetched from elsewhere is what it should be, or it is a failure that says why."""

from __future__ import annotations

import base64
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from lock.archives import chart
from lock.played import Played, Reply, basic, digest_of, played
from platformgen.shell.failure import WorldError
from platformgen.shell.remote import charts, web
from platformgen.shell.remote.reference import Reference, chart_reference, image_reference
from platformgen.shell.remote.upstream import Folder, Network

PLAIN = chart("plain")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Played]:
    """A played server; nobody on this machine has logged in anywhere."""
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "docker"))
    monkeypatch.setenv("HELM_REGISTRY_CONFIG", str(tmp_path / "helm.json"))
    with played() as play:
        yield play


def failure(server: Played, path: str = "/x") -> str:
    with pytest.raises(WorldError) as caught:
        Network().manifest(f"{server.url}{path}")
    return str(caught.value).replace(server.url, "")


def test_a_manifest_is_fetched(server: Played) -> None:
    server.replies["/x"] = Reply(body=b"kind: Pod\n")

    assert Network().manifest(f"{server.url}/x") == b"kind: Pod\n"


def test_a_redirect_is_followed(server: Played) -> None:
    server.replies["/x"] = Reply(status=302, headers={"Location": "/y"})
    server.replies["/y"] = Reply(body=b"kind: Pod\n")

    assert Network().manifest(f"{server.url}/x") == b"kind: Pod\n"


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        pytest.param(Reply(status=404), "/x answers 404 Not Found", id="not there"),
        pytest.param(Reply(status=418, body=b"?"), "/x answers 418 I'm a Teapot", id="a refusal"),
        pytest.param(
            Reply(status=302, headers={"Location": "/x"}),
            "/x redirects more than 5 times",
            id="in circles",
        ),
        pytest.param(
            Reply(status=302, headers={"Location": "http://example.com/y"}),
            "/x redirects to http://example.com/y: only https:// is trusted to come from where it"
            " says",
            id="into the open",
        ),
        pytest.param(
            Reply(status=302, headers={"Location": "file:///etc/passwd"}),
            "/x redirects to file:///etc/passwd: only https:// is trusted to come from where it"
            " says",
            id="to a file",
        ),
        pytest.param(
            Reply(body=b"half", length=8), "/x broke off: 4 bytes are missing", id="half of it"
        ),
    ],
)
def test_what_is_not_an_answer_is_a_failure(server: Played, reply: Reply, expected: str) -> None:
    server.replies["/x"] = reply

    assert failure(server) == expected


def test_what_is_too_large_is_not_read(server: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformgen.shell.remote.upstream.MANIFEST_BYTES_MAX", 2**20)
    server.replies["/x"] = Reply(body=bytes(2**20 + 1))

    assert failure(server) == "/x gives more than 1 MiB"


def test_a_server_that_is_busy_is_asked_again(
    server: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    answers = iter([Reply(status=503), Reply(status=429), Reply(body=b"kind: Pod\n")])
    server.replies["/x"] = lambda _: next(answers)

    assert Network().manifest(f"{server.url}/x") == b"kind: Pod\n"


def test_a_server_that_stays_busy_is_a_failure(
    server: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)
    server.replies["/x"] = Reply(status=503)

    assert failure(server) == "/x answers 503 Service Unavailable"
    assert len(server.asked) == 3


def test_http_to_another_machine_is_not_tried() -> None:
    with pytest.raises(WorldError, match=r"^http://example\.com/x is not fetched: only https"):
        Network().manifest("http://example.com/x")


def test_nobody_at_home_is_a_failure() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/x"
        with pytest.raises(WorldError, match="/x cannot be reached: Connection refused"):
            Network().manifest(url)


def _silent(answer: bytes) -> tuple[socket.socket, str]:
    """Return a server that says this, and then nothing."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = server.accept()
        with connection:
            connection.recv(4096)
            connection.sendall(answer)
            time.sleep(1)

    threading.Thread(target=serve, daemon=True).start()
    return server, f"http://127.0.0.1:{server.getsockname()[1]}/x"


@pytest.mark.parametrize(
    "answer", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab"], ids=["at once", "half-way"]
)
def test_silence_is_a_failure(answer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "SILENCE_SECONDS", 0.1)
    server, url = _silent(answer)
    with server, pytest.raises(WorldError, match=r"/x is silent for 0\.1 s"):
        Network().manifest(url)


def test_what_never_ends_is_a_failure(server: Played, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "TOTAL_SECONDS", -1)
    server.replies["/x"] = Reply(body=b"kind: Pod\n")

    assert failure(server) == "/x takes longer than -1 s"


def test_what_is_no_http_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "SILENCE_SECONDS", 0.1)
    server, url = _silent(b"SSH-2.0-OpenSSH_9.2\r\n")
    with server, pytest.raises(WorldError, match=r"/x (broke off|cannot be reached)"):
        Network().manifest(url)


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


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("postgres", Reference("docker.io", "library/postgres", "latest")),
        ("postgres:17", Reference("docker.io", "library/postgres", "17")),
        ("bitnami/postgres:17", Reference("docker.io", "bitnami/postgres", "17")),
        ("docker.io/library/postgres:17.6", Reference("docker.io", "library/postgres", "17.6")),
        ("ghcr.io/a/b/c:1", Reference("ghcr.io", "a/b/c", "1")),
        ("localhost/a:1", Reference("localhost", "a", "1")),
        ("localhost:5000/a", Reference("localhost:5000", "a", "latest")),
        ("registry:5000/a:1", Reference("registry:5000", "a", "1")),
        ("a/b:1@sha256:00", Reference("docker.io", "a/b", "sha256:00")),
    ],
)
def test_an_image_is_in_the_registry_that_docker_would_ask(image: str, expected: Reference) -> None:
    assert image_reference(image) == expected


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("postgres:17", "https://registry-1.docker.io/v2/library/postgres"),
        ("ghcr.io/a/b:1", "https://ghcr.io/v2/a/b"),
        ("127.0.0.1:5000/a:1", "http://127.0.0.1:5000/v2/a"),
        ("localhost:5000/a:1", "http://localhost:5000/v2/a"),
        ("[::1]:5000/a:1", "http://[::1]:5000/v2/a"),
        ("localhost.example:5000/a:1", "https://localhost.example:5000/v2/a"),
    ],
)
def test_a_registry_is_asked_over_tls_unless_it_is_this_machine(image: str, expected: str) -> None:
    assert image_reference(image).server == expected


def test_a_chart_of_a_registry_has_a_tag_without_a_plus() -> None:
    found = chart_reference("oci://ghcr.io/charts/", "plain", "1.2.3+build.7")

    assert found == Reference("ghcr.io", "charts/plain", "1.2.3_build.7")


def test_a_chart_is_fetched_from_a_registry(server: Played) -> None:
    server.oci_chart("charts/plain", "1.2.3_build.7", PLAIN)

    assert Network().chart(f"oci://{server.host}/charts", "plain", "1.2.3+build.7") == PLAIN


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        pytest.param(b"[]", "is not a chart", id="a list"),
        pytest.param(b"<html>", "is not JSON", id="a page"),
        pytest.param(b'{"layers": [{"mediaType": "x"}, 1]}', "is not a chart", id="an image"),
        pytest.param(
            b'{"layers": [{"mediaType": "application/vnd.cncf.helm.chart.content.v1.tar+gzip",'
            b' "digest": "sha256:../../x"}]}',
            "is not a chart",
            id="a way out",
        ),
    ],
)
def test_a_manifest_that_is_no_charts_is_a_failure(
    server: Played, manifest: bytes, expected: str
) -> None:
    server.replies["/v2/charts/plain/manifests/1.2.3"] = Reply(body=manifest)
    with pytest.raises(WorldError, match=expected):
        Network().chart(f"oci://{server.host}/charts", "plain", "1.2.3")


def test_a_blob_that_is_not_what_its_manifest_says_is_a_failure(server: Played) -> None:
    server.oci_chart("charts/plain", "1.2.3", PLAIN)
    server.replies[f"/v2/charts/plain/blobs/{digest_of(PLAIN)}"] = Reply(body=b"other")
    with pytest.raises(WorldError, match="is not what its manifest says"):
        Network().chart(f"oci://{server.host}/charts", "plain", "1.2.3")


def test_the_digest_of_an_image_costs_one_short_question(server: Played) -> None:
    digest = server.image("shop", "1")

    assert Network().digest(f"{server.host}/shop:1") == digest
    assert [method for method, _, _ in server.asked] == ["HEAD"]


def test_where_a_registry_does_not_say_the_digest_it_is_computed(server: Played) -> None:
    digest = server.image("shop", "1", says_digest=False)

    assert Network().digest(f"{server.host}/shop:1") == digest


def test_a_token_that_anybody_gets_is_got_once(server: Played) -> None:
    digest = server.image("shop", "1")
    server.guard("/v2/shop/manifests/1")
    network = Network()
    found = [network.digest(f"{server.host}/shop:1") for _ in range(2)]

    assert found == [digest, digest]
    assert [path.partition("?")[0] for _, path, _ in server.asked].count("/token") == 1


def test_the_token_is_asked_for_what_is_read(server: Played) -> None:
    server.image("shop", "1")
    server.guard("/v2/shop/manifests/1")
    Network().digest(f"{server.host}/shop:1")

    asked = next(path for _, path, _ in server.asked if path.startswith("/token"))

    assert asked == "/token?service=played&scope=repository%3Ax%3Apull"


def logged_in(tmp_path: Path, host: str, login: str) -> None:
    folder = tmp_path / "docker"
    folder.mkdir(exist_ok=True)
    auth = base64.b64encode(login.encode()).decode()
    (folder / "config.json").write_text(json.dumps({"auths": {host: {"auth": auth}}}))


def test_a_registry_that_wants_a_login_gets_dockers(server: Played, tmp_path: Path) -> None:
    digest = server.image("shop", "1")
    server.guard("/v2/shop/manifests/1", "ana:pass")
    logged_in(tmp_path, server.host, "ana:pass")

    assert Network().digest(f"{server.host}/shop:1") == digest


def test_without_a_login_it_is_said_how_to_get_one(server: Played) -> None:
    server.image("shop", "1")
    server.guard("/v2/shop/manifests/1", "ana:pass")
    with pytest.raises(WorldError, match=f"log in with `docker login {server.host}`"):
        Network().digest(f"{server.host}/shop:1")


def test_a_login_for_another_registry_stays_at_home(server: Played, tmp_path: Path) -> None:
    server.image("shop", "1")
    server.guard("/v2/shop/manifests/1")
    logged_in(tmp_path, "ghcr.io", "ana:pass")
    Network().digest(f"{server.host}/shop:1")

    assert {said for _, _, said in server.asked} == {"", "Bearer good"}


def test_a_registry_may_want_the_login_itself(server: Played, tmp_path: Path) -> None:
    digest = server.image("shop", "1")
    path = "/v2/shop/manifests/1"
    guarded = server.replies[path]
    assert isinstance(guarded, Reply)
    refusal = Reply(status=401, headers={"WWW-Authenticate": 'Basic realm="x"'})
    server.replies[path] = lambda said: guarded if said == basic("ana:pass") else refusal
    with pytest.raises(WorldError, match="log in with"):
        Network().digest(f"{server.host}/shop:1")
    logged_in(tmp_path, server.host, "ana:pass")

    assert Network().digest(f"{server.host}/shop:1") == digest


def test_a_login_is_not_taken_along_to_another_host(server: Played, tmp_path: Path) -> None:
    server.oci_chart("charts/plain", "1", PLAIN)
    logged_in(tmp_path, server.host, "ana:pass")
    blob = f"/v2/charts/plain/blobs/{digest_of(PLAIN)}"
    server.guard("/v2/charts/plain/manifests/1", "ana:pass")
    with played() as elsewhere:
        elsewhere.replies["/blob"] = Reply(body=PLAIN)
        server.replies[blob] = Reply(status=307, headers={"Location": f"{elsewhere.url}/blob"})
        Network().chart(f"oci://{server.host}/charts", "plain", "1")

        assert elsewhere.asked == [("GET", "/blob", "")]


@pytest.mark.parametrize(
    ("challenge", "expected"),
    [
        pytest.param('Bearer realm="http://example.com/token"', "sends us to http://", id="open"),
        pytest.param("Bearer", "sends us to nowhere for a token", id="nowhere"),
    ],
)
def test_a_token_is_not_asked_for_in_the_open(
    server: Played, challenge: str, expected: str
) -> None:
    refusal = Reply(status=401, headers={"WWW-Authenticate": challenge})
    server.replies["/v2/shop/manifests/1"] = refusal
    with pytest.raises(WorldError, match=expected):
        Network().digest(f"{server.host}/shop:1")


@pytest.mark.parametrize(
    ("status", "expected"),
    [(404, "has no shop:1"), (403, "does not show"), (400, "answers 400 for")],
)
def test_a_registry_that_refuses_is_a_failure(server: Played, status: int, expected: str) -> None:
    server.replies["/v2/shop/manifests/1"] = Reply(status=status)
    with pytest.raises(WorldError, match=expected):
        Network().digest(f"{server.host}/shop:1")


HELPER = """#!/bin/sh
read -r server
test "$1" = get && test "$server" = "HOST" && echo '{"Username": "ana", "Secret": "pass"}'
"""


@pytest.mark.parametrize("key", ["credsStore", "credHelpers"])
def test_a_login_may_be_with_a_helper_of_docker(
    server: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    digest = server.image("shop", "1")
    server.guard("/v2/shop/manifests/1", "ana:pass")
    helper = tmp_path / "docker-credential-safe"
    helper.write_text(HELPER.replace("HOST", server.host))
    helper.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    (tmp_path / "docker").mkdir()
    config = {key: "safe" if key == "credsStore" else {server.host: "safe"}}
    (tmp_path / "docker" / "config.json").write_text(json.dumps(config))

    assert Network().digest(f"{server.host}/shop:1") == digest


@pytest.mark.parametrize(
    "config",
    [
        "not json",
        "[]",
        '{"auths": []}',
        '{"auths": {"HOST": {"auth": "*"}}}',
        '{"auths": {"HOST": 1}, "credHelpers": 1}',
        '{"credsStore": "../x"}',
        '{"credsStore": "not-there"}',
    ],
)
def test_a_configuration_of_another_form_has_no_logins(
    server: Played, tmp_path: Path, config: str
) -> None:
    digest = server.image("shop", "1")
    server.guard("/v2/shop/manifests/1")
    (tmp_path / "docker").mkdir()
    (tmp_path / "docker" / "config.json").write_text(config.replace("HOST", server.host))

    assert Network().digest(f"{server.host}/shop:1") == digest


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

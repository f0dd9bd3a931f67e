"""A registry that wants a token or a login gets it, and nobody else does."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from lock.archives import chart
from lock.played import Played, Reply, basic, digest_of, played
from platformgen.shell.failure import WorldError
from platformgen.shell.remote.upstream import Network

PLAIN = chart("plain")


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

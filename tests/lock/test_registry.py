"""Charts and digests come from a registry as they should be, or it is a failure."""

from __future__ import annotations

import pytest

from lock.archives import chart
from lock.played import Played, Reply, digest_of
from platformgen.shell.failure import WorldError
from platformgen.shell.remote.reference import Reference, chart_reference, image_reference
from platformgen.shell.remote.upstream import Network

PLAIN = chart("plain")


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


@pytest.mark.parametrize(
    ("status", "expected"),
    [(404, "has no shop:1"), (403, "does not show"), (400, "answers 400 for")],
)
def test_a_registry_that_refuses_is_a_failure(server: Played, status: int, expected: str) -> None:
    server.replies["/v2/shop/manifests/1"] = Reply(status=status)
    with pytest.raises(WorldError, match=expected):
        Network().digest(f"{server.host}/shop:1")

"""What routes hang on, and whether anything here makes it."""

from __future__ import annotations

from typing import Any

import pytest

from apply.documents import Document, made, wanted
from apply.test_releases import RELEASE
from platformgen.apply.entrance import awaited, entrance, entrances, path, unanswered
from platformgen.apply.key import Key
from platformgen.model import GatewayRouting, IngressRouting, Routing

NETWORKING, GATEWAY_API = "networking.k8s.io", "gateway.networking.k8s.io"
NGINX = Key(NETWORKING, "IngressClass", "", "nginx")
EDGE = Key(GATEWAY_API, "Gateway", "edge", "public")


def ingress(name: str = "web", class_name: str = "nginx") -> Document:
    spec = {"ingressClassName": class_name} if class_name else {}
    return made("Ingress", name, "shop", f"{NETWORKING}/v1", spec=spec)


def http_route(*parents: Any) -> Document:  # noqa: ANN401  # JSON
    spec = {"parentRefs": list(parents)}
    return made("HTTPRoute", "web", "shop", f"{GATEWAY_API}/v1", spec=spec)


@pytest.mark.parametrize(
    ("routing", "expected"),
    [
        (IngressRouting(class_name="nginx"), NGINX),
        (GatewayRouting(namespace="edge", name="public"), EDGE),
        (None, None),
    ],
)
def test_all_routes_of_a_platform_hang_on_one_thing(routing: Routing, expected: Key | None) -> None:
    assert entrance(routing) == expected


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        pytest.param(ingress(), [NGINX], id="ingress"),
        pytest.param(ingress(class_name=""), [], id="the default class"),
        pytest.param(http_route({"name": "public", "namespace": "edge"}), [EDGE], id="route"),
        pytest.param(
            http_route({"name": "public"}),
            [Key(GATEWAY_API, "Gateway", "shop", "public")],
            id="a gateway beside the route",
        ),
        pytest.param(http_route({"kind": "Service", "name": "web"}), [], id="a mesh"),
        pytest.param(http_route("public"), [], id="no parent of its form"),
        pytest.param(
            made("HTTPRoute", "web", api=f"{GATEWAY_API}/v1", spec={"parentRefs": 1}),
            [],
            id="no list",
        ),
        pytest.param(made("HTTPRoute", "web", api=f"{GATEWAY_API}/v1", spec=[]), [], id="no spec"),
        pytest.param(made("Ingress", "web", api="example.com/v1"), [], id="another's Ingress"),
        pytest.param(made("Service", "web", "shop"), [], id="no route"),
    ],
)
def test_a_route_says_what_it_hangs_on(document: Document, expected: list[Key]) -> None:
    assert list(entrances(wanted(document))) == expected


def test_what_nothing_makes_is_awaited_for_the_first_route_that_names_it() -> None:
    first, second = wanted(ingress("a")), wanted(ingress("b"))

    assert awaited((first, second)) == {NGINX: first}


@pytest.mark.parametrize(
    "maker",
    [
        pytest.param(wanted(made("IngressClass", "nginx", api=f"{NETWORKING}/v1")), id="object"),
        pytest.param(RELEASE, id="chart"),
    ],
)
def test_what_comes_with_the_platform_is_not_awaited(maker: Any) -> None:  # noqa: ANN401  # Wanted
    assert awaited((wanted(ingress()), maker)) == {}


def test_a_gateway_of_another_namespace_is_another_one() -> None:
    route = wanted(http_route({"name": "public", "namespace": "edge"}))
    beside = wanted(made("Gateway", "public", "shop", f"{GATEWAY_API}/v1"))

    assert awaited((route, beside)) == {EDGE: route}


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        (NGINX, f"/apis/{NETWORKING}/v1/ingressclasses/nginx"),
        (EDGE, f"/apis/{GATEWAY_API}/v1/namespaces/edge/gateways/public"),
    ],
)
def test_it_is_asked_for_by_its_path(each: Key, expected: str) -> None:
    assert path(each) == expected


def test_how_to_mend_it_is_told_by_its_kind() -> None:
    route = Key(NETWORKING, "Ingress", "shop", "web")

    told, fix = unanswered(NGINX, route)

    assert told.endswith("nobody answers for what names it, such as Ingress/shop/web")
    assert "ingress controller" in fix
    assert unanswered(EDGE, route) == (told, "make it, with what serves it, or mend the name")

"""What one fact of the spec adds to a component's entity."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from platformgen.catalog import entities
from platformgen.model import (
    Actor,
    Alert,
    Companion,
    Component,
    GitOps,
    HelmInstall,
    Link,
    ManifestInstall,
    Platform,
    Portal,
    Route,
    TextFile,
)
from sample_platforms import component, platform, workload

CHART = HelmInstall(release="stack", repo="https://c.example", chart="c", version="1", values={})


def document(shown: Platform, name: str) -> Mapping[str, Any]:
    for entity in entities(shown):
        if entity.place == ("components", name):
            return entity.document
    raise AssertionError(name)


def annotated(shown: Platform, name: str = "web") -> Mapping[str, str]:
    found: Mapping[str, str] = document(shown, name)["metadata"]["annotations"]
    return found


def links(shown: Platform, name: str = "web") -> list[tuple[str, str]]:
    found = document(shown, name)["metadata"].get("links", [])
    return [(link["title"], link["url"]) for link in found]


def alert(name: str) -> Alert:
    return Alert(name=name, expr="up", duration="0s", severity="page", summary="")


def board(**content: object) -> TextFile:
    return TextFile(path="dashboards/board.json", content=json.dumps(content))


def backstage(*, pages: Mapping[str, str] | None = None) -> Component:
    return component(
        "backstage",
        routes=(Route(host="portal.kind.local", tls="portal-tls"),),
        portal=Portal(catalog="/app/catalog", config=None, pages=pages or {}),
    )


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        pytest.param(workload("web"), {"kubernetes-id": "web"}, id="ours, by our label"),
        pytest.param(
            CHART,
            {
                "kubernetes-id": "web",
                "kubernetes-label-selector": "app.kubernetes.io/instance=stack",
            },
            id="a chart's, by Helm's label",
        ),
        pytest.param(
            Companion(installed_by="chart"),
            {
                "kubernetes-id": "web",
                "kubernetes-label-selector": "app.kubernetes.io/instance=stack",
            },
            id="a companion, by the label of what installs it",
        ),
        pytest.param(
            ManifestInstall(urls=("https://m.example/a.yaml",)),
            {"kubernetes-id": "web"},
            id="manifests of others, by our label on our own objects",
        ),
    ],
)
def test_kubernetes_objects_are_found(origin: Any, expected: Mapping[str, str]) -> None:  # noqa: ANN401  # any Origin
    chart = component("chart", namespace="apps", origin=CHART)
    found = annotated(platform(component("web", namespace="apps", origin=origin), chart))

    wanted = {f"backstage.io/{key}": value for key, value in expected.items()}
    wanted["backstage.io/kubernetes-namespace"] = "apps"
    assert {key: value for key, value in found.items() if "kubernetes" in key} == wanted


def test_what_is_only_described_has_no_kubernetes_objects() -> None:
    found = annotated(platform(component("web")))

    assert [key for key in found if "kubernetes" in key] == []


def test_alerts_are_named_for_the_prometheus_plugin() -> None:
    found = annotated(platform(component("web", alerts=(alert("Down"), alert("Slow")))))

    assert found["prometheus.io/alert"] == "Down,Slow"


@pytest.mark.parametrize(
    ("boards", "expected"),
    [
        pytest.param([board(title="A")], "title == 'A'", id="one"),
        pytest.param(
            [board(title="A"), board(title="B")], "title == 'A' || title == 'B'", id="two"
        ),
        pytest.param(
            [board(title="A"), board(title="B's")], "title == 'A'", id="a quote cannot be said"
        ),
        pytest.param([board(title=" ")], None, id="no title"),
        pytest.param([board(title=3)], None, id="a title that is no text"),
        pytest.param([TextFile(path="x.json", content="[]")], None, id="no dashboard"),
        pytest.param([TextFile(path="x.json", content="{")], None, id="no JSON"),
    ],
)
def test_dashboards_are_selected_by_title(boards: list[TextFile], expected: str | None) -> None:
    found = annotated(platform(component("web", dashboards=tuple(boards))))

    assert found.get("grafana/dashboard-selector") == expected


@pytest.mark.parametrize(
    ("namespace", "expected"),
    [
        pytest.param(
            "gitops", {"argocd/app-name": "web", "argocd/app-namespace": "gitops"}, id="in"
        ),
        pytest.param(None, {"argocd/app-name": "web"}, id="outside the cluster"),
    ],
)
def test_a_managed_component_names_its_application(
    namespace: str | None, expected: Mapping[str, str]
) -> None:
    manager = component("cd", namespace=namespace, manages=("web",))
    found = annotated(platform(component("web"), manager))

    assert {key: value for key, value in found.items() if key.startswith("argocd")} == expected


def test_what_the_user_writes_wins() -> None:
    own = {"backstage.io/kubernetes-id": "other", "example.com/team": "blue"}
    web = component("web", namespace="apps", origin=workload("web"), annotations=own)
    found = annotated(platform(web))

    assert own.items() <= found.items()


@pytest.mark.parametrize(
    ("repository", "gitops", "expected"),
    [
        ("https://github.com/ba/p", None, "https://github.com/ba/p/tree/HEAD/specs"),
        ("https://github.com/ba/p.git", "main", "https://github.com/ba/p/tree/main/specs"),
        ("https://gitlab.ba.com/g/p/", None, "https://gitlab.ba.com/g/p/-/tree/HEAD/specs"),
        ("https://git.ba.com/p", None, "https://git.ba.com/p"),
        (None, None, None),
    ],
)
def test_view_and_edit_lead_to_the_specs(
    repository: str | None, gitops: str | None, expected: str | None
) -> None:
    applied = GitOps(repository=repository or "", revision=gitops or "", path="d", mode="files")
    shown = platform(component("web"), repository=repository, gitops=applied if gitops else None)
    found = annotated(shown)

    assert found.get("backstage.io/edit-url") == found.get("backstage.io/view-url") == expected


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("https://github.com/ba/shop", "url:https://github.com/ba/shop/"),
        (None, "url:https://github.com/ba/p/"),
    ],
)
def test_the_source_is_the_components_own_or_the_platforms(own: str | None, expected: str) -> None:
    found = annotated(platform(component("web", source=own), repository="https://github.com/ba/p"))

    assert found["backstage.io/source-location"] == expected


def test_links_lead_to_every_host_once() -> None:
    routes = (
        Route(host="web.kind.local", tls="tls"),
        Route(host="web.kind.local", path="/admin"),
        Route(host="shop.kind.local", path="/buy"),
        Route(host="safe.kind.local", tls="tls"),
    )

    assert links(platform(component("web", routes=routes))) == [
        ("Open Web", "https://web.kind.local"),
        ("shop.kind.local", "http://shop.kind.local/buy"),
        ("safe.kind.local", "https://safe.kind.local"),
    ]


def test_the_users_own_words_about_a_url_hold() -> None:
    own = Link(title="The shop", url="http://web.kind.local")
    web = component("web", links=(own,), routes=(Route(host="web.kind.local"),))

    assert links(platform(web)) == [("The shop", "http://web.kind.local")]


def test_a_page_of_the_portal_is_linked_from_what_it_shows() -> None:
    shown = platform(component("web"), backstage(pages={"web": "/web"}))

    assert links(shown) == [("Web in the portal", "https://portal.kind.local/web")]


def test_a_page_that_shows_no_component_is_linked_from_the_portal() -> None:
    shown = platform(
        component("web"),
        backstage(pages={"web": "/web", "cluster": "/kubernetes", "cost-insights": "/costs"}),
        actors=(Actor(name="cluster", title="Kubernetes", icon=""),),
    )

    assert links(shown, "backstage") == [
        ("Open Backstage", "https://portal.kind.local"),
        ("Kubernetes in the portal", "https://portal.kind.local/kubernetes"),
        ("Cost insights in the portal", "https://portal.kind.local/costs"),
    ]


def test_a_dashboard_with_a_uid_is_linked_at_the_platforms_grafana() -> None:
    boards = component("boards", data_sources=("x",), routes=(Route(host="boards.kind.local"),))
    web = component("web", dashboards=(board(title="A", uid="a/1"), board(title="B")))

    assert links(platform(web, boards)) == [("A", "http://boards.kind.local/d/a%2F1")]


@pytest.mark.parametrize(
    ("page", "path"),
    [
        ("shop.md", "/shop/"),
        ("guides/shop.md", "/guides/shop/"),
        ("shop/index.md", "/shop/"),
        ("shop/README.md", "/shop/"),
        ("index.md", "/"),
    ],
)
def test_the_page_that_names_a_component_is_linked(page: str, path: str) -> None:
    site = "https://portal.kind.local/docs/default/component/small-docs"

    assert links(platform(component("web", page=page), backstage())) == [("Guide", site + path)]


def test_a_page_is_not_linked_where_no_portal_shows_it() -> None:
    assert links(platform(component("web", page="web.md"))) == []


def test_traffic_alone_makes_no_relation() -> None:
    shown = platform(component("web", connects=("db",), depends_on=()), component("db"))

    assert "dependsOn" not in document(shown, "web")["spec"]

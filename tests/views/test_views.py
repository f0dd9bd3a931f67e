"""What each drawing shows, as Mermaid would say it: `source --> target` by node ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from platformgen import views
from platformgen.diagram.graph import Edge, Graph, Line, Shape
from platformgen.model import (
    Api,
    ExternalService,
    Flow,
    GatewayRouting,
    Part,
    Platform,
    Portal,
    Route,
    Scrape,
    Service,
    Step,
    System,
)
from platformgen.views.architecture import MOST_COMPONENTS
from platformgen.views.node import LISTED_LINES
from sample_platforms import (
    CLUSTER,
    awkward,
    component,
    container,
    guide,
    platform,
    shop,
    workload,
)

PLATFORMS = {"awkward": awkward(), "empty": platform(), "guide": guide(), "shop": shop()}
ARROWS = {Line.SOLID: "-->", Line.DASHED: "-.->"}


def graphs(shown: Platform) -> Mapping[str, Graph]:
    return {
        "architecture": views.architecture(shown),
        "dependencies": views.dependencies(shown),
        "layers": views.layers(shown),
        "network": views.network(shown),
        **{f"flow {each.name}": views.flow(shown, each) for each in shown.flows},
        **{f"near {name}": graph for name, graph in views.neighbours(shown).items()},
    }


def arrow(edge: Edge) -> str:
    line = ARROWS[edge.line] if edge.head_at_target else "---"
    label = f"|{edge.label}|" if edge.label else ""
    return f"{edge.source} {line}{label} {edge.target}"


def arrows(graph: Graph) -> list[str]:
    return [arrow(edge) for edge in graph.edges]


def labels(graph: Graph) -> Mapping[str, str]:
    return {node.id: node.label for node in graph.nodes}


ALL = [
    pytest.param(graph, id=f"{name}: {view}")
    for name, shown in PLATFORMS.items()
    for view, graph in graphs(shown).items()
]


@pytest.mark.parametrize("graph", ALL)
def test_every_id_is_unique_and_known(graph: Graph) -> None:
    ids = [node.id for node in graph.nodes] + [group.id for group in graph.groups]
    named = {edge.source for edge in graph.edges} | {edge.target for edge in graph.edges}
    frames = {node.group for node in graph.nodes} | {group.parent for group in graph.groups}

    assert len(ids) == len(set(ids))
    assert named | (frames - {None}) <= set(ids)


@pytest.mark.parametrize("graph", ALL)
def test_parents_come_before_children(graph: Graph) -> None:
    seen: set[str | None] = {None}
    for group in graph.groups:
        assert group.parent in seen
        seen.add(group.id)


@pytest.mark.parametrize("graph", ALL)
def test_a_drawing_says_something_in_every_box(graph: Graph) -> None:
    assert all(node.label.strip() for node in graph.nodes)


def test_the_architecture_leads_from_the_browser_to_what_relies_on_what() -> None:
    assert arrows(views.architecture(guide())) == [
        "browser/ -->|*.kind.local| ingress-nginx",
        "ingress-nginx --> namespace/monitoring",
        "ingress-nginx --> argocd",
        "ingress-nginx --> backstage",
        "backstage --> postgresql",
        "backstage -.-> prometheus",
        "backstage -.-> grafana",
        "backstage -.-> argocd",
        "grafana --> prometheus",
        "prometheus --> node-exporter",
        "prometheus -.-> alertmanager",
    ]


def test_the_architecture_has_every_component_in_its_namespace() -> None:
    graph = views.architecture(guide())
    placed = {node.id: node.group for node in graph.nodes}
    frames = {each.name: f"namespace/{each.namespace}" for each in guide().components}

    assert placed == frames | {"browser/": None, "ingress-nginx": "cluster/"}
    assert {group.parent for group in graph.groups if group.id != "cluster/"} == {"cluster/"}


@pytest.mark.parametrize(
    ("space", "frame"), [("edge", "cluster/"), ("web", "namespace/web"), (None, None)]
)
def test_a_router_alone_in_its_namespace_has_no_frame(space: str | None, frame: str | None) -> None:
    nginx = component("nginx", type="ingress-controller", namespace=space)
    web = component("web", namespace="web", routes=(Route(host="web.kind.local"),))
    placed = {node.id: node.group for node in views.architecture(platform(nginx, web)).nodes}

    assert placed == {"browser/": None, "nginx": frame, "web": "namespace/web"}


@pytest.mark.parametrize(
    ("spaces", "ends"),
    [
        (("edge", "web", "web"), ["namespace/web"]),
        (("edge", "web", "shop"), ["a", "b"]),
        (("web", "web", "web"), ["a", "b"]),
        (("edge", None, None), ["a", "b"]),
    ],
)
def test_one_edge_leads_to_all_of_a_namespace_but_the_routers_own(
    spaces: tuple[str | None, ...], ends: list[str]
) -> None:
    nginx = component("nginx", type="ingress-controller", namespace=spaces[0])
    parts = [
        component(name, namespace=space, routes=(Route(host=f"{name}.kind.local"),))
        for name, space in zip("ab", spaces[1:], strict=True)
    ]
    edges = views.architecture(platform(nginx, *parts)).edges

    assert [each.target for each in edges if each.source == "nginx"] == ends


def test_without_a_router_the_browser_leads_to_what_has_a_host() -> None:
    web = component("web", routes=(Route(host="web.kind.local"),))
    graph = views.architecture(platform(web))

    assert arrows(graph) == ["browser/ --> web"]
    assert graph.groups == ()


def test_what_is_outside_is_drawn_where_something_leads_to_it() -> None:
    mail = ExternalService(
        name="mail", title="Mail", description="", address=None, port=None, owner="a"
    )
    idle = replace(mail, name="idle")
    shown = platform(component("web", connects=("mail",)), externals=(idle, mail))

    assert arrows(views.architecture(shown)) == ["web -.-> external/mail"]
    assert list(labels(views.architecture(shown))) == ["web", "external/mail"]


def test_a_large_platform_is_drawn_by_its_namespaces() -> None:
    many = [
        component(f"c{number}", namespace=f"n{number % 3}", depends_on=(f"c{(number + 1) % 60}",))
        for number in range(MOST_COMPONENTS + 20)
    ]
    outside = component("outside", depends_on=("c1",))
    graph = views.architecture(platform(*many, outside))

    assert labels(graph) == {
        f"namespace/n{number}": f"n{number}\n20 components" for number in range(3)
    }
    assert sorted(arrows(graph)) == [
        "namespace/n0 --> namespace/n1",
        "namespace/n1 --> namespace/n2",
        "namespace/n2 --> namespace/n0",
    ]


def test_the_layers_lead_down_to_the_node() -> None:
    graph = views.layers(guide())

    assert arrows(graph) == [
        "browser/ --> address/",
        "address/ --> router/",
        "router/ --> namespace/monitoring",
        "router/ --> namespace/argocd",
        "router/ --> namespace/backstage",
        "namespace/monitoring --- machine/",
        "namespace/argocd --- machine/",
        "namespace/backstage --- machine/",
    ]
    assert labels(graph) == {
        "browser/": "Navegador",
        "address/": "*.kind.local\n127.0.0.1",
        "router/": "NGINX Ingress Controller\n:80 :443\n"
        "• alertmanager\n• argocd\n• backstage\n• grafana\n• prometheus",
        "namespace/monitoring": "monitoring\n"
        "• AlertManager\n• Grafana\n• Node Exporter\n• Prometheus",
        "namespace/argocd": "argocd\n• ArgoCD\n• argocd-repo-server\n"
        "• argocd-application-controller\n• argocd-redis",
        "namespace/backstage": "backstage\n• Backstage\n• PostgreSQL",
        "machine/": "Nodo del plano de control\nplatform-control-plane",
    }


def test_a_namespace_that_nobody_enters_still_stands_on_the_node() -> None:
    quiet = component("quiet", namespace="quiet")

    assert arrows(views.layers(platform(quiet)))[2:] == ["namespace/quiet --- machine/"]


def test_many_namespaces_stand_in_one_box() -> None:
    many = [component(f"c{number}", namespace=f"n{number}") for number in range(9)]
    reached = component("web", namespace="web", routes=(Route(host="web.kind.local"),))
    graph = views.layers(platform(*many, reached))

    assert labels(graph)["namespaces/"].splitlines() == [
        "10 namespaces",
        *(f"• n{number} (1)" for number in range(LISTED_LINES - 1)),
        "… and 3 more",
    ]
    assert "router/ --> namespaces/" in arrows(graph)


def test_another_cluster_than_kind_has_nodes_of_its_own_names() -> None:
    cluster = replace(CLUSTER, provider=None, context="prod")
    shown = platform(component("web", namespace="web"), cluster=cluster)

    assert labels(views.layers(shown))["machine/"] == "The cluster's nodes"
    assert views.network(shown).groups[0].title == "Cluster prod"


def test_the_network_shows_one_requests_way() -> None:
    graph = views.network(guide())

    assert arrows(graph) == [
        "browser/ --> address/",
        "address/ -->|http 80, https 443| router/",
        "router/ --> services/",
        "services/ --> pods/",
    ]
    assert labels(graph)["services/"].splitlines() == [
        "Services (ClusterIP)",
        "• prometheus-alertmanager:9093",
        "• argocd-server:443",
        "• backstage:80",
        "• kube-prometheus-stack-grafana:80",
        "• prometheus-prometheus:9090",
    ]
    assert labels(graph)["pods/"].splitlines() == [
        "Pods",
        *("• AlertManager", "• ArgoCD", "• Backstage", "• Grafana", "• Prometheus"),
    ]


def test_a_router_that_the_spec_does_not_describe_is_still_on_the_way() -> None:
    web = component("web", routes=(Route(host="web.kind.local"),))

    assert labels(views.network(platform(web)))["router/"] == "Router"


def test_a_gateway_is_the_router_of_gateway_routing() -> None:
    cluster = replace(CLUSTER, routing=GatewayRouting(namespace="edge", name="public"))
    entry = component("edge", title="Edge", type="gateway")
    nginx = component("nginx", type="ingress-controller")

    shown = platform(entry, nginx, cluster=cluster)
    assert labels(views.network(shown))["router/"] == "Edge"


def test_a_cluster_without_routing_has_no_router() -> None:
    nginx = component("nginx", title="NGINX", type="ingress-controller")
    shown = platform(nginx, cluster=replace(CLUSTER, routing=None))

    assert labels(views.network(shown))["router/"] == "Router"


def test_what_is_both_a_dependency_and_traffic_is_drawn_once() -> None:
    web = component("web", depends_on=("db",), connects=("db",))

    assert arrows(views.dependencies(platform(web, component("db")))) == ["web --> db"]


def test_a_flow_shows_its_ends_in_order_and_what_flows() -> None:
    (metrics,) = [each for each in guide().flows if each.name == "metrics"]
    graph = views.flow(guide(), metrics)

    assert arrows(graph) == [
        "actor/apps -->|:9090/metrics| prometheus",
        "prometheus -->|Query API| grafana",
        "grafana --> actor/user",
    ]
    assert labels(graph) == {
        "actor/apps": "Aplicaciones",
        "prometheus": "📈 Prometheus",
        "grafana": "📊 Grafana",
        "actor/user": "👤 Usuario",
    }


def test_a_flow_may_end_outside() -> None:
    steps = (Step(source="shop", target="mail", label=""),)
    shown = views.flow(shop(), Flow(name="f", title="F", description="", steps=steps))

    assert arrows(shown) == ["shop --> external/mail"]


def test_neighbours_are_those_that_come_and_those_that_are_turned_to() -> None:
    assert arrows(views.neighbours(guide())["prometheus"]) == [
        "ingress-nginx -->|prometheus.kind.local| prometheus",
        "backstage -.->|/prometheus| prometheus",
        "grafana -->|datos| prometheus",
        "argocd -.->|gestiona| prometheus",
        "prometheus --> node-exporter",
        "prometheus -.-> alertmanager",
    ]


def test_the_portals_pages_lead_to_what_they_show() -> None:
    pages = {"web": "/web", "costs": "/costs", "portal": "/"}
    shows = Portal(catalog=None, config=None, pages=pages)
    shown = platform(component("portal", portal=shows), component("web"))

    assert arrows(views.neighbours(shown)["portal"]) == ["portal -.->|/web| web"]


def test_who_scrapes_is_a_neighbour() -> None:
    scrape = Scrape(port="metrics", path="/metrics", every="30s")
    web = component("web", scrape=scrape)
    metrics = component("metrics", collects=("All",), scrape=scrape)

    assert arrows(views.neighbours(platform(web, metrics))["web"]) == ["metrics -.->|/metrics| web"]


def test_an_api_that_nobody_here_provides_has_no_neighbour() -> None:
    api = Api(name="a", title="A", description="", type="openapi", source="a", definition="a")
    web = component("web", consumes=("a", "elsewhere"), data_sources=("words",))
    shown = platform(web, component("back", provides=(api,)))

    assert arrows(views.neighbours(shown)["web"]) == ["web -.->|a| back"]


def test_a_component_on_its_own_has_no_drawing() -> None:
    assert views.neighbours(platform(component("web"))) == {}


def test_too_many_neighbours_become_one_box() -> None:
    many = [component(f"c{number}", depends_on=("hub",)) for number in range(9)]
    hub = component("hub", connects=tuple(f"c{number}" for number in range(9)))
    graph = views.neighbours(platform(hub, *many))["hub"]

    assert labels(graph)["above/"] == labels(graph)["below/"] == "… and 4 more"
    assert arrows(graph)[-2:] == ["above/ --> hub", "hub --> below/"]


def test_dependencies_are_grouped_by_system() -> None:
    system = System(name="store", title="Store", description="", owner="a")
    web = component("web", system="store", depends_on=("db",))
    shown = platform(
        web, component("db"), systems=(system, replace(system, name="idle", title="Idle"))
    )
    graph = views.dependencies(shown)

    assert [(group.id, group.title) for group in graph.groups] == [("system/store", "Store")]
    assert [node.group for node in graph.nodes] == [None, "system/store"]
    assert arrows(graph) == ["web --> db"]


@pytest.mark.parametrize(("kind", "shape"), [("database", Shape.CYLINDER), ("service", Shape.BOX)])
def test_a_database_is_a_cylinder(kind: str, shape: Shape) -> None:
    (node,) = views.dependencies(platform(component("db", type=kind))).nodes

    assert node.shape is shape


@pytest.mark.parametrize(("language", "word"), [("en", "Browser"), ("es", "Navegador")])
def test_drawings_speak_the_specs_language(language: str, word: str) -> None:
    assert labels(views.layers(platform(language=language)))["browser/"] == word


def test_parts_stand_with_their_component() -> None:
    parts = (Part(kind="Deployment", name="worker"),)
    web = component(
        "web",
        namespace="web",
        parts=parts,
        origin=workload("web", containers=(container("web"),)),
        service=Service(name="web", port=80),
    )

    assert labels(views.layers(platform(web)))["namespace/web"] == "web\n• Web\n• worker"

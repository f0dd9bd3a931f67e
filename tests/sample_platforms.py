"""Platforms for tests, made of model objects: the guide's, a shop with every field, and others."""

from __future__ import annotations

import json
from typing import Any

from msgspec.structs import replace

from platformgen.model import (
    Actor,
    Alert,
    Api,
    Cluster,
    Companion,
    Component,
    Container,
    Credential,
    ExternalKeys,
    ExternalService,
    Flow,
    GeneratedKey,
    GitOps,
    HelmInstall,
    IngressRouting,
    Link,
    MadeBy,
    ManifestInstall,
    Namespace,
    Part,
    Platform,
    Port,
    Portal,
    Probes,
    Quota,
    Resources,
    Route,
    Rule,
    Scrape,
    Secret,
    SecretVariable,
    Service,
    Step,
    System,
    Team,
    TextFile,
    User,
    Workload,
    WorkloadRef,
)

NO_RESOURCES = Resources(requests={}, limits={})
CLUSTER = Cluster(
    provider="kind",
    context="kind-platform",
    kubernetes="1.34",
    domain="kind.local",
    addresses=("127.0.0.1",),
    routing=IngressRouting(class_name="nginx"),
)


def component(name: str, **fields: Any) -> Component:  # noqa: ANN401  # any field of the model
    """Return a component that is only described, changed where fields say so."""
    plain = Component(
        name=name,
        title=name.capitalize(),
        icon="",
        description="",
        owner="platform-engineering",
        lifecycle="production",
        type="service",
        entity="Component",
        system=None,
        namespace=None,
        labels={},
        annotations={},
        ports={},
    )
    made = replace(plain, **fields)
    if isinstance(made.origin, Workload) and made.runs is None:
        return replace(made, runs=WorkloadRef(kind=made.origin.kind, name=made.origin.name))
    return made


def workload(name: str, **fields: Any) -> Workload:  # noqa: ANN401  # any field of the model
    """Return a Deployment of one container that listens on 8080, changed where fields say so."""
    plain = Workload(
        kind="Deployment", name=name, containers=(container(name),), user=10001, secret_files={}
    )
    return replace(plain, **fields)


def container(name: str, **fields: Any) -> Container:  # noqa: ANN401  # any field of the model
    """Return a container that listens on 8080, changed where fields say so."""
    plain = Container(
        name=name,
        image=f"registry.example/{name}:1.0.0",
        ports=(Port(name="http", number=8080),),
        variables={},
        resources=NO_RESOURCES,
        probes=Probes(),
    )
    return replace(plain, **fields)


def namespace(name: str, **fields: Any) -> Namespace:  # noqa: ANN401  # any field of the model
    """Return an isolated, restricted namespace, changed where fields say so."""
    plain = Namespace(
        name=name,
        owner="platform-engineering",
        pod_security="restricted",
        isolated=True,
        quota=None,
        limit_range=None,
    )
    return replace(plain, **fields)


def platform(*components: Component, **fields: Any) -> Platform:  # noqa: ANN401  # as above
    """Return a small platform of these components, changed where fields say so."""
    plain = Platform(
        name="small",
        title="Small platform",
        description="",
        version="1.0.0",
        updated="2025-10-06",
        language="en",
        owner="platform-engineering",
        contact=None,
        repository=None,
        issues=None,
        cluster=CLUSTER,
        gitops=None,
        environment=None,
        teams=(
            Team(
                name="platform-engineering",
                title="Platform Engineering",
                description="",
                parent=None,
                email=None,
                members=(),
            ),
        ),
        users=(),
        systems=(),
        namespaces=(),
        secrets=(),
        externals=(),
        actors=(),
        flows=(),
        components=tuple(sorted(components, key=lambda each: each.name)),
        objects=(),
        patches=(),
        pages=(),
    )
    return replace(plain, **fields)


def guide() -> Platform:
    """Return the platform of the guide: monitoring, delivery and a portal on one kind cluster."""
    return platform(
        *_guide_monitoring(),
        _guide_argocd(),
        *_guide_portal(),
        name="observability-platform",
        title="Platform Monitoring & Observability",
        description="Portal, métricas, tableros, alertas y entrega continua en un clúster kind.",
        language="es",
        contact="platform-engineering@ba.com",
        repository="https://github.com/ba/platform",
        issues="https://github.com/ba/platform/issues",
        gitops=GitOps(
            repository="https://github.com/ba/platform",
            revision="main",
            path="deploy",
            mode="files",
        ),
        teams=(
            Team(
                name="platform-engineering",
                title="Platform Engineering Team",
                description="",
                parent=None,
                email="platform-engineering@ba.com",
                members=("ana.perez",),
            ),
        ),
        users=(User(name="ana.perez", title="Ana Pérez", email="ana.perez@ba.com"),),
        systems=(
            _system("delivery", "Entrega continua", "GitOps"),
            _system("monitoring", "Monitoreo", "Métricas, tableros y alertas"),
            _system("portal", "Portal", "Catálogo y documentación"),
        ),
        namespaces=(
            namespace("argocd", pod_security="baseline", isolated=False),
            namespace("backstage", quota=_quota()),
            namespace("ingress-nginx", pod_security="privileged", isolated=False),
            namespace("monitoring", pod_security="privileged", isolated=False),
        ),
        secrets=(
            Secret(
                name="argocd-initial-admin-secret",
                namespace="argocd",
                origin=MadeBy(component="argocd"),
            ),
            Secret(
                name="psql-postgresql",
                namespace="backstage",
                origin=(GeneratedKey(key="postgres-password", length=32),),
            ),
        ),
        actors=(
            Actor(name="apps", title="Aplicaciones", icon=""),
            Actor(name="cluster", title="Kubernetes", icon=""),
            Actor(name="git", title="Repositorio Git", icon=""),
            Actor(name="notifications", title="Notificaciones", icon=""),
            Actor(name="user", title="Usuario", icon="👤"),
        ),
        flows=_guide_flows(),
    )


def shop() -> Platform:
    """Return a team's own service with every field that the catalog and the drawings know."""
    return platform(
        _shop(),
        component(
            "postgresql",
            title="PostgreSQL",
            type="database",
            entity="Resource",
            namespace="shop",
            origin=workload("psql-postgresql", kind="StatefulSet"),
        ),
        component(
            "shop-report",
            owner="checkout",
            type="job",
            system="store",
            namespace="shop",
            origin=workload("shop-report", kind="CronJob", schedule="0 6 * * *"),
            depends_on=("shop", "mail"),
        ),
        component(
            "watch",
            title="Watch",
            namespace="shop",
            origin=HelmInstall(
                release="watch",
                repo="https://charts.example",
                chart="kube-prometheus-stack",
                version="1.0.0",
                values={},
            ),
            service=Service(name="watch-prometheus", port=9090),
            collects=("Everything",),
        ),
        component(
            "boards",
            title="Boards",
            namespace="shop",
            origin=Companion(installed_by="watch"),
            service=Service(name="watch-grafana", port=80),
            routes=(Route(host="boards.kind.local"),),
            data_sources=("watch",),
        ),
        name="shop-platform",
        title="Shop",
        description="A team's services.",
        teams=(
            Team(
                name="checkout",
                title="Checkout",
                description="Sells",
                parent="platform-engineering",
                email="checkout@ba.com",
                members=("luis.gil",),
            ),
            Team(
                name="platform-engineering",
                title="Platform Engineering",
                description="",
                parent=None,
                email=None,
                members=(),
            ),
        ),
        users=(User(name="luis.gil", title="Luis Gil", email=None),),
        systems=(System(name="store", title="Tienda", description="", owner="checkout"),),
        namespaces=(namespace("shop", owner="checkout"),),
        secrets=(
            Secret(
                name="shop-db",
                namespace="shop",
                origin=ExternalKeys(store="vault", path="shop/db", keys=("url",)),
            ),
        ),
        externals=(
            ExternalService(
                name="mail",
                title="Correo saliente",
                description="SMTP",
                address="203.0.113.0/24",
                port=587,
                owner="checkout",
            ),
        ),
    )


def awkward() -> Platform:
    """Return a platform whose texts are hard to write: other scripts, markup, YAML's own words."""
    text = "ñandú 漢字 📊 \"q\" 's' {{ x | y }} <b>&amp; #! : - y\n\ttab é"
    return platform(
        component(
            "y",
            title="on",
            description=text,
            tags=("c++", "a:b"),
            labels={"tier": "1e3", "empty": ""},
            annotations={"example.com/odd": text, "prometheus.io/alert": "all"},
            links=(Link(title=text, url="https://example.com/?q=%F0%9F%93%8A&y=1#f", icon="docs"),),
            provides=(
                Api(
                    name="no",
                    title="null",
                    description=text,
                    type="openapi",
                    source="apis/no.yaml",
                    definition=f"openapi: 3.1.0\ninfo:\n  title: {text!r}\n",
                ),
            ),
            consumes=("no",),
        ),
        title=text,
        description=text,
        users=(User(name="null", title="漢字 😀", email=None),),
        teams=(
            Team(
                name="platform-engineering",
                title="Ingeniería 📊",
                description=text,
                parent=None,
                email=None,
                members=("null",),
            ),
        ),
    )


def _system(name: str, title: str, description: str) -> System:
    return System(name=name, title=title, description=description, owner="platform-engineering")


def _quota() -> Quota:
    return Quota(
        requests={"cpu": "1.5", "memory": "2Gi"},
        limits={"cpu": "3", "memory": "6Gi"},
        pods=10,
        storage=None,
    )


def _guide_monitoring() -> tuple[Component, ...]:
    chart = HelmInstall(
        release="prometheus",
        repo="https://prometheus-community.github.io/helm-charts",
        chart="kube-prometheus-stack",
        version="88.5.3",
        values={"fullnameOverride": "prometheus"},
    )
    api = Api(
        name="prometheus-api",
        title="Prometheus API",
        description="",
        type="openapi",
        source="apis/prometheus.yaml",
        definition="openapi: 3.0.3\ninfo: {title: Prometheus, version: v1}\npaths: {}\n",
    )
    return (
        component(
            "prometheus",
            icon="📈",
            description="Recolección y almacenamiento de métricas",
            system="monitoring",
            namespace="monitoring",
            tags=("metrics", "monitoring"),
            origin=chart,
            runs=WorkloadRef(kind="StatefulSet", name="prometheus-prometheus-prometheus"),
            service=Service(name="prometheus-prometheus", port=9090),
            routes=(Route(host="prometheus.kind.local"),),
            depends_on=("node-exporter",),
            connects=("alertmanager",),
            provides=(api,),
            collects=("Container metrics", "Node metrics"),
        ),
        component(
            "node-exporter",
            title="Node Exporter",
            type="agent",
            system="monitoring",
            namespace="monitoring",
            origin=Companion(installed_by="prometheus"),
        ),
        component(
            "alertmanager",
            title="AlertManager",
            icon="🚨",
            description="Gestión y enrutamiento de alertas",
            system="monitoring",
            namespace="monitoring",
            origin=Companion(installed_by="prometheus"),
            service=Service(name="prometheus-alertmanager", port=9093),
            routes=(Route(host="alertmanager.kind.local"),),
        ),
        component(
            "grafana",
            icon="📊",
            description="Visualización de métricas y dashboards",
            type="website",
            system="monitoring",
            namespace="monitoring",
            origin=Companion(installed_by="prometheus"),
            service=Service(name="kube-prometheus-stack-grafana", port=80),
            routes=(Route(host="grafana.kind.local"),),
            depends_on=("prometheus",),
            data_sources=("prometheus", "Kubernetes API"),
            dashboards=(_dashboard("dashboards/backstage.json", "Backstage", "backstage"),),
            annotations={"grafana/dashboard-selector": "tags @> 'platform'"},
            page="grafana/index.md",
        ),
    )


def _dashboard(path: str, title: str, uid: str | None) -> TextFile:
    return TextFile(path=path, content=json.dumps({"title": title, "uid": uid}))


def _guide_argocd() -> Component:
    return component(
        "argocd",
        title="ArgoCD",
        icon="🔄",
        description="GitOps continuous delivery",
        system="delivery",
        namespace="argocd",
        origin=ManifestInstall(urls=("https://raw.githubusercontent.com/argoproj/install.yaml",)),
        runs=WorkloadRef(kind="Deployment", name="argocd-server"),
        parts=(
            Part(kind="Deployment", name="argocd-repo-server", port=8081),
            Part(kind="StatefulSet", name="argocd-application-controller"),
            Part(kind="Deployment", name="argocd-redis"),
        ),
        service=Service(name="argocd-server", port=443, protocol="https"),
        routes=(Route(host="argocd.kind.local"),),
        credentials=(
            Credential(
                title="Administrador",
                username="admin",
                secret="argocd-initial-admin-secret",  # noqa: S106  # the name of a Secret
                key="password",
            ),
        ),
        manages=("backstage", "prometheus"),
    )


def _guide_portal() -> tuple[Component, ...]:
    return (
        component(
            "backstage",
            icon="🏠",
            description="Developer portal y service catalog",
            type="website",
            system="portal",
            namespace="backstage",
            origin=workload(
                "backstage",
                containers=(
                    container(
                        "backstage",
                        image="ghcr.io/backstage/backstage:1.55.0",
                        ports=(Port(name="http", number=7007),),
                        secrets=(
                            SecretVariable(
                                variable="POSTGRES_PASSWORD",
                                secret="psql-postgresql",  # noqa: S106  # as above
                                key="postgres-password",
                            ),
                        ),
                    ),
                ),
                cluster_rules=(
                    Rule(
                        resources=(
                            "pods",
                            "services",
                            "deployments.apps",
                            "ingresses.networking.k8s.io",
                        ),
                        verbs=("get", "list", "watch"),
                    ),
                ),
            ),
            portal=Portal(
                catalog="/app/catalog",
                config="/app/platform",
                pages={
                    "prometheus": "/prometheus",
                    "grafana": "/grafana",
                    "argocd": "/argocd",
                    "cluster": "/kubernetes",
                },
            ),
            service=Service(name="backstage", port=80, target="http"),
            routes=(Route(host="backstage.kind.local"),),
            depends_on=("postgresql",),
            connects=("prometheus", "grafana", "argocd"),
            consumes=("prometheus-api",),
            links=(Link(title="Documentación", url="http://backstage.kind.local/docs"),),
        ),
        component(
            "ingress-nginx",
            title="NGINX Ingress Controller",
            type="ingress-controller",
            system="portal",
            namespace="ingress-nginx",
            origin=ManifestInstall(
                urls=("https://raw.githubusercontent.com/kubernetes/deploy.yaml",)
            ),
            ports={"http": 80, "https": 443},
        ),
        component(
            "postgresql",
            title="PostgreSQL",
            type="database",
            entity="Resource",
            system="portal",
            namespace="backstage",
            origin=workload(
                "psql-postgresql",
                kind="StatefulSet",
                containers=(container("postgres", ports=(Port(name="postgres", number=5432),)),),
            ),
            service=Service(name="psql-postgresql", port=5432, target="postgres"),
        ),
    )


def _guide_flows() -> tuple[Flow, ...]:
    return (
        _flow(
            "alerts",
            "Flujo de alertas",
            ("prometheus", "alertmanager", ""),
            ("alertmanager", "notifications", ""),
        ),
        _flow(
            "gitops",
            "Flujo GitOps",
            ("git", "argocd", "Poll/Webhook"),
            ("argocd", "cluster", "Compare"),
            ("cluster", "apps", "Sync"),
        ),
        _flow(
            "metrics",
            "Flujo de métricas",
            ("apps", "prometheus", ":9090/metrics"),
            ("prometheus", "grafana", "Query API"),
            ("grafana", "user", ""),
        ),
    )


def _flow(name: str, title: str, *steps: tuple[str, str, str]) -> Flow:
    return Flow(
        name=name,
        title=title,
        description="",
        steps=tuple(Step(source=source, target=to, label=label) for source, to, label in steps),
    )


def _shop() -> Component:
    return component(
        "shop",
        owner="checkout",
        system="store",
        namespace="shop",
        tags=("shop", "web"),
        labels={"tier": "front"},
        source="https://github.com/ba/shop",
        origin=workload("shop"),
        service=Service(name="shop", port=80, target="http"),
        routes=(
            Route(host="shop.kind.local", port="http", tls="shop-tls"),
            Route(host="shop.kind.local", path="/metrics", port="metrics"),
            Route(host="tienda.kind.local", path="/compras"),
        ),
        depends_on=("postgresql",),
        connects=("mail",),
        scrape=Scrape(port="metrics", path="/metrics", every="30s"),
        alerts=(
            Alert(
                name="ShopDown",
                expr='up{job="shop"} == 0',
                duration="5m",
                severity="page",
                summary="Shop does not answer",
                runbook="docs/shop.md#down",
            ),
            Alert(
                name="ShopSlow", expr="vector(1)", duration="5m", severity="warning", summary="Slow"
            ),
        ),
        dashboards=(
            _dashboard("dashboards/shop.json", "Shop", "shop/1"),
            _dashboard("dashboards/sales.json", "Shop's sales", None),
        ),
    )

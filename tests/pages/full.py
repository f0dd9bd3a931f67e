"""A small platform that has one of everything that pages show."""

from __future__ import annotations

from platformgen.model import (
    Actor,
    Alert,
    Api,
    Claim,
    Component,
    Credential,
    Disruption,
    ExternalKeys,
    ExternalService,
    Flow,
    GatewayRouting,
    GeneratedKey,
    GitOps,
    HelmInstall,
    LimitRange,
    Link,
    MadeBy,
    ManifestInstall,
    Part,
    Platform,
    Port,
    Portal,
    Quota,
    Resources,
    Route,
    Scale,
    Scrape,
    Scratch,
    Secret,
    SecretVariable,
    Service,
    Step,
    System,
    TextFile,
    TextFileMount,
    TextKey,
    WorkloadRef,
)
from sample_platforms import component, container, namespace, platform, workload

PAGE = TextFile(
    path="guides/shop.md",
    content="---\ntitle: Using the shop\n---\n\n# Shop\n\n## Down\n\nCall us.\n",
)


def full(language: str) -> Platform:
    """Return the platform, its pages in this language."""
    return platform(
        _router(),
        _portal(),
        _shop(),
        _report(),
        _watch(),
        component("boss", title="Boss", description="Only described", lifecycle="deprecated"),
        name="full",
        title="Full platform",
        description="One of everything.",
        language=language,
        contact="us@example.org",
        repository="https://github.com/ba/full",
        issues="https://github.com/ba/full/issues",
        gitops=GitOps(
            repository="https://github.com/ba/full", revision="main", path="deploy", mode="files"
        ),
        systems=(System(name="store", title="Store", description="Sells", owner="nobody"),),
        namespaces=(_namespace(), namespace("edge", pod_security="privileged", isolated=False)),
        secrets=_secrets(),
        externals=(_mail(),),
        actors=(Actor(name="user", title="User", icon="👤"),),
        flows=(
            Flow(
                name="sale",
                title="A sale",
                description="How it is sold.",
                steps=(
                    Step(source="user", target="shop", label="Buy"),
                    Step(source="shop", target="mail", label=""),
                ),
            ),
        ),
        pages=(PAGE,),
        cluster=platform().cluster.__class__(
            provider="kind",
            context="kind-full",
            kubernetes="1.34",
            domain="full.test",
            addresses=("127.0.0.1",),
            routing=GatewayRouting(namespace="edge", name="public"),
        ),
    )


def _router() -> Component:
    return component(
        "router",
        title="Router",
        type="gateway",
        namespace="edge",
        origin=ManifestInstall(urls=("https://example.org/router.yaml",)),
        runs=WorkloadRef(kind="DaemonSet", name="router"),
        parts=(Part(kind="Deployment", name="router-admin", port=9000), Part(kind="Job", name="x")),
    )


def _portal() -> Component:
    return component(
        "portal",
        title="Portal",
        icon="🏠",
        namespace="shop",
        origin=workload("portal"),
        service=Service(name="portal", port=80),
        routes=(Route(host="portal.full.test"),),
        portal=Portal(catalog=None, config=None, pages={"shop": "/shop"}),
    )


def _shop() -> Component:
    return component(
        "shop",
        title="Shop",
        icon="🛒",
        description="Sells things",
        features=("Fast", "Cheap | good"),
        tags=("sales",),
        system="store",
        namespace="shop",
        source="https://github.com/ba/shop",
        origin=_shop_workload(),
        service=Service(name="shop", port=80, target="http"),
        routes=(
            Route(host="shop.full.test", port="http", tls="shop-tls"),
            Route(host="shop.full.test", path="/metrics", port="metrics"),
        ),
        depends_on=("watch",),
        connects=("mail",),
        provides=(
            Api(
                name="shop-api",
                title="Shop API",
                description="Buy",
                type="openapi",
                source="apis/shop.yaml",
                definition="openapi: 3.1.0\n",
            ),
        ),
        consumes=("shop-api", "elsewhere"),
        credentials=(
            Credential(title="Admin", username="admin", secret="db", key="password"),  # noqa: S106
        ),
        dashboards=(TextFile(path="dashboards/shop.json", content="{}"),),
        scrape=Scrape(port="metrics", path="/metrics", every="30s"),
        alerts=(
            _alert("ShopDown", "docs/guides/shop.md#down"),
            _alert("ShopSlow", "https://example.org/slow"),
            _alert("ShopGone", "docs/gone.md"),
            _alert("ShopOdd", None),
        ),
        links=(Link(title="Sales", url="https://example.org/sales"),),
        page="guides/shop.md",
    )


def _shop_workload() -> object:
    sizes = Resources(
        requests={"memory": "64Mi", "cpu": "250m"}, limits={"memory": "128Mi", "cpu": "1"}
    )
    return workload(
        "shop",
        containers=(
            container(
                "shop",
                ports=(Port(name="http", number=8080), Port(name="metrics", number=9090)),
                secrets=(SecretVariable(variable="URL", secret="store", key="url"),),  # noqa: S106
                resources=sizes,
            ),
            container("proxy", ports=()),
        ),
        init=(container("migrate", ports=(), resources=sizes),),
        scale=Scale(minimum=2, maximum=6, cpu=70, memory=80),
        disruption=Disruption(min_available=1),
        secret_files={"/etc/tls": "db"},
        files=(TextFileMount(path="/etc/a.yaml", source="files/a.yaml", content="a: b\n"),),
        volumes=(
            Claim(path="/data", size="1Gi", storage_class="fast"),
            Scratch(path="/scratch", size="64Mi"),
        ),
    )


def _report() -> Component:
    return component(
        "report",
        title="Report",
        system="store",
        namespace="shop",
        origin=workload(
            "report",
            kind="CronJob",
            schedule="0 6 * * *",
            disruption=Disruption(max_unavailable="50%"),
        ),
        depends_on=("shop",),
        connects=("shop", "watch"),
    )


def _watch() -> Component:
    return component(
        "watch",
        title="Watch",
        namespace="edge",
        origin=HelmInstall(
            release="watch",
            repo="https://charts.example",
            chart="stack",
            version="1.2.3",
            values={},
        ),
        runs=WorkloadRef(kind="StatefulSet", name="watch"),
        routes=(Route(host="watch.full.test"),),
        collects=("Pods", "Nodes"),
        data_sources=("shop", "The weather"),
        manages=("shop",),
        ready_seconds=600,
    )


def _alert(name: str, runbook: str | None) -> Alert:
    return Alert(
        name=name,
        expr='up{job="shop"} == 0',
        duration="5m",
        severity="page",
        summary="Shop does not answer",
        runbook=runbook,
    )


def _namespace() -> object:
    return namespace(
        "shop",
        quota=Quota(
            requests={"cpu": "4", "memory": "1Gi"}, limits={"cpu": "0"}, pods=20, storage="4Gi"
        ),
        limit_range=LimitRange(
            default={"cpu": "200m"},
            default_request={"cpu": "100m"},
            minimum={"cpu": "10m"},
            maximum={"memory": "1Gi"},
        ),
    )


def _secrets() -> tuple[Secret, ...]:
    return (
        Secret(
            name="db",
            namespace="shop",
            origin=(GeneratedKey(key="password", length=24), TextKey(key="user", text="shop")),
        ),
        Secret(
            name="store",
            namespace="shop",
            origin=ExternalKeys(store="vault", path="shop/store", keys=("url",)),
        ),
        Secret(name="watch-admin", namespace="edge", origin=MadeBy(component="watch")),
    )


def _mail() -> ExternalService:
    return ExternalService(
        name="mail",
        title="Mail",
        description="",
        address="203.0.113.0/24",
        port=587,
        owner="platform-engineering",
    )

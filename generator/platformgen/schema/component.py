"""What the spec says of one component."""

from __future__ import annotations

from platformgen.schema.forms import (
    Schema,
    choice,
    described,
    free_values,
    listed,
    many,
    mapping,
    matching,
    one_of,
    record,
)
from platformgen.schema.texts import (
    container_path,
    duration,
    host,
    kubernetes_kind,
    label_key,
    label_value,
    name,
    named,
    object_name,
    port_name,
    port_number,
    project_path,
    prose,
    repository_url,
    secret_key,
    site_url,
    tag,
    text,
    url_path,
    web_url,
)
from platformgen.schema.workload import workload


def component() -> Schema:
    """Return the form of an entry of `components`."""
    return record({**_identity(), **_origin(), **_traffic(), **_relations(), **_reading()})


def _identity() -> dict[str, Schema]:
    return {
        "title": described(text(), "The name people read; the component's name if not said"),
        "icon": described(text(), "A character that stands before the title"),
        "description": described(prose(), "What it is for, in a sentence or two"),
        "features": described(listed(text()), "What it can do, for its page"),
        "tags": described(listed(tag()), "Tags of the catalog entity"),
        "labels": described(mapping(label_value(), label_key()), "Labels of the catalog entity"),
        "annotations": described(
            mapping(prose(), label_key()), "Annotations of the catalog entity; they win over ours"
        ),
        "links": described(many(_link()), "Links of the catalog entity"),
        "owner": described(name(), "The team that owns it; the platform's owner if not said"),
        "lifecycle": described(
            choice("experimental", "production", "deprecated"), "production if not said"
        ),
        "type": described(text(), "The catalog's type: service, website, database, job …"),
        "entity": described(choice("Component", "Resource"), "Its kind in the catalog"),
        "system": described(name(), "The system that it is part of"),
        "namespace": described(name(), "The Kubernetes namespace that it runs in"),
        "source": described(web_url(), "Where its source code is"),
    }


def _link() -> Schema:
    return record(
        {
            "title": described(text(), "The words of the link"),
            "url": described(web_url(), "Where it leads"),
            "component": described(name(), "The component that it leads to, in place of a URL"),
            "path": described(url_path(), "A path of that component"),
            "icon": described(
                matching("[a-z][-a-zA-Z0-9]*", "an icon's name", "help"), "Backstage's icon"
            ),
        },
        "title",
    )


def _helm() -> Schema:
    return record(
        {
            "release": described(name(), "The release's name"),
            "repo": described(repository_url(), "The repository that the chart is in"),
            "chart": described(
                matching("[a-z0-9]([-a-z0-9_.]*[a-z0-9])?", "a chart's name", "grafana", 128),
                "The chart",
            ),
            "version": described(
                matching(
                    r"v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?",
                    "one version, such as 1.2.3",
                    "1.2.3",
                ),
                "The chart's version, exactly",
            ),
            "values": described(
                free_values(), "The chart's values; {{ name.fact }} is looked up in texts"
            ),
        },
        "release",
        "repo",
        "chart",
        "version",
    )


def _origin() -> dict[str, Schema]:
    manifest = record({"url": described(repository_url(), "Where the manifest is")}, "url")
    port = described(port_number(), "The port it listens on")
    return {
        "workload": described(workload(), "What runs it, if we run it ourselves"),
        "install": described(
            record(
                {
                    "helm": described(_helm(), "A Helm release"),
                    "manifests": described(many(manifest), "Manifests by URL"),
                }
            ),
            "How it is installed, if somebody else publishes it",
        ),
        "installedBy": described(name(), "The component whose install brings this one"),
        "runs": described(_object({}), "The main object that an install makes for it"),
        "parts": described(
            many(_object({"port": port})),
            "Further objects of it: shown on its page, watched by status",
        ),
        "ready": described(duration(), "How long it may take to become ready; 5m if not said"),
    }


def _object(more: dict[str, Schema]) -> Schema:
    kind = described(kubernetes_kind(), "The Kubernetes kind")
    name_of_it = described(object_name(), "The object's name")
    return record({"kind": kind, "name": name_of_it, **more}, "kind", "name")


def _traffic() -> dict[str, Schema]:
    route = record(
        {
            "host": described(host(), "The host: a name under the cluster's domain"),
            "path": described(url_path(), "The path that the route takes; / if not said"),
            "port": described(port_name(), "The workload's port by name"),
            "tls": described(object_name(), "The Secret with the certificate"),
        },
        "host",
    )
    return {
        "ports": described(
            mapping(port_number(), port_name()), "Ports of what an install runs, by name"
        ),
        "service": described(
            record(
                {
                    "name": described(name(), "The Service's name; the component's if not said"),
                    "port": described(port_number(), "The Service's port"),
                    "protocol": described(choice("http", "https", "tcp", "grpc"), "What it speaks"),
                    "to": described(port_name(), "The workload's port; its first if not said"),
                },
                "port",
            ),
            "The Service in front of it",
        ),
        "host": described(host(), "The host that leads to its Service: a name under the domain"),
        "routes": described(many(route), "Hosts and paths that lead to it"),
    }


def _relations() -> dict[str, Schema]:
    api = record(
        {
            "title": described(text(), "The name people read"),
            "description": described(prose(), "What the API is for"),
            "type": described(
                choice("openapi", "asyncapi", "graphql", "grpc", "trpc"), "What defines it"
            ),
            "definition": described(
                project_path("apis/shop.yaml"), "The file of the project that defines it"
            ),
        },
        "type",
        "definition",
    )
    return {
        "dependsOn": described(
            listed(name()), "Components it cannot do without: catalog, apply order and traffic"
        ),
        "connects": described(
            listed(name()), "Components and externals that it talks to: traffic only"
        ),
        "provides": described(named(api), "APIs that it provides, by name"),
        "consumes": described(listed(name()), "APIs that it uses"),
        "manages": described(listed(name()), "Components that this Argo CD has an Application for"),
    }


def _reading() -> dict[str, Schema]:
    credential = record(
        {
            "title": described(text(), "Whose login it is"),
            "username": described(text(), "The user's name"),
            "secret": described(object_name(), "The Secret that holds the password"),
            "key": described(secret_key(), "The key of that Secret"),
        },
        "title",
        "username",
        "secret",
        "key",
    )
    return {
        "credentials": described(many(credential), "Logins: where they are, never what they are"),
        "metrics": described(
            record({"collects": described(listed(text()), "In words")}), "Metrics that it collects"
        ),
        "dataSources": described(
            listed(text()), "What it shows data from: components by name, or words"
        ),
        "dashboards": described(
            listed(project_path("dashboards/shop.json", r"\.json")),
            "Grafana dashboards of it, as files of the project",
        ),
        "scrape": described(_scrape(), "How Prometheus reads its metrics"),
        "alerts": described(many(_alert()), "Alerting rules"),
        "portal": described(_portal(), "Says that this Backstage shows the platform"),
    }


def _scrape() -> Schema:
    return record(
        {
            "port": described(port_name(), "The workload's port by name"),
            "path": described(url_path(), "/metrics if not said"),
            "every": described(duration(), "30s if not said"),
        },
        "port",
    )


def _alert() -> Schema:
    return record(
        {
            "name": described(
                matching("[A-Za-z][A-Za-z0-9_]*", "letters and digits", "ShopDown"), "Its name"
            ),
            "expr": described(prose(), "The PromQL expression that fires"),
            "for": described(duration(), "How long it must hold; at once if not said"),
            "severity": described(
                matching("[a-z][a-z0-9_-]*", "a word in lower case", "page"), "The label severity"
            ),
            "summary": described(text(), "What a person reads first"),
            "runbook": described(
                one_of(web_url(), project_path("docs/shop.md#down", r"\.md(#[^\s]+)?")),
                "What to do: a page of docs, with an anchor, or a URL",
            ),
        },
        "name",
        "expr",
        "severity",
        "summary",
    )


def _portal() -> Schema:
    return record(
        {
            "catalog": described(container_path(), "The folder the catalog is mounted at"),
            "config": described(container_path(), "The folder app-config.yaml is mounted at"),
            "docs": described(site_url(), "Where it reads the site that `publish` wrote"),
            "pages": described(
                mapping(url_path(), name()), "Pages of the portal, by what they show"
            ),
        }
    )

"""What the spec says of the platform as a whole."""

from __future__ import annotations

from platformgen.model.versions import KUBERNETES_VERSIONS
from platformgen.schema.component import component
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
from platformgen.schema.namespace import named_secrets, namespace
from platformgen.schema.texts import (
    cidr,
    domain,
    email,
    ip_address,
    name,
    named,
    port_number,
    project_path,
    prose,
    text,
    user_name,
    web_url,
)
from platformgen.schema.workload import resources

NAMED_SECTIONS = frozenset(
    {
        "actors", "components", "external", "flows", "namespaces", "profiles", "secrets", "systems",
        "teams", "users",
    }
)  # fmt: skip
"""The sections whose entries are things with names."""


def platform_schema() -> Schema:
    """Return the JSON Schema of a whole spec."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A developer platform, for platformgen",
        **record(
            {
                "platformgen": described({"const": 1}, "The version of the spec's language"),
                "platform": described(_platform(), "What the platform is called and who keeps it"),
                "cluster": described(_cluster(), "The Kubernetes cluster that it runs in"),
                "gitops": described(_gitops(), "The repository that Argo CD reads"),
                "teams": described(named(_team()), "Teams: the catalog's Groups"),
                "users": described(mapping(_user(), user_name()), "People: the catalog's Users"),
                "systems": described(named(_system()), "Systems that components are part of"),
                "namespaces": described(named(namespace()), "The namespaces of the platform"),
                "profiles": described(named(resources()), "Named resources for containers"),
                "secrets": described(named_secrets(), "Where every Secret comes from"),
                "external": described(named(_external()), "What is outside the cluster"),
                "actors": described(named(_actor()), "Ends of flows that are no components"),
                "flows": described(named(_flow()), "What travels through it; each is a diagram"),
                "components": described(named(component()), "The parts of the platform"),
                "objects": described(
                    listed(project_path("files/class.yaml", r"\.ya?ml")),
                    "Kubernetes objects as they are, by file",
                ),
                "patches": described(many(_patch()), "Merge patches on objects that we make"),
            },
            "platform",
            "cluster",
        ),
    }


def _platform() -> Schema:
    return record(
        {
            "name": described(name(), "The catalog's Domain, and the label part-of"),
            "title": described(text(), "The name people read"),
            "description": described(prose(), "What the platform is, in a sentence or two"),
            "version": described(text(), "The version of this description"),
            "updated": described(
                matching("[0-9]{4}-[0-9]{2}-[0-9]{2}", "a date, as 2025-10-06", "2025-10-06"),
                "The day of the last change",
            ),
            "language": described(choice("en", "es"), "The language of pages; en if not said"),
            "owner": described(name(), "The team that owns all that names no other owner"),
            "contact": described(email(), "Whom to write to"),
            "repository": described(web_url(), "Where the sources of this platform are"),
            "issues": described(web_url(), "Where to report what is wrong"),
        },
        "name",
        "owner",
    )


def _cluster() -> Schema:
    reference = matching(
        "[a-z0-9]([-a-z0-9]*[a-z0-9])?/[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
        "a Gateway, as NAMESPACE/NAME",
        "edge/public",
    )
    ingress = described(
        matching(
            "([a-z0-9]([-a-z0-9]*[a-z0-9])?/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
            "an IngressClass, as CLASS or NAMESPACE/CLASS",
            "nginx",
        ),
        "The IngressClass of every host; with NAMESPACE/ where its controller runs",
    )
    return record(
        {
            "provider": described(
                choice("kind"),
                "Who makes the cluster; kind: build/kind.yaml (null: nobody here)",
            ),
            "context": described(
                matching("[A-Za-z0-9][A-Za-z0-9_.:/@-]*", "a context's name", "kind-shop", 253),
                "The kubeconfig context of the cluster",
            ),
            "kubernetes": described(
                choice(*KUBERNETES_VERSIONS), "The Kubernetes version that manifests must fit"
            ),
            "domain": described(domain(), "The domain that every host is under"),
            "address": described(
                one_of(ip_address(), listed(ip_address())), "Where the hosts file points"
            ),
            "routing": described(
                record(
                    {
                        "ingress": ingress,
                        "gateway": described(reference, "The Gateway of every host"),
                    }
                ),
                "How requests from outside reach components",
            ),
        },
        "context",
        "kubernetes",
        "domain",
    )


def _gitops() -> Schema:
    return record(
        {
            "repository": described(web_url(), "The repository that Argo CD reads"),
            "revision": described(
                matching("[A-Za-z0-9][A-Za-z0-9_./-]*", "a branch, tag or commit", "main", 250),
                "The branch, tag or commit; main if not said",
            ),
            "path": described(
                project_path("deploy"), "The folder for manifests, in place of build/"
            ),
            "mode": described(
                choice("files", "handover"),
                "files: Applications to commit; handover: those, and Argo CD has what they name",
            ),
        },
        "repository",
        "path",
    )


def _team() -> Schema:
    return record(
        {
            "title": described(text(), "The name people read"),
            "description": described(prose(), "What the team does"),
            "parent": described(name(), "The team that it is part of"),
            "email": described(email(), "Whom to write to"),
            "members": described(listed(user_name()), "Users, by name"),
        }
    )


def _user() -> Schema:
    return record(
        {
            "name": described(text(), "The name people read"),
            "email": described(email(), "The person's address"),
        }
    )


def _system() -> Schema:
    return record(
        {
            "title": described(text(), "The name people read"),
            "description": described(prose(), "What the system is for"),
            "owner": described(name(), "The team that owns it"),
        }
    )


def _external() -> Schema:
    return record(
        {
            "title": described(text(), "The name people read"),
            "description": described(prose(), "What it is"),
            "address": described(cidr(), "Its block of addresses"),
            "port": described(port_number(), "The TCP port that it listens on"),
            "owner": described(name(), "The team that answers for it"),
        }
    )


def _actor() -> Schema:
    return record(
        {
            "title": described(text(), "The name people read"),
            "icon": described(text(), "A character that stands before the title"),
        }
    )


def _flow() -> Schema:
    step = record(
        {
            "from": described(name(), "A component, actor or external"),
            "to": described(name(), "A component, actor or external"),
            "label": described(text(), "What is said on the arrow"),
        },
        "from",
        "to",
    )
    return record(
        {
            "title": described(text(), "The name people read"),
            "description": described(prose(), "What the flow shows"),
            "steps": described({**many(step), "minItems": 1}, "The arrows, in order"),
        },
        "steps",
    )


def _patch() -> Schema:
    target = matching(
        "[A-Z][A-Za-z0-9]*(/[a-z0-9]([-a-z0-9]*[a-z0-9])?)?/[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
        "an object, as Kind/namespace/name or Kind/name",
        "Deployment/shop/shop",
    )
    return record(
        {
            "target": described(target, "The object, as Kind/namespace/name or Kind/name"),
            "patch": described(free_values(), "A JSON merge patch (RFC 7386)"),
        },
        "target",
        "patch",
    )

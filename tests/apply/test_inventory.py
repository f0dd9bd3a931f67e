"""Our list in the cluster, the names of objects, and the kinds that are served."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from apply.documents import made
from memory_project import MemoryProject
from platformgen.apply.inventory import (
    Entry,
    Inventory,
    UnreadableError,
    ahead,
    document,
    read,
    set_id,
)
from platformgen.apply.key import Key, key, named
from platformgen.apply.selection import needed_for
from platformgen.apply.served import Catalogue, Served, catalogue, is_definition
from platformgen.apply.wanted import Desired, Generated
from platformgen.diagnostic import Span
from platformgen.pipeline.membership import membership

WEB = Key("apps", "Deployment", "shop", "web")
SHOP = Key("", "Namespace", "", "shop")
LATER = Key("", "ConfigMap", "shop", "later")


def test_the_id_of_a_set_is_the_one_that_kubectl_computes() -> None:
    # printf platformgen-shop.platformgen.ConfigMap. | openssl sha256 -binary | base64url
    assert set_id("shop") == "applyset-Cwzh2TGc-iRtyimmWFyTwOVkI4tOrhG0uAOnh1IQfWQ-v1"


def test_the_parent_says_which_kinds_and_namespaces_there_are() -> None:
    live = document("shop", "1.2", {WEB: Entry("u", "f"), SHOP: Entry()})
    prefix = "applyset.kubernetes.io"

    assert live["metadata"]["labels"] == {f"{prefix}/id": set_id("shop")}
    assert live["metadata"]["annotations"] == {
        f"{prefix}/tooling": "platformgen/v1.2",
        f"{prefix}/contains-group-kinds": "Deployment.apps,Namespace",
        f"{prefix}/additional-namespaces": "shop",
    }


@given(
    st.dictionaries(
        st.builds(
            Key,
            st.sampled_from(["", "apps", "x.y.io"]),
            st.sampled_from(["Widget", "Thing"]),
            st.sampled_from(["", "shop"]),
            st.text("abc-.:", min_size=1, max_size=8),
        ),
        st.builds(Entry, st.text("0f-", max_size=6), st.text("0f", max_size=6)),
    )
)
def test_the_list_is_read_as_it_was_written(entries: dict[Key, Entry]) -> None:
    live = document("shop", "1", entries)

    assert read(live) == Inventory(entries=entries)


def test_where_there_is_no_list_nothing_is_ours() -> None:
    assert read(None) == Inventory(entries={})


@pytest.mark.parametrize(
    ("annotations", "tool"),
    [
        ({"applyset.kubernetes.io/tooling": "kubectl/v1.37.1"}, "kubectl/v1.37.1"),
        (None, "another tool, which does not say its name"),
    ],
)
def test_the_list_of_another_tool_is_not_ours(annotations: Any, tool: str) -> None:  # noqa: ANN401
    assert read({"metadata": {"annotations": annotations}}).stranger == tool


@pytest.mark.parametrize("text", [None, "", "[]", '{"a/b": 1}', '{"a/b": {"c": 1}}'])
def test_a_list_that_we_did_not_write_is_refused(text: str | None) -> None:
    live = document("shop", "1", {})
    live["data"] = {} if text is None else {"objects": text}

    with pytest.raises(UnreadableError):
        read(live)


def test_what_is_meant_is_listed_before_it_is_made_and_what_was_keeps_its_uid() -> None:
    before = {WEB: Entry("u", "f"), LATER: Entry("v", "g")}

    assert ahead(before, [WEB, SHOP]) == {
        WEB: Entry("u"),
        SHOP: Entry(),
        LATER: Entry("v", "g"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Deployment/shop/web", (WEB,)),
        ("Deployment.apps/shop/web", (WEB,)),
        ("Namespace/shop", (SHOP,)),
        ("Deployment/web", ()),
        ("Deployment", ()),
        ("deployment/shop/web", ()),
    ],
)
def test_an_object_is_named_as_plans_show_it(text: str, expected: tuple[Key, ...]) -> None:
    assert named(text, [WEB, SHOP]) == expected
    assert str(WEB) == "Deployment/shop/web"


DISCOVERED = {
    "items": [
        {
            "metadata": {"name": "apps"},
            "versions": [
                {
                    "version": "v1",
                    "resources": [
                        {
                            "resource": "deployments",
                            "responseKind": {"kind": "Deployment"},
                            "scope": "Namespaced",
                            "verbs": ["get", "list", "delete"],
                        },
                        {"resource": "reviews", "responseKind": {"kind": "Review"}, "verbs": []},
                        {"resource": "odd", "verbs": ["get"]},
                    ],
                },
                {
                    "version": "v1beta1",
                    "resources": [
                        {
                            "resource": "deployments",
                            "responseKind": {"kind": "Deployment"},
                            "scope": "Namespaced",
                            "verbs": ["get"],
                        }
                    ],
                },
            ],
        },
        {
            "versions": [
                {
                    "version": "v1",
                    "resources": [
                        {
                            "resource": "namespaces",
                            "responseKind": {"kind": "Namespace"},
                            "scope": "Cluster",
                            "verbs": ["get", "list", "delete"],
                        }
                    ],
                }
            ]
        },
    ]
}


def test_kinds_are_found_by_version_and_by_preference() -> None:
    kinds = catalogue(DISCOVERED)
    old, new = kinds.of("apps/v1beta1", "Deployment"), kinds.preferred(WEB)

    assert (old is not None, new is not None) == (True, True)
    assert new == kinds.of("apps/v1", "Deployment")
    assert kinds.of("apps/v2", "Deployment") is None
    assert kinds.preferred(Key("x.io", "Widget", "", "w")) is None
    assert list(kinds.namespaced()) == [new]
    assert kinds.of("apps/v1", "Review") is None


def test_objects_of_kinds_that_cannot_be_listed_are_not_looked_for_in_namespaces() -> None:
    kinds = (
        Served(api_version="v1", kind="A", plural="as", is_namespaced=True, is_listed=False),
        Served(api_version="v1", kind="B", plural="bs", is_namespaced=False),
    )

    assert not list(Catalogue({("", each.kind): (each,) for each in kinds}).namespaced())


def test_a_definition_adds_its_kinds_and_takes_no_others_place() -> None:
    versions = [{"name": "v1", "served": True}, {"name": "v0"}]
    spec = {"group": "x.io", "names": {"kind": "Widget", "plural": "widgets"}, "versions": versions}
    definition = made(
        "CustomResourceDefinition", "widgets.x.io", api="apiextensions.k8s.io/v1", spec=spec
    )
    unserved = {**definition, "spec": {**spec, "versions": []}}
    kinds = Catalogue({}).with_defined([definition, unserved])

    assert kinds.of("x.io/v1", "Widget") == Served(
        api_version="x.io/v1", kind="Widget", plural="widgets", is_namespaced=False
    )
    assert kinds.with_defined([definition]) == kinds
    assert is_definition(key(definition))


@pytest.mark.parametrize(
    ("api", "namespace", "name", "path"),
    [
        ("v1", "shop", "a", "/api/v1/namespaces/shop/things/a"),
        ("x.io/v1", "", "", "/apis/x.io/v1/things"),
        ("x.io/v1", "shop", "", "/apis/x.io/v1/namespaces/shop/things"),
        ("v1", "", "a:b/../c", "/api/v1/things/a%3Ab%2F..%2Fc"),
    ],
)
def test_a_path_holds_names_as_they_are(api: str, namespace: str, name: str, path: str) -> None:
    served = Served(api_version=api, kind="Thing", plural="things", is_namespaced=True)

    assert served.path(namespace, name) == path


SPEC = """\
platform: {name: tiny, owner: core}
cluster: {context: c, kubernetes: "1.34", domain: tiny.local, address: 127.0.0.1}
teams: {core: {}}
namespaces: {apps: {}}
secrets:
  login: {namespace: apps, keys: {password: {generate: 8}, user: {text: me}}}
  token: {namespace: apps, madeBy: chart}
components:
  web:
    namespace: apps
    ready: 9s
    dependsOn: [chart]
    workload: {image: "a.example/b:1", secrets: {PASSWORD: login/password}, ports: {http: 80}}
  other:
    namespace: apps
    workload: {image: "a.example/b:1", ports: {http: 80}}
  chart:
    namespace: apps
    install: {manifests: [{url: "https://a.example/b.yaml"}]}
  part: {namespace: apps, installedBy: chart, dependsOn: [other]}
objects: [files/map.yaml]
patches:
  - {target: Deployment/apps/web, patch: {spec: {minReadySeconds: 5}}}
"""
FILES = {
    "specs/tiny.yaml": SPEC.encode(),
    "files/map.yaml": b"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map\ndata: {a: '1'}\n",
}


@pytest.mark.parametrize(
    ("written", "column"), [("clusterIP: 10.0.0.7", 19), ("clusterIPs: [10.0.0.7]", 21)]
)
def test_an_address_is_told_where_it_is_written_in_one_form_or_the_other(
    written: str, column: int
) -> None:
    spec = f"spec: {{{written}, ports: [{{port: 80}}]}}\n"
    text = "apiVersion: v1\nkind: Service\nmetadata: {name: s}\n" + spec
    members, found = membership(MemoryProject({**FILES, "files/map.yaml": text.encode()}), None)

    assert members is not None, found
    by_key = {str(each.key): each for each in members.wanted}
    assert members.span(by_key["Service/s"], "spec.clusterIPs[0]") == Span(
        "files/map.yaml", 4, column
    )


def test_what_is_wanted_knows_its_component_its_patience_and_its_line() -> None:
    members, found = membership(MemoryProject(FILES), None)

    assert members is not None, found
    by_key = {str(each.key): each for each in members.wanted}
    web, secret, extra = (
        by_key[name] for name in ("Deployment/apps/web", "Secret/apps/login", "ConfigMap/map")
    )
    assert isinstance(web, Desired)
    assert isinstance(secret, Generated)
    assert (web.component, web.patience_seconds) == ("web", 9)
    assert web.document["metadata"]["labels"]["applyset.kubernetes.io/part-of"] == set_id("tiny")
    assert secret.origin == Span("specs/tiny.yaml", 6, 3)
    assert members.span(secret, "data") == secret.origin
    assert members.span(web, "") == web.origin
    assert members.span(web, ".spec.minReadySeconds").line == 23
    elsewhere = replace(extra, key=replace(extra.key, namespace="default"))
    assert members.span(elsewhere, "data.a") == extra.origin
    assert members.span(extra, "data.a") == Span("files/map.yaml", 5, 11)
    assert members.span(extra, 'data[name="x"]') == Span("files/map.yaml", 5, 7)
    assert "Secret/apps/token" not in by_key
    assert (members.name, members.authority, members.context) == ("tiny", "the spec", "c")
    assert members.context_span == Span("specs/tiny.yaml", 2, 20)
    assert (members.lock, members.withheld) == (None, frozenset())
    assert members.in_part == frozenset()


PATCH = "patches: [{target: Ingress/apps/web, patch: {spec: {ingressClassName: other}}}]\n"


@pytest.mark.parametrize(
    ("patches", "value"),
    [pytest.param("", "nginx}", id="routing"), pytest.param(PATCH, "other}", id="patch")],
)
def test_what_a_route_hangs_on_is_said_by_the_routing_or_by_a_patch(
    patches: str, value: str
) -> None:
    said = SPEC.partition("objects:")[0].replace("ready: 9s", "routes: [{host: web}]")
    text = said.replace("127.0.0.1}", "127.0.0.1, routing: {ingress: nginx}}") + patches
    members, found = membership(MemoryProject({"specs/tiny.yaml": text.encode()}), None)

    assert members is not None, found
    (route,) = [each for each in members.wanted if each.key.kind == "Ingress"]
    span = members.span(route, "spec.ingressClassName")
    assert text.splitlines()[span.line - 1][span.column - 1 :].startswith(value)
    assert members.installed == ("chart",)
    assert members.depends_on == {"web": frozenset({"chart"})}


TEMPLATE = "{template: {metadata: {labels: {a: b}}, spec: {tolerations: [{key: k}]}}}"
PATCHES = f"""\
patches:
  - {{target: Deployment/apps/web, patch: {{spec: {{replicas: 2}}}}}}
  - {{target: Deployment/apps/web, patch: {{spec: {TEMPLATE}}}}}
  - {{target: Deployment/apps/web, patch: {{spec: {{replicas: 3}}}}}}
  - {{target: Deployment/apps/other, patch: {{spec: {{revisionHistoryLimit: 3}}}}}}
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        pytest.param(".spec.replicas", "3}", id="the last that says it"),
        pytest.param(".spec.template.metadata.labels.a", "b}", id="a leaf"),
        pytest.param(".spec.template.spec.tolerations[0].key", "k}", id="in a list"),
        pytest.param('.spec.template.spec.tolerations[key="k"].key', "[{key: k}", id="of a name"),
        pytest.param(".spec.template.spec.containers", "workload:", id="beside what it says"),
        pytest.param(".spec.template", "workload:", id="a map that it adds to"),
        pytest.param(".spec.revisionHistoryLimit", "workload:", id="in another's patch"),
    ],
)
def test_a_patch_is_the_place_of_the_fields_that_it_says(path: str, place: str) -> None:
    text = SPEC.partition("objects:")[0] + PATCHES
    members, found = membership(MemoryProject({"specs/tiny.yaml": text.encode()}), None)

    assert members is not None, found
    (web,) = [each for each in members.wanted if str(each.key) == "Deployment/apps/web"]
    span = members.span(web, path)
    assert span is not None
    assert text.splitlines()[span.line - 1][span.column - 1 :].startswith(place)


def test_a_part_of_the_platform_brings_what_it_needs() -> None:
    members, _ = membership(MemoryProject(FILES), None)
    assert members is not None
    chosen = needed_for(frozenset({"web"}), members.wanted, members.depends_on)
    names = {str(each.key) for each in chosen}

    assert {"Deployment/apps/web", "Secret/apps/login", "Namespace/apps"} <= names
    assert "NetworkPolicy/apps/default-deny" in names
    assert not {name for name in names if "other" in name or name == "ConfigMap/map"}


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        pytest.param("platform: {}\n", "PG012", id="no platform"),
        pytest.param(SPEC.replace("minReadySeconds: 5", "replicas: x"), "PG044", id="object"),
    ],
)
def test_a_spec_with_errors_wants_nothing(spec: str, code: str) -> None:
    members, found = membership(MemoryProject({**FILES, "specs/tiny.yaml": spec.encode()}), None)

    assert members is None
    assert code in {each.code for each in found}

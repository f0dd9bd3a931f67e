"""Bad input gets a place and a reason: never a traceback, never a file, never much time."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from memory_project import MemoryProject
from platformgen.artifact import ArtifactSet
from platformgen.diagnostic import Diagnostic, has_errors
from platformgen.pipeline import build, compiled
from platformgen.project import Unreadable
from platformgen.source import parse
from platformgen.source.document import Places
from platformgen.yamltext import stream
from spec_fields import ANY_ITEM, ANY_KEY, Field, changed, fields, places

PLATFORMS = Path(__file__).parent / "platforms"
SHOP = MemoryProject.of(PLATFORMS / "shop")
BASE = b"""\
platform: {name: tiny, owner: core}
cluster: {context: kind-tiny, kubernetes: "1.34", domain: tiny.local}
teams: {core: {}}
namespaces: {apps: {}}
"""


def found_in(content: bytes) -> tuple[Diagnostic, ...]:
    """Return what is said of a spec file beside a sound one."""
    project = MemoryProject({"specs/a.yaml": BASE, "specs/b.yaml": content})
    return build(project).diagnostics


def component(text: str) -> bytes:
    """Return a spec file with one component."""
    return f"components: {{shop: {{{text}}}}}".encode()


BOMB = "\n".join(
    ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
)
BAD_FILES = {
    "a billion laughs": (BOMB.encode(), "PG005", (1, 5)),
    "an alias in itself": (b"a: &a [*a]", "PG005", (1, 4)),
    "merge keys": (b"a: {<<: {b: c}}", "PG004", (1, 5)),
    "python objects": (b"a: !!python/object/apply:os.system [id]", "PG006", (1, 4)),
    "a tag that is none": (b"a: !!int x", "PG006", (1, 4)),
    "a key twice": (b"teams: {a: {}, a: {}}", "PG003", (1, 16)),
    "a key twice, quoted": (b"teams: {a: {}, 'a': {}}", "PG003", (1, 16)),
    "a key twice, escaped": (rb'teams: {a: {}, "\x61": {}}', "PG003", (1, 16)),
    "100,000 brackets": (b"a: " + b"[" * 100_000, "PG007", (1, 67)),
    "100,000 braces": (b"{a: " * 100_000, "PG007", (1, 257)),
    "100,000 questions": (b"? " * 100_000, "PG004", None),
    "a scalar of 50 MB": (b"a: " + b"x" * 50_000_000, "PG007", (1, 1)),
    "a million values": (b"a: [" + b"1," * 1_000_001 + b"]", "PG007", None),
    "NUL": (b"teams: {a\x00b: {}}", "PG008", (1, 10)),
    "escape sequences of a terminal": (b"teams: {a: {title: \x1b[31m}}", "PG008", (1, 20)),
    "writing direction": ("a: x\u202ey".encode(), "PG008", (1, 5)),
    "writing direction, escaped": (rb'a: "x\u202ey"', "PG008", (1, 4)),
    "a line separator, escaped": (rb'teams: {a: {title: "x\Ly"}}', "PG008", (1, 20)),
    "half a character": (rb'teams: {a: {title: "\ud800"}}', "PG001", None),
    "UTF-16": ("teams: {a: {}}".encode("utf-16"), "PG009", (1, 1)),
    "UTF-16 without a mark": ("teams: {a: {}}".encode("utf-16-le"), "PG008", (1, 2)),
    "UTF-32": ("teams: {a: {}}".encode("utf-32-be"), "PG008", (1, 1)),
    "Latin-1": ("teams: {a: {title: señora}}".encode("latin-1"), "PG009", (1, 22)),
    "an overlong byte": (b"teams: {a: {title: \xc0\xaf}}", "PG009", (1, 20)),
    "a date": (b"teams: {a: {title: 2024-99-99}}", "PG004", (1, 20)),
    "an equals sign": (b"teams: {a: {title: =}}", "PG004", (1, 20)),
    "infinity": (b"teams: {a: {title: .inf}}", "PG004", (1, 20)),
    "a number without end": (component(f"ports: {{http: {'9' * 5000}}}"), "PG004", (1, 35)),
    "a hexadecimal port": (component("ports: {http: 0x50}"), "PG004", (1, 35)),
    "a port with a point": (component("ports: {http: 80.0}"), "PG010", (1, 35)),
    "a port that is true": (component("ports: {http: true}"), "PG010", (1, 35)),
    "a port below 1": (component("ports: {http: -1}"), "PG013", (1, 35)),
    "a list for a component": (b"components: [shop]", "PG010", (1, 13)),
    "nothing for a component": (b"components: {shop: }", "PG010", (1, 20)),
    "a name that leads out": (b"components: {../x: {}}", "PG013", (1, 14)),
    "a name that is a device": (b"components: {con: {}}", "PG013", (1, 14)),
    "a name of 300 characters": (f"components: {{{'x' * 300}: {{}}}}".encode(), "PG013", (1, 14)),
    "a name with a line feed": (rb'components: {"a\nb": {}}', "PG013", (1, 14)),
    "a host with a line feed": (component(r'host: "a\n127.0.0.1 bank"'), "PG013", (1, 27)),
    "a host with blanks": (component('host: "a bank.example"'), "PG013", (1, 27)),
    "a host with a comment": (component('host: "a#b"'), "PG013", (1, 27)),
    "a domain with a line feed": (rb'cluster: {domain: "a\nb"}', "PG015", None),
    "a file that leads out": (
        component("workload: {image: 'a:1', files: {/a: ../../etc/passwd}}"), "PG013", None
    ),
    "an absolute file": (component("dashboards: [/etc/passwd.json]"), "PG013", (1, 34)),
    "a mount that leads out": (
        component("workload: {image: 'a:1', volumes: {/a/../b: {scratch: 1Mi}}}"), "PG013", None
    ),
    "an image that is a command": (component("workload: {image: 'a:1; id'}"), "PG013", (1, 39)),
    "a chart's version that is an option": (
        component("install: {helm: {release: a, repo: 'https://a', chart: a, version: --debug}}"),
        "PG013",
        None,
    ),
    "a repository of a file": (
        component("install: {helm: {release: a, repo: 'file:///etc', chart: a, version: 1.0.0}}"),
        "PG013",
        None,
    ),
    "a context that is an option": (b"cluster: {context: --kubeconfig=/tmp/x}", "PG015", None),
    "a script for a link": (
        component("links: [{title: a, url: 'javascript:alert(1)'}]"), "PG013", (1, 45)
    ),
    "a user in a URL": (component("source: 'https://u:p@example.org'"), "PG013", (1, 29)),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_told_at_its_place(name: str) -> None:
    content, code, place = BAD_FILES[name]
    first = found_in(content)[0]
    wanted = place or (first.span.line, first.span.column)

    assert (first.code, first.span.file) == (code, "specs/b.yaml")
    assert (first.span.line, first.span.column) == wanted


GOOD_FILES = {
    "Windows' line ends": b"teams:\r\n  shop:\r\n    title: Shop\r\n",
    "a byte-order mark": b"\xef\xbb\xbfteams: {shop: {}}",
    "64 levels": b"components: {a: {namespace: apps, install: {helm: {release: a, "
    b"repo: 'https://a', chart: a, version: 1.0.0, values: "
    + b"{a: " * 59
    + b"1"
    + b"}" * 59
    + b"}}}}",
    "other scripts": "teams: {shop: {title: 店 🛒 Ελλάδα ñ, description: 'a\u200db'}}".encode(),
    "no line end": b"teams: {shop: {}}",
}


@pytest.mark.parametrize("name", GOOD_FILES)
def test_what_only_looks_odd_is_read(name: str) -> None:
    assert not has_errors(found_in(GOOD_FILES[name]))


@pytest.mark.parametrize(
    "file",
    [
        "specs/b.yaml",
        "docs/a.md",
        "files/own.yaml",
        "specs/environments/prod.yaml",
        "platform.lock",
    ],
)
def test_what_cannot_be_read_is_told_where_it_is_named(file: str) -> None:
    files = {
        "specs/a.yaml": BASE + b"objects: [files/own.yaml]",
        "files/own.yaml": b"{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}",
    }
    readable = {path: content for path, content in files.items() if path != file}
    project = MemoryProject(readable, {file: Unreadable("is not a regular file")})
    _, found = compiled(project, "prod" if "prod" in file else None)

    assert [(each.code, each.what) for each in found] == [
        ("PG018", f"{file} is not a regular file")
    ]


_BREAK = re.compile(r"\r\n?|\n")


def _in_reach(found: tuple[Diagnostic, ...], files: dict[str, bytes]) -> bool:
    """Tell whether every place is in a file that is there, or in the folder of the specs."""
    for each in found:
        content = files.get(each.span.file)
        text = "" if content is None else content.decode("utf-8", "replace")
        lines = len(_BREAK.findall(text)) + 2
        if not 1 <= each.span.line <= lines or each.span.column < 1:
            return False
    return True


@pytest.mark.parametrize("file", [file for file in SHOP.specs() if "teams" not in file])
def test_a_half_written_spec_is_told_and_nothing_breaks(file: str) -> None:
    whole = SHOP.files[file]
    for end in range(0, len(whole), 50):
        files = {**SHOP.files, file: whole[:end]}
        _, found = compiled(MemoryProject(files))

        assert _in_reach(found, files)


YAML_LIKE = st.text(
    st.sampled_from(list("ab01 \n\t:-?[]{},&*!|>'\"%@`#=~<.\\\r\u00e9\u2028\x00\ufeff📈")),
    max_size=80,
)


@given(YAML_LIKE)
@example("a: &x [*x]")
@example("a: 2024-99-99")
@example("a: !!int x")
@example("a: =")
@example("? [a]\n: b")
@example("a: |2\n  b")
@example("a: 'b\n\nc")
@example("- - - a")
@example("%YAML 1.1\n---\n")
@example("%TAG ! tag:x,2000:\n--- !a b")
@example('"\\u0000": 1')
@example("--- a\n...\n--- b")
def test_any_text_is_read_or_told(text: str) -> None:
    content = text.encode()
    document, found = parse(content, Places(), "specs/b.yaml")

    assert (document is None) == bool(found)
    assert _in_reach(tuple(found), {"specs/b.yaml": content})


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_told(content: bytes) -> None:
    document, found = parse(content, Places(), "specs/b.yaml")

    assert (document is None) == bool(found)


def _whole() -> dict[str, Any]:
    spec: dict[str, Any] = {}
    for file in SHOP.specs():
        _lay(spec, yaml.safe_load(SHOP.files[file]))
    return spec


def _lay(under: dict[str, Any], over: dict[str, Any]) -> None:
    for key, value in over.items():
        if isinstance(value, dict):
            _lay(under.setdefault(key, {}), value)
        else:
            under[key] = value


def _all_places(value: Any, at: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:  # noqa: ANN401  # any YAML
    found = [at] if at else []
    steps: list[Any] = list(value) if isinstance(value, dict) else []
    steps += range(len(value)) if isinstance(value, list) else []
    for step in steps:
        found += _all_places(value[step], (*at, step))
    return found


WHOLE = _whole()
OTHERS = {path: text for path, text in SHOP.files.items() if not path.startswith("specs/")}
ANYTHING: st.SearchStrategy[object] = st.sampled_from(
    [None, True, 0, -1, 1.5, 80.0, "", "x", "X y", [], {}, ["x"], ["shop", "shop"], {"x": 1},
     {"x": {}}, 10**18, "a" * 300, "../x", "{{ shop.url }}", "0", "shop", "checkout"]
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(_all_places(WHOLE)), ANYTHING), min_size=1, max_size=3))
def test_anything_anywhere_is_compiled_or_told(
    changes: list[tuple[tuple[str | int, ...], object]],
) -> None:
    spec = WHOLE
    for place, value in changes:
        try:
            spec = changed(spec, place, value)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change took the place away
    files = {**OTHERS, "specs/all.yaml": stream([spec]).encode()}
    compilation, found = compiled(MemoryProject(files))

    assert (compilation is None) == has_errors(found)
    assert _in_reach(found, files)


FORMED = {
    field: schema
    for field, schema in fields().items()
    if "pattern" in schema and [*places(WHOLE, field)]
}


@given(st.sampled_from(list(FORMED)), st.data())
def test_anything_of_the_form_of_its_field_is_built_or_told(
    field: Field, data: st.DataObject
) -> None:
    place = data.draw(st.sampled_from([*places(WHOLE, field)]))
    text = data.draw(st.from_regex(FORMED[field]["pattern"], fullmatch=True))
    spec = changed(WHOLE, place, text[: FORMED[field]["maxLength"]])
    files = {**OTHERS, "specs/all.yaml": stream([spec]).encode()}
    result = build(MemoryProject(files), None, _drawn)

    assert (result.artifacts is None) == has_errors(result.diagnostics)
    assert _in_reach(result.diagnostics, files)


@cache
def _drawings() -> ArtifactSet:
    artifacts = build(SHOP).artifacts
    assert artifacts is not None
    return artifacts


def _drawn(path: str) -> str | None:
    """Give the drawings of the shop, so that only those are drawn that a change changes."""
    drawing = _drawings().get(PurePosixPath(f"build/techdocs/{path}"))
    return None if drawing is None else drawing.decode()


WRECKED: dict[str, dict[str, Any]] = {
    "Deployment": {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": "own", "namespace": "apps"},
        "spec": {
            "selector": {"matchLabels": {"a": "b"}},
            "template": {
                "metadata": {"labels": {"a": "b"}},
                "spec": {"containers": [{"name": "own", "image": "own:1.0"}], "volumes": []},
            },
        },
    },
    "Service": {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "own", "namespace": "apps"},
        "spec": {"selector": {"a": "b"}, "ports": [{"port": 80}]},
    },
    "ClusterRoleBinding": {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "ClusterRoleBinding",
        "metadata": {"name": "own"},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "own"},
        "subjects": [{"kind": "ServiceAccount", "name": "own", "namespace": "apps"}],
    },
    "Whatever": {
        "apiVersion": "example.org/v1",
        "kind": "Whatever",
        "metadata": {"name": "own", "namespace": "apps"},
        "spec": {"template": {"spec": {"containers": [{"name": "own"}]}}},
    },
}
OWN = b"""\
objects: [files/own.yaml]
components: {shop: {namespace: apps, workload: {image: "shop:1.0"}}}
"""


@pytest.mark.parametrize("kind", WRECKED)
@given(data=st.data())
def test_anything_in_an_object_of_the_user_is_built_or_told(kind: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(_all_places(WRECKED[kind])))
    own = changed(WRECKED[kind], place, data.draw(ANYTHING))
    files = {
        "specs/a.yaml": BASE,
        "specs/b.yaml": OWN + b"patches: [{target: Deployment/apps/shop, patch: {spec: {}}}]",
        "files/own.yaml": stream([own]).encode(),
    }
    result = build(MemoryProject(files))

    assert (result.artifacts is None) == has_errors(result.diagnostics)
    assert _in_reach(result.diagnostics, files)


PATCH = {
    "spec": {
        "template": {
            "metadata": {"labels": {"a": "b"}},
            "spec": {"containers": [{"name": "shop", "securityContext": {"privileged": True}}]},
        }
    }
}


@given(st.sampled_from(_all_places(PATCH)), ANYTHING)
def test_anything_in_a_patch_is_built_or_told(place: tuple[str | int, ...], value: object) -> None:
    patch = {"target": "Deployment/apps/shop", "patch": changed(PATCH, place, value)}
    component = {"shop": {"namespace": "apps", "workload": {"image": "shop:1.0"}}}
    text = stream([{"components": component, "patches": [patch]}]).encode()
    files = {"specs/a.yaml": BASE, "specs/b.yaml": text}
    result = build(MemoryProject(files))

    assert (result.artifacts is None) == has_errors(result.diagnostics)
    assert _in_reach(result.diagnostics, files)


HOSTILE = (
    '{{ 7 * 7 }} {% for x in y %} {{ x | y }} ${HOME} $(id) `id` <b onclick="a">&amp;</b> '
    "'q' \\ | > # : - * [x](javascript:a) 📈 é"
)
PROSE: list[Field] = [
    path
    for path, schema in fields().items()
    if schema.get("examples") in (["The shop"], ["What it is for, in a sentence or two"])
    and path[-1] not in {"schedule", "expr", ANY_ITEM, ANY_KEY, "path", "username"}
]


def test_jinja_and_shell_in_every_text_come_out_as_written() -> None:
    spec = WHOLE
    for field in PROSE:
        for place in places(WHOLE, field):
            spec = changed(spec, place, HOSTILE)
    result = build(MemoryProject({**OTHERS, "specs/all.yaml": stream([spec]).encode()}))
    assert result.artifacts is not None, result.diagnostics
    text = {str(path): content.decode() for path, content in result.artifacts.items()}
    shop = yaml.safe_load(text["catalog/component/shop.yaml"])

    assert [shop["metadata"]["title"], shop["metadata"]["description"]] == [HOSTILE, HOSTILE]
    assert not [path for path, content in text.items() if "49 {% for" in content]

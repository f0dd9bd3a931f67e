"""What a server refuses is told at the line of the spec that asks for it, before it is asked to.

The rows are those of recorded answers (`test_answers.py`) that a line of a spec can cause: exit
code 2 where the server was not asked, 3 where it was, for a rehearsal. A selector that may not
change is in `test_applying.py`; a UID or a resourceVersion that is another has no line.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from cluster.bench import Bench, Document, config_map, deployment, namespace
from cluster.test_answers import SERVICE, STORE, changed

_CONTAINER = "spec/template/spec/containers/0"
_PLACE = re.compile(r"files/objects\.yaml:(\d+)")
TWICE = [{"name": "A", "value": "1"}] * 2
Made = Callable[[str], Document]


def web(where: str) -> Document:
    return deployment("web", where)


def data(where: str) -> Document:
    return config_map("map", where, a="1")


def fixed(where: str) -> Document:
    return {**data(where), "immutable": True}


def service(where: str) -> Document:
    selector = {"app": "one"}
    return changed(changed(SERVICE, "metadata/namespace", where), "spec/selector", selector)


def store(where: str) -> Document:
    return changed(STORE, "metadata/namespace", where)


@pytest.mark.parametrize(
    ("made", "path", "value", "told"),
    [
        pytest.param(service, "spec/clusterIP", "10.96.0.77", (3, '"clusterIP"'), id="address"),
        pytest.param(
            store,
            "spec/volumeClaimTemplates/0/spec/resources/requests/storage",
            "2Gi",
            (3, '"spec": {'),
            id="claim of a StatefulSet",
        ),
        pytest.param(fixed, "data/a", "2", (3, '"data": {'), id="immutable"),
        pytest.param(web, "spec/replicsa", 1, (2, '"replicsa"'), id="unknown field"),
        pytest.param(web, f"{_CONTAINER}/env", TWICE, (2, '"name": "A"'), id="doubled"),
        pytest.param(
            web, f"{_CONTAINER}/resources/limits/memory", "1G1", (2, '"1G1"'), id="quantity"
        ),
        pytest.param(data, "data/a", True, (2, '"a": true'), id="a type"),
        pytest.param(
            web, f"{_CONTAINER}/imagePullPolicy", "Sometimes", (2, '"Sometimes"'), id="a choice"
        ),
        pytest.param(data, "metadata/labels", {"a": "?"}, (2, '"a": "?"'), id="a label"),
        pytest.param(data, "data/a", "x" * (2**20 + 1), (2, '"a": "xx'), id="too long"),
    ],
)
def test_it_is_told_at_its_line_and_nothing_is_written(
    bench: Bench, made: Made, path: str, value: object, told: tuple[int, str]
) -> None:
    where = bench.name
    before = made(where)
    rest = [namespace(where), deployment("one", where)]
    bench.write("", [*rest, before])
    first = bench.apply("--no-wait")
    bench.write("", [*rest, changed(before, path, value)])

    done = bench.run("apply", "--yes")

    code, line = told
    text = (bench.folder / "files/objects.yaml").read_text().splitlines()
    places = [int(each) for each in _PLACE.findall(done.out + done.err)]
    assert (first.code, done.code, done.writes) == (0, code, []), done.err
    # An item of a list begins on the line before its first field.
    assert any(line in "".join(text[at - 1 : at + 1]) for at in places), (done.out, done.err)


@pytest.mark.parametrize("how", ["edit", "scale"])
def test_what_another_took_is_told_at_its_line(bench: Bench, how: str) -> None:
    where = bench.name
    bench.write("", [namespace(where), web(where), data(where)])
    assert bench.apply("--no-wait").code == 0
    words = {
        "edit": ("patch", "configmap", "map", "-p", '{"data":{"a":"2"}}'),
        "scale": ("scale", "deployment", "web", "--replicas=2"),
    }
    bench.cluster.output(*words[how], f"--namespace={where}")

    done = bench.apply()

    (conflict,) = [each for each in done.events("change") if each["change"] == "conflict"]
    line = (bench.folder / "files/objects.yaml").read_text().splitlines()[conflict["line"] - 1]
    assert (done.code, done.writes) == (3, [])
    assert {"edit": '"a": "1"', "scale": '"replicas": 1'}[how] in line

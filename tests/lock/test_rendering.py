"""A chart is rendered by the real helm, which sees nothing but the chart and its values."""

from __future__ import annotations

from lock.archives import packed
from lock.bench import ROOT, Bench
from lock.played import Reply


def test_helm_has_to_be_there_for_charts(bench: Bench) -> None:
    bench.env["PATH"] = "/nowhere"
    done = bench.lock()

    assert (done.returncode, done.stderr) == (
        3,
        "error: charts are rendered by helm, which is not on this machine's PATH\n",
    )


SCHEMA = b"""{"type": "object", "properties": {
  "port": {"type": "integer"},
  "list": {"type": "array", "items": {"type": "string"}}
}}"""


def with_schema(bench: Bench, schema: bytes) -> None:
    files = {"plain/values.schema.json": schema}
    for name in ("Chart.yaml", "values.yaml", "templates/all.yaml"):
        files[f"plain/{name}"] = (ROOT / "tests/lock/charts/plain" / name).read_bytes()
    bench.server.repository("/charts", ("plain", "1.2.3+build.7", packed(files)))


def test_a_value_that_the_chart_refuses_is_told_at_its_line(bench: Bench) -> None:
    with_schema(bench, SCHEMA)
    bench.change("{port: 8080}", '{port: 8080, list: ["a", 1]}')
    done = bench.lock()

    assert done.returncode == 3
    assert done.stderr.startswith("error: specs/platform.yaml:19:42: helm does not render it: ")


def test_a_schema_elsewhere_is_not_fetched(bench: Bench) -> None:
    with_schema(bench, f'{{"$ref": "{bench.server.url}/schema.json"}}'.encode())
    bench.server.replies["/schema.json"] = Reply(body=SCHEMA)
    done = bench.lock()

    assert done.returncode == 0, done.stderr
    assert "/schema.json" not in bench.asked()


def test_a_template_that_fails_is_told(bench: Bench) -> None:
    files = {"plain/Chart.yaml": b"apiVersion: v2\nname: plain\nversion: 1.2.3+build.7\n"}
    files["plain/templates/x.yaml"] = b'{{ fail "no such thing" }}'
    bench.server.repository("/charts", ("plain", "1.2.3+build.7", packed(files)))
    done = bench.lock()

    assert done.returncode == 3
    assert "no such thing" in done.stderr
    assert "platformgen-" not in done.stderr


def test_a_template_sees_nothing_of_this_machine(bench: Bench) -> None:
    bench.env["SENTINEL"] = "sentinel-of-this-machine"
    files = {"plain/Chart.yaml": b"apiVersion: v2\nname: plain\nversion: 1.2.3+build.7\n"}
    template = (
        "kind: Service\nmetadata: {name: plain-svc}\nspec: {ports: [{name: NAME, port: 1}]}\n"
    )
    name = '"{{ .Values.port }}-{{ (lookup "v1" "Secret" "default" "x") | len }}"'
    files["plain/templates/x.yaml"] = template.replace("NAME", name).encode()
    bench.server.repository("/charts", ("plain", "1.2.3+build.7", packed(files)))
    bench.lock()

    assert '"8080-0": 1' in bench.text
    assert "sentinel" not in bench.text


def test_a_chart_that_makes_no_yaml_is_told(bench: Bench) -> None:
    files = {"plain/Chart.yaml": b"apiVersion: v2\nname: other\nversion: 1.2.3+build.7\n"}
    bench.server.repository("/charts", ("plain", "1.2.3+build.7", packed(files)))
    done = bench.lock()

    assert "the archive of plain 1.2.3+build.7 holds other 1.2.3+build.7" in done.stderr


def test_text_of_others_does_not_act_on_the_terminal(bench: Bench) -> None:
    files = {"plain/Chart.yaml": b"apiVersion: v2\nname: plain\nversion: 1.2.3+build.7\n"}
    files["plain/templates/x.yaml"] = b'{{ fail "\x1b[31mred" }}'
    bench.server.repository("/charts", ("plain", "1.2.3+build.7", packed(files)))
    done = bench.lock()

    assert "\x1b" not in done.stderr

"""The sources of the project's own platform are sound, before any of them is compiled."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import promql_parser
import pytest
import yaml

from own_platform import PAGES, ROOT, SPECS, STACK, at, page, spec
from platformgen.pipeline import compiled
from platformgen.pipeline.compiler import has_errors
from platformgen.shell.disk import DiskProject

SPEC = spec()


@pytest.mark.parametrize("component", sorted(SPEC["components"]))
def test_every_component_says_what_it_is_for(component: str) -> None:
    assert SPEC["components"][component]["description"]


@pytest.mark.parametrize("file", SPECS, ids=lambda file: file.name)
def test_a_specification_is_strict_yaml(file: Path) -> None:
    events = list(yaml.parse(file.read_text(encoding="utf-8")))
    nodes = [event for event in events if isinstance(event, yaml.NodeEvent)]

    assert not [event for event in nodes if event.anchor or getattr(event, "tag", None)]


@pytest.mark.parametrize("file", SPECS, ids=lambda file: file.name)
def test_a_specification_says_each_key_once(file: Path) -> None:
    def repeated(node: yaml.Node | None) -> list[str]:
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            inner = [name for _, value in node.value for name in repeated(value)]
            return [key for key in keys if keys.count(key) > 1] + inner
        if isinstance(node, yaml.SequenceNode):
            return [name for value in node.value for name in repeated(value)]
        return []

    found = repeated(yaml.compose(file.read_text(encoding="utf-8")))

    assert found == []


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT / "docs")))
def test_a_page_does_not_type_what_the_specification_says(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    facts = [
        f".{SPEC['cluster']['domain']}",
        SPEC["cluster"]["context"],
        SPEC["platform"]["contact"],
        SPEC["platform"]["repository"],
        at(SPEC, f"{STACK}/version"),
        at(SPEC, f"{STACK}/repo"),
        SPEC["components"]["argocd"]["install"]["manifests"][0]["url"],
        SPEC["components"]["ingress-nginx"]["install"]["manifests"][0]["url"],
        SPEC["components"]["backstage"]["workload"]["image"],
    ]

    assert [fact for fact in facts if fact in text] == []


def blocks(text: str) -> dict[str, str]:
    """The YAML files that a page shows whole, by the path on their first line."""
    found = re.findall(r"^```yaml\n# (specs/\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return {path: body.replace("\\{{", "{{") for path, body in found}


NEXT_STEPS = blocks(page("siguientes-pasos.md"))


def test_the_next_steps_show_whole_files() -> None:
    assert sorted(NEXT_STEPS) == [
        "specs/components/backstage-backup.yaml",
        "specs/components/loki.yaml",
        "specs/components/tempo.yaml",
    ]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the project's sources, to add to."""
    for folder in ("specs", "docs", "files", "apis", "dashboards"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def test_the_platform_compiles() -> None:
    compilation, found = compiled(DiskProject(ROOT))

    assert compilation is not None
    assert not has_errors(found)


@pytest.mark.parametrize("path", sorted(NEXT_STEPS))
def test_a_next_step_compiles_with_the_rest(path: str, copy: Path) -> None:
    (copy / path).write_text(NEXT_STEPS[path], encoding="utf-8")

    compilation, found = compiled(DiskProject(copy))

    assert compilation is not None, found
    assert len(compilation.platform.components) > len(SPEC["components"])


def expressions() -> list[str]:
    dashboard = json.loads((ROOT / "dashboards" / "backstage.json").read_text(encoding="utf-8"))
    panels = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    components = SPEC["components"].values()
    alerts = [alert["expr"] for component in components for alert in component.get("alerts", [])]
    return [text.replace("$namespace", "backstage") for text in panels + alerts]


@pytest.mark.parametrize("expression", expressions())
def test_an_expression_is_promql(expression: str) -> None:
    assert promql_parser.parse(expression) is not None


@pytest.mark.parametrize("topic", ["cpu", "memory", "kube_pod_info"])
def test_the_dashboard_shows_what_the_guide_queries(topic: str) -> None:
    assert any(topic in expression for expression in expressions())


def runbooks() -> list[str]:
    components = SPEC["components"].values()
    return [alert["runbook"] for component in components for alert in component.get("alerts", [])]


@pytest.mark.parametrize("runbook", runbooks())
def test_a_runbook_leads_to_a_heading(runbook: str) -> None:
    file, anchor = runbook.split("#")

    assert f"{{ #{anchor} }}" in (ROOT / file).read_text(encoding="utf-8")


def test_the_portal_takes_its_settings_from_variables_that_it_has() -> None:
    settings = (ROOT / "files" / "app-config.production.yaml").read_text(encoding="utf-8")
    workload = SPEC["components"]["backstage"]["workload"]

    assert set(re.findall(r"\$\{(\w+)\}", settings)) <= {*workload["env"], *workload["secrets"]}


def test_the_portal_has_no_password_of_its_own() -> None:
    settings = (ROOT / "files" / "app-config.production.yaml").read_text(encoding="utf-8")
    passwords = [line.strip() for line in settings.splitlines() if "password:" in line]

    assert passwords == ["password: ${POSTGRES_PASSWORD}"]

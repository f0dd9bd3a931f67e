"""The real parts answer as themselves: what each accepts and what it refuses."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from realparts import apiserver as servers
from realparts import cache, command, given, gobuild, namespace
from realparts.apiserver import Session
from realparts.auditors import Audit, Links
from realparts.backstage import Verdict
from realparts.browser import Visit
from realparts.cache import MissingPartError, Part
from realparts.gobuild import CONTROL_PLANES

SAMPLES = Path(__file__).parent / "samples" / "realparts"
GOOD_CATALOG = SAMPLES / "good_catalog"
PUBLISHED = SAMPLES / "published"
SITE = PUBLISHED / "default/component/shop-docs"
RESTRICTED = {"pod-security.kubernetes.io/enforce": "restricted"}
GOOD_KIND = """\
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
name: platform
nodes:
- role: control-plane
- role: worker
"""

MakeNamespace = Callable[[Mapping[str, str]], str]


def applied(
    apiserver: Session, sample: str, namespace_name: str
) -> subprocess.CompletedProcess[str]:
    return apiserver.kubectl(
        "apply",
        "--server-side",
        "--validate=strict",
        "--field-manager=test",
        f"--namespace={namespace_name}",
        f"--filename={SAMPLES / 'objects' / sample}",
    )


def test_the_api_server_is_of_the_version_that_is_pinned(apiserver: Session) -> None:
    version = json.loads(apiserver.output("get", "--raw=/version"))

    assert version["gitVersion"] == f"v{list(CONTROL_PLANES)[-1]}"


def test_the_cluster_reaches_loopback_and_nothing_else(apiserver: Session) -> None:
    links = json.loads(apiserver.run("ip", "-json", "link").stdout)

    assert [link["ifname"] for link in links] == ["lo"]


@pytest.mark.parametrize(
    ("sample", "level", "refusal"),
    [
        pytest.param("restricted_pod.yaml", RESTRICTED, "", id="careful pod"),
        pytest.param("privileged_pod.yaml", {}, "", id="privileged pod, nothing enforced"),
        pytest.param(
            "privileged_pod.yaml", RESTRICTED, 'violates PodSecurity "restricted', id="privileged"
        ),
        pytest.param("misspelt_pod.yaml", {}, "restartPolice", id="unknown field"),
    ],
)
def test_the_api_server_judges_what_is_applied(
    apiserver: Session,
    kube_namespace: MakeNamespace,
    sample: str,
    level: Mapping[str, str],
    refusal: str,
) -> None:
    answer = applied(apiserver, sample, kube_namespace(level))

    assert (answer.returncode, refusal in answer.stderr) == (int(bool(refusal)), True)


@pytest.mark.parametrize(
    ("sample", "wait"),
    [
        pytest.param("deployment.yaml", ("--for=condition=Available", "deployment/three"), id="up"),
        pytest.param("job.yaml", ("--for=condition=Complete", "job/short"), id="ends"),
        pytest.param(
            "stuck_pod.yaml",
            (
                "--for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=ImagePullBackOff",
                "pod/stuck",
            ),
            id="waits with its reason",
        ),
    ],
)
def test_the_nodes_play_their_pods(
    apiserver: Session, kube_namespace: MakeNamespace, sample: str, wait: tuple[str, ...]
) -> None:
    name = kube_namespace({})
    command.passed(applied(apiserver, sample, name))

    assert apiserver.output("wait", f"--namespace={name}", "--timeout=60s", *wait)


def test_a_version_that_is_not_pinned_is_missing() -> None:
    with pytest.raises(MissingPartError, match=r"1\.2\.3"), servers.session("1.2.3"):
        pass


def test_a_cluster_ends_when_whoever_opened_it_is_killed(apiserver: Session) -> None:
    program = [sys.executable, "-c", _OPEN_A_CLUSTER]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        kubeconfig = Path(owner.stdout.readline().strip())
        assert kubeconfig.is_file()
        owner.kill()
    gone = _eventually(lambda: not kubeconfig.parent.exists())

    assert gone
    assert apiserver.output("get", "--raw=/readyz") == "ok"


_OPEN_A_CLUSTER = f"""
import sys, time
sys.path.insert(0, {str(Path(__file__).parent)!r})
from realparts import apiserver
with apiserver.session() as session:
    print(session.kubeconfig, flush=True)
    time.sleep(600)
"""


def test_the_programs_of_envtest_are_taken_where_somebody_has_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets, asked = tmp_path / "assets", tmp_path / "asked"
    assets.mkdir()
    servers_own = gobuild.program(gobuild.control_plane(None), "kube-apiserver")
    for name, path in (
        ("etcd", gobuild.program(gobuild.ETCD, "server")),
        ("kube-apiserver", servers_own),
    ):
        (assets / name).write_text(f'#!/bin/sh\necho {name} >>{asked}\nexec {path} "$@"\n')
        (assets / name).chmod(0o755)
    monkeypatch.setenv("KUBEBUILDER_ASSETS", str(assets))
    with servers.session() as session:
        said = session.output("get", "--raw=/readyz")

    assert said == "ok"
    # Both are started at once.
    assert sorted(asked.read_text().split()) == ["etcd", "kube-apiserver"]


def test_a_given_cluster_is_lent_and_given_back(tmp_path: Path) -> None:
    with servers.session() as lender:
        settings = {**os.environ, given.VARIABLE: str(lender.kubeconfig)}
        said = lender.run(sys.executable, "-c", _LEND, cwd=tmp_path, env=settings)
        nodes = json.loads(lender.output("get", "nodes", "-ojson"))["items"]

    assert command.passed(said).split() == ["kind-platform", "played-1", "played-2", "played"]
    assert [each["metadata"]["name"] for each in nodes] == ["node-1", "node-2"]
    assert not any(each["spec"].get("unschedulable") for each in nodes)


_LEND = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from realparts import apiserver
with apiserver.session() as session:
    print(session.output("config", "current-context"))
    free = "--field-selector=spec.unschedulable!=true"
    print(session.output("get", "nodes", free, "-ojsonpath={{.items[*].metadata.name}}"))
    session.output("run", "lent", "--image=registry.example/none:1")
    session.output("wait", "--for=condition=Ready", "--timeout=60s", "pod/lent")
    print(session.output("get", "pod", "lent", "-ojsonpath={{.spec.nodeName}}").split("-")[0])
"""


def _eventually(is_so: Callable[[], bool], *, seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize("read", ["url", "file"])
def test_backstage_takes_a_good_catalog_and_serves_its_docs(
    backstage_verdict: Callable[..., Verdict], read: str
) -> None:
    verdict = backstage_verdict(GOOD_CATALOG, PUBLISHED, read=read)

    assert (verdict.errors, verdict.dangling_relations) == ([], [])
    assert verdict.entities == {"Component": 2, "Group": 1, "Location": 1, "System": 1}
    assert (verdict.techdocs_ok, verdict.techdocs_pages_ok) == (1, 1)


def test_backstage_reports_each_fault_of_a_catalog_and_its_docs(
    backstage_verdict: Callable[..., Verdict], tmp_path: Path
) -> None:
    catalog, docs = tmp_path / "catalog", tmp_path / "docs"
    shutil.copytree(GOOD_CATALOG, catalog)
    shutil.copytree(PUBLISHED, docs)
    system = catalog / "system.yaml"
    system.write_text(system.read_text().replace("name: shop", 'name: "shop shop"'))
    components = catalog / "components.yaml"
    twice = components.read_text().partition("---")[0]
    components.write_text(components.read_text() + "---\n" + twice)
    (docs / "default/component/stray").mkdir()
    (docs / "default/component/shop-docs/portal/index.html").unlink()

    verdict = backstage_verdict(catalog, docs)

    assert [(error["entity"], error["message"].partition(";")[0]) for error in verdict.errors] == [
        ("system:default/shop shop", "Policy check failed for system:default/shop shop"),
        ("component:default/portal", "defined twice: components.yaml and components.yaml"),
        (
            "component:default/portal",
            "TechDocs page of component:default/shop-docs at /portal: 404",
        ),
        (
            "component:default/stray",
            "a TechDocs folder of no entity with backstage.io/techdocs-ref (paths are lower case)",
        ),
    ]
    assert {edge["target"] for edge in verdict.dangling_relations} == {"system:default/shop"}


@pytest.mark.parametrize(
    ("configuration", "refusal"),
    [
        pytest.param(GOOD_KIND, None, id="good"),
        pytest.param(GOOD_KIND.replace("role: w", "roll: w"), "field roll not found", id="field"),
        pytest.param(GOOD_KIND.replace("worker", "helper"), "not a valid node role", id="role"),
        pytest.param(GOOD_KIND.replace("platform", "Plat_form"), "not a valid cluster", id="name"),
        pytest.param("kind: [", "yaml", id="not YAML"),
    ],
)
def test_kind_judges_a_configuration(
    kind_refusal: Callable[[str], str | None], configuration: str, refusal: str | None
) -> None:
    said = kind_refusal(configuration)

    assert said == refusal if refusal is None else refusal in str(said)


def test_chromium_opens_a_page_and_finds_nothing_wrong(
    visit: Callable[..., tuple[Visit, ...]],
) -> None:
    (home,) = visit(SITE, [""])

    assert home == Visit(
        page="",
        title="Shop",
        text="Shop",
        complaints=[],
        elsewhere=[],
        missing=[],
        isTooWide=False,
        barriers=[],
    )


def test_chromium_tells_what_a_page_does_wrong(
    visit: Callable[..., tuple[Visit, ...]], tmp_path: Path
) -> None:
    page = (
        "<!doctype html><html lang='en'><title>T</title><link rel='icon' href='data:,'>"
        "<main><h1 style='width:3000px'>T</h1><img src='gone.png'></main>"
        "<script src='https://cdn.invalid/x.js'></script><script>throw Error('oops')</script>"
    )
    (tmp_path / "index.html").write_text(page)

    (seen,) = visit(tmp_path, [""], shots=tmp_path)

    assert seen.elsewhere == ["https://cdn.invalid/x.js"]
    assert seen.missing == ["gone.png"]
    assert "Error: oops" in seen.complaints
    assert seen.isTooWide
    assert [barrier["rule"] for barrier in seen.barriers] == ["image-alt"]
    assert (tmp_path / "index-1280-light.png").is_file()


def test_lighthouse_tells_what_a_page_does_wrong(
    audited: Callable[..., tuple[Audit, ...]], tmp_path: Path
) -> None:
    page = "<!doctype html><title>T</title><main><h1>T</h1><img src='gone.png'></main>"
    (tmp_path / "index.html").write_text(page)

    (seen,) = audited(tmp_path, [""], ["desktop"])

    assert seen.scores["accessibility"] < 100
    assert {"image-alt", "html-has-lang", "meta-description", "errors-in-console"} <= {
        fault["audit"] for fault in seen.faults
    }


def test_lychee_tells_which_links_lead_nowhere(
    linked: Callable[[Path], Links], tmp_path: Path
) -> None:
    links = ("there.html", "there.html#here", "gone.html", "there.html#gone", "https://x.invalid/")
    text = "".join(f"<a href='{link}'>link</a>" for link in links)
    (tmp_path / "index.html").write_text(text)
    (tmp_path / "there.html").write_text("<h1 id='here'>T</h1>")

    found = linked(tmp_path)

    assert found == Links(good=2, broken={"index.html": ["gone.html", "there.html#gone"]})


def test_the_techdocs_reader_shows_pages_in_light_and_dark(
    techdocs_view: Callable[..., tuple[Path, ...]], tmp_path: Path
) -> None:
    pictures = techdocs_view(SITE, tmp_path, ["", "portal/"])

    names = [path.relative_to(tmp_path).name for path in pictures if path.stat().st_size > 1000]
    assert names == ["index-light.png", "index-dark.png", "portal-light.png", "portal-dark.png"]


def test_helm_renders_a_chart_of_its_own(helm: Path, tmp_path: Path) -> None:
    command.passed(command.run(helm, "create", "shop", cwd=tmp_path))
    rendered = command.passed(command.run(helm, "template", "release", tmp_path / "shop"))

    assert "name: release-shop" in rendered


def test_checkov_finds_a_privileged_container(checkov: Path) -> None:
    sample = SAMPLES / "objects" / "privileged_pod.yaml"
    options = ("--framework=kubernetes", "--compact", "--quiet", "--output=json")
    network = namespace.unshare()
    answer = command.run(*network, checkov, f"--file={sample}", *options)

    failed = json.loads(answer.stdout)["results"]["failed_checks"]
    assert "CKV_K8S_16" in {check["check_id"] for check in failed}


def test_a_part_is_made_once_and_again_when_its_lock_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLATFORMGEN_CACHE", str(tmp_path / "cache"))
    lock = tmp_path / "lock"
    made: list[Path] = []
    part = Part(name="part", sources=(lock,), recipe="", make=made.append, minutes=0)
    folders = []
    for text in ("one", "one", "two"):
        lock.write_text(text)
        folders.append(cache.get(part))

    assert made == [folders[0], folders[2]]
    assert folders[0] == folders[1] == made[0] != folders[2]


def test_a_part_whose_making_failed_is_missing_and_says_what_gets_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLATFORMGEN_CACHE", str(tmp_path))
    part = Part(name="part", sources=(), recipe="", make=_fail, minutes=2)
    with pytest.raises(ZeroDivisionError):
        cache.get(part)

    with pytest.raises(MissingPartError, match=r"scripts/parts get part \(about 2 min"):
        cache.folder(part)


def _fail(_: Path) -> None:
    raise ZeroDivisionError

"""`platformgen lock` with the real helm: what it writes, what it refuses, what it leaves alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from lock.archives import carried, chart, manifest, packed
from lock.played import Played, Reply, digest_of, played
from platformgen.lock import sha256

ROOT = Path(__file__).resolve().parents[2]
PLAIN = chart("plain")
SPEC = """platform: {name: tiny, owner: core}
cluster:
  context: kind-tiny
  kubernetes: "1.34"
  domain: tiny.local
  address: 127.0.0.1
  routing: {ingress: nginx}
teams: {core: {}}
namespaces: {apps: {network: open}, argocd: {network: open}}
components:
  plain:
    namespace: apps
    install:
      helm:
        release: plain
        repo: URL/charts
        chart: plain
        version: 1.2.3+build.7
        values: {port: 8080}
    runs: {kind: Deployment, name: plain}
    service: {name: plain-svc, port: 8080}
  argocd:
    namespace: argocd
    install: {manifests: [{url: "URL/v3/install.yaml"}]}
    runs: {kind: Deployment, name: argocd-server}
    service: {name: argocd-server, port: 443}
  shop:
    namespace: apps
    workload:
      image: HOST/shop:1.0.0
      ports: {http: 8080}
      probes: {readiness: /ready}
      resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 64Mi}}
"""
Run = subprocess.CompletedProcess[str]


class Bench:
    """A project and a played server; each command runs as a person runs it."""

    def __init__(self, folder: Path, server: Played, helm: Path) -> None:
        self.project = folder / "project"
        self.server = server
        self.env = {
            "PATH": f"{helm.parent}:/usr/bin:/bin",
            "PYTHONPATH": str(ROOT / "generator"),
            "HOME": str(folder / "home"),
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        server.repository("/charts", ("plain", "1.2.3+build.7", PLAIN))
        server.replies["/v3/install.yaml"] = Reply(body=manifest("argocd.yaml"))
        self.digest = server.image("shop", "1.0.0")
        self.write("specs/platform.yaml", SPEC)

    def write(self, path: str, text: str) -> None:
        file = self.project / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.replace("URL", self.server.url).replace("HOST", self.server.host))

    def change(self, old: str, new: str) -> None:
        file = self.project / "specs/platform.yaml"
        text = file.read_text()
        assert old in text
        self.write("specs/platform.yaml", text.replace(old, new, 1))

    def run(self, *words: str) -> Run:
        argv = [sys.executable, "-m", "platformgen", "-C", str(self.project), *words]
        return subprocess.run(argv, env=self.env, capture_output=True, text=True, check=False)

    def lock(self, *words: str) -> Run:
        return self.run("lock", *words)

    @property
    def text(self) -> str:
        return (self.project / "platform.lock").read_text()

    @property
    def written(self) -> dict[str, dict[str, object]]:
        found: dict[str, dict[str, object]] = yaml.safe_load(self.text)
        return found

    def asked(self) -> list[str]:
        return [path.partition("?")[0] for _, path, _ in self.server.asked]


@pytest.fixture
def bench(tmp_path: Path, helm: Path) -> Iterator[Bench]:
    with played() as server:
        yield Bench(tmp_path, server, helm)


def test_all_that_a_spec_names_is_locked(bench: Bench) -> None:
    done = bench.lock()

    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "platform.lock: 1 image, 1 release, 1 manifest; written\n"
    assert bench.written["images"] == {f"{bench.server.host}/shop:1.0.0": bench.digest}


def test_a_release_is_locked_with_its_digests_and_its_names(bench: Bench) -> None:
    bench.lock()
    (release,) = bench.written["releases"]["plain"]  # type: ignore[misc]  # YAML

    assert release["digest"] == digest_of(PLAIN)
    assert release["makes"] == {
        "Deployment": ["plain"],
        "Secret": {"plain-login": ["password", "user"]},
        "Service": {"plain-svc": {"8080": 8080}},
    }


def test_a_build_reads_the_lock_and_names_images_by_digest(bench: Bench) -> None:
    bench.lock()
    done = bench.run("build", "--no-site", "--strict")
    made = (bench.project / "build/manifests/apps/shop.yaml").read_text()

    assert done.returncode == 0, done.stderr
    assert f"{bench.server.host}/shop:1.0.0@{bench.digest}" in made


def test_a_build_runs_no_helm_and_asks_no_network(bench: Bench) -> None:
    bench.lock()
    bench.env["PATH"] = "/nowhere"
    before = len(bench.server.asked)
    done = bench.run("build", "--no-site", "--strict")

    assert done.returncode == 0, done.stderr
    assert len(bench.server.asked) == before


def test_what_is_random_in_a_chart_is_not_in_the_lock(bench: Bench) -> None:
    bench.lock()
    before = bench.text
    done = bench.lock("--upgrade")

    assert bench.text == before
    assert done.stderr.endswith("fresh already\n")


def test_what_is_locked_and_stored_is_not_asked_for_again(bench: Bench) -> None:
    bench.lock()
    bench.server.asked.clear()
    bench.lock()

    assert bench.asked() == []


def test_the_store_is_not_trusted(bench: Bench) -> None:
    bench.lock()
    store = Path(bench.env["XDG_CACHE_HOME"]) / "platformgen"
    for file in store.iterdir():
        file.write_bytes(b"poison")
    done = bench.lock()

    assert done.returncode == 0, done.stderr
    assert "/charts/plain-1.2.3+build.7.tgz" in bench.asked()
    assert {sha256(file.read_bytes()).replace(":", "-") for file in store.iterdir()} == {
        file.name for file in store.iterdir()
    }


def test_a_manifest_that_changed_behind_its_url_is_refused(bench: Bench) -> None:
    bench.lock()
    before = bench.text
    shutil.rmtree(bench.env["XDG_CACHE_HOME"])
    bench.server.replies["/v3/install.yaml"] = Reply(body=b"kind: Pod\nmetadata: {name: evil}\n")
    done = bench.lock()

    assert done.returncode == 3
    assert "specs/platform.yaml:24:33: " in done.stderr
    assert "is not what it was: its digest is sha256:" in done.stderr
    assert bench.text == before


def test_a_chart_that_changed_behind_its_version_is_refused(bench: Bench) -> None:
    bench.lock()
    before = bench.text
    shutil.rmtree(bench.env["XDG_CACHE_HOME"])
    other = chart("plain", values=b"port: 9999\n")
    bench.server.repository("/charts", ("plain", "1.2.3+build.7", other))
    done = bench.lock()

    assert (done.returncode, bench.text) == (3, before)
    assert "plain 1.2.3+build.7 is not what it was" in done.stderr


def test_an_upgrade_takes_what_is_there_now(bench: Bench) -> None:
    bench.lock()
    bench.server.replies["/v3/install.yaml"] = Reply(body=b"kind: Pod\nmetadata: {name: new}\n")
    body = b'{"schemaVersion": 2}'
    headers = {"Docker-Content-Digest": digest_of(body)}
    bench.server.replies["/v2/shop/manifests/1.0.0"] = Reply(body=body, headers=headers)
    done = bench.lock("--upgrade")

    assert done.returncode == 0
    assert list(bench.written["images"].values()) == [digest_of(body)]
    assert "Pod:\n      - new\n" in bench.text


@pytest.mark.parametrize(
    "path", ["/charts/index.yaml", "/charts/plain-1.2.3+build.7.tgz", "/v3/install.yaml"]
)
def test_a_failure_of_the_network_writes_nothing(bench: Bench, path: str) -> None:
    del bench.server.replies[path]
    done = bench.lock()

    assert done.returncode == 3
    assert done.stderr.startswith("error: specs/platform.yaml:")
    assert "answers 404 Not Found" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert sorted(each.name for each in bench.project.iterdir()) == ["specs"]


def test_an_image_that_is_not_there_is_told_at_its_line(bench: Bench) -> None:
    bench.change("shop:1.0.0", "shop:1.0.1")
    done = bench.lock()

    assert done.returncode == 3
    assert done.stderr == (
        f"error: specs/platform.yaml:30:14: {bench.server.host} has no shop:1.0.1\n"
    )


def test_a_version_that_is_not_there_is_told_at_its_line(bench: Bench) -> None:
    bench.change("1.2.3+build.7", "1.2.4")
    done = bench.lock()

    assert done.stderr == (
        f"error: specs/platform.yaml:18:18: {bench.server.url}/charts has no plain 1.2.4;"
        " the latest are 1.2.3+build.7\n"
    )


def test_a_spec_with_errors_is_not_locked(bench: Bench) -> None:
    bench.change("owner: core", "owner: nobody")
    done = bench.lock()

    assert done.returncode == 2
    assert "error[PG025]" in done.stderr
    assert done.stderr.endswith("1 error; nothing was fetched\n")
    assert bench.asked() == []


def test_a_lock_that_is_out_of_date_does_not_hinder_the_next_one(bench: Bench) -> None:
    bench.lock()
    bench.change("{port: 8080}", "{port: 9090}")
    bench.change("name: plain-svc, port: 8080", "name: plain-svc, port: 9090")
    stale = bench.run("validate")
    done = bench.lock()
    fresh = bench.run("validate", "--strict")

    assert (stale.returncode, done.returncode, fresh.returncode) == (2, 0, 0)
    assert "error[PG072]" in stale.stderr


def test_a_broken_lock_is_written_anew_and_that_is_said(bench: Bench) -> None:
    bench.write("platform.lock", "<<<<<<< ours\nimages: {}\n")
    done = bench.lock()

    assert done.returncode == 0
    assert done.stderr.startswith("the lock that was here could not be read: review all of the new")


def test_each_environment_is_rendered_with_its_own_values(bench: Bench) -> None:
    values = (
        "components: {plain: {install: {helm: {values: {port: 9090}}}, service: {port: 9090}}}\n"
    )
    bench.write("specs/environments/prod.yaml", values)
    bench.write("specs/environments/test.yaml", "platform: {title: Test}\n")
    done = bench.lock()
    ports = [
        release["makes"]["Service"]["plain-svc"]
        for release in bench.written["releases"]["plain"]  # type: ignore[attr-defined]  # YAML
    ]
    checks = [bench.run("validate", "--strict", "--env", name) for name in ("prod", "test")]

    assert done.returncode == 0, done.stderr
    assert ports == [{"8080": 8080}, {"9090": 9090}]
    assert [each.returncode for each in checks] == [0, 0]


def test_a_chart_may_come_from_a_registry(bench: Bench) -> None:
    bench.server.oci_chart("charts/plain", "1.2.3_build.7", PLAIN)
    bench.change(f"repo: {bench.server.url}/charts", f"repo: oci://{bench.server.host}/charts")
    done = bench.lock()

    assert done.returncode == 0, done.stderr
    assert "/charts/index.yaml" not in bench.asked()


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


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<html>sign in</html>", "holds no Kubernetes objects"),
        (b"a: [", "is not YAML at line"),
        (b"\xff\xfe", "is not UTF-8 text"),
    ],
)
def test_a_page_is_no_manifest(bench: Bench, body: bytes, expected: str) -> None:
    bench.server.replies["/v3/install.yaml"] = Reply(body=body)
    done = bench.lock()

    assert done.returncode == 3
    assert expected in done.stderr


def test_text_of_others_does_not_act_on_the_terminal(bench: Bench) -> None:
    files = {"plain/Chart.yaml": b"apiVersion: v2\nname: plain\nversion: 1.2.3+build.7\n"}
    files["plain/templates/x.yaml"] = b'{{ fail "\x1b[31mred" }}'
    bench.server.repository("/charts", ("plain", "1.2.3+build.7", packed(files)))
    done = bench.lock()

    assert "\x1b" not in done.stderr


def test_a_script_may_read_what_happened(bench: Bench) -> None:
    first = json.loads(bench.lock("--format", "json").stdout)
    again = json.loads(bench.lock("--format", "json").stdout)

    assert first == {"diagnostics": [], "changed": True, "loose": []}
    assert again["changed"] is False


def test_a_lock_that_is_a_link_is_replaced_and_not_followed(bench: Bench, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    (bench.project / "platform.lock").symlink_to(victim)
    bench.lock()

    assert victim.read_text() == "precious"
    assert not (bench.project / "platform.lock").is_symlink()


@pytest.fixture
def own(tmp_path: Path, helm: Path) -> Callable[..., Run]:
    """The project's own platform on a machine without internet, and what was carried to it."""
    project = tmp_path / "own"
    for name in ("specs", "docs", "dashboards", "files", "apis"):
        shutil.copytree(ROOT / name, project / name)
    env = {
        "PATH": f"{helm.parent}:/usr/bin:/bin",
        "PYTHONPATH": str(ROOT / "generator"),
        "HOME": str(tmp_path),
        "https_proxy": "http://127.0.0.1:9",
    }

    def run(*words: str) -> Run:
        argv = [sys.executable, "-m", "platformgen", "-C", str(project), *words]
        return subprocess.run(argv, env=env, capture_output=True, text=True, check=False)

    return run


def test_a_machine_without_internet_locks_from_a_folder(
    own: Callable[..., Run], tmp_path: Path
) -> None:
    done = own("lock", "--from", str(carried(tmp_path / "carried")))

    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines() == [
        "docker.io/library/postgres:17.6 keeps its tag: no registry was asked",
        "ghcr.io/backstage/backstage:1.55.0 keeps its tag: no registry was asked",
        "platform.lock: 0 images, 1 release, 2 manifests; written",
    ]


def test_every_name_in_the_own_platform_is_one_that_its_installs_make(
    own: Callable[..., Run], tmp_path: Path
) -> None:
    own("lock", "--from", str(carried(tmp_path / "carried")))
    done = own("validate", "--format", "json")
    codes = {each["code"] for each in json.loads(done.stdout)["diagnostics"]}

    assert done.returncode == 0
    assert codes <= {"PG037", "PG073"}


def test_what_was_not_carried_is_told_at_its_line(own: Callable[..., Run], tmp_path: Path) -> None:
    folder = carried(tmp_path / "carried")
    (folder / "kube-prometheus-stack-88.5.3.tgz").unlink()
    done = own("lock", "--from", str(folder))

    assert done.returncode == 3
    assert done.stderr.startswith("error: specs/components/monitoring.yaml:")
    assert "kube-prometheus-stack-88.5.3.tgz is not there" in done.stderr


def test_without_internet_nothing_is_locked_and_one_line_says_why(own: Callable[..., Run]) -> None:
    done = own("lock")

    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "cannot be reached" in done.stderr

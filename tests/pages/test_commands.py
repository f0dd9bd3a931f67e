"""The commands in pages run as they stand in a shell, whatever a spec's names are."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

from platformgen.model import (
    Cluster,
    Credential,
    GatewayRouting,
    GeneratedKey,
    HelmInstall,
    IngressRouting,
    ManifestInstall,
    Secret,
    Service,
    TextKey,
    WorkloadRef,
)
from platformgen.pages import commands
from sample_platforms import component, platform, workload

SECRET = Secret(
    name="db",
    namespace="shop",
    origin=(
        GeneratedKey(key="password", length=32),
        TextKey(key="user", text="it's $HOME"),
        GeneratedKey(key="tls.key", length=8),
    ),
)

KUBECTL = """\
#!/bin/bash
if [ "$3" = get ]; then exit "$SECRET_IS_MISSING"; fi
for argument in "$@"; do
  echo "argument $argument" >> "$LOG"
  case "$argument" in --from-file=*) echo "value $(cat "${argument##*=}")" >> "$LOG";; esac
done
"""


def run(command: str, folder: Path, *, missing: bool) -> list[str]:
    """Run a command with a kubectl that writes down what it is given."""
    kubectl = folder / "kubectl"
    kubectl.write_text(KUBECTL)
    kubectl.chmod(0o755)
    log = folder / "log"
    environment = {
        "PATH": f"{folder}:{os.environ['PATH']}",
        "LOG": str(log),
        "SECRET_IS_MISSING": "1" if missing else "0",
    }
    done = subprocess.run(
        ["bash", "-c", command], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout == ""
    return log.read_text().splitlines() if log.exists() else []


def test_random_values_reach_kubectl_and_nothing_else(tmp_path: Path) -> None:
    lines = run(commands.create_secret(SECRET), tmp_path, missing=True)
    values = [line.removeprefix("value ") for line in lines if line.startswith("value ")]
    arguments = " ".join(line for line in lines if line.startswith("argument "))

    assert [len(value) for value in values] == [32, 8]
    assert all(value.isalnum() and value not in arguments for value in values)
    assert "argument --from-literal=user=it's $HOME" in lines


def test_values_differ_each_time(tmp_path: Path) -> None:
    first, second = tmp_path / "1", tmp_path / "2"
    for folder in (first, second):
        folder.mkdir()

    made = [
        [
            line
            for line in run(commands.create_secret(SECRET), each, missing=True)
            if "value" in line
        ]
        for each in (first, second)
    ]

    assert made[0] != made[1]


def test_a_secret_that_is_there_is_left_alone(tmp_path: Path) -> None:
    assert run(commands.create_secret(SECRET), tmp_path, missing=False) == []


def test_a_secret_is_made_anew_and_its_readers_restart() -> None:
    readers = [
        component("shop", namespace="shop", origin=workload("shop")),
        component(
            "job", namespace="shop", origin=workload("job", kind="CronJob", schedule="* * * * *")
        ),
        component("said", namespace="shop"),
    ]
    lines = commands.renew(SECRET, readers).splitlines()

    assert lines[0] == "kubectl -n shop delete secret db"
    assert lines[-1] == "kubectl -n shop rollout restart deployment/shop"
    assert sum("restart" in line for line in lines) == 1


def words(command: str) -> list[str]:
    """Return a command as the words that a shell makes of it."""
    return shlex.split(command.replace("\\\n", " "))


HELM = HelmInstall(
    release="watch", repo="https://charts.example", chart="stack", version="1.0.0", values={}
)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (
            HELM,
            (
                "helm upgrade --install watch stack --repo https://charts.example --version 1.0.0 "
                "--namespace shop --values build/helm/watch.values.yaml --wait --timeout 300s"
            ),
        ),
        (
            HelmInstall(
                release="watch", repo="oci://r.example/c/", chart="stack", version="1", values={}
            ),
            (
                "helm upgrade --install watch oci://r.example/c/stack --version 1 --namespace shop "
                "--values build/helm/watch.values.yaml --wait --timeout 300s"
            ),
        ),
        (
            ManifestInstall(urls=("https://x/$(a)",)),
            "kubectl -n shop apply --server-side -f https://x/$(a)",
        ),
        (None, ""),
    ],
)
def test_installs(origin: object, expected: str) -> None:
    made = commands.install(component("one", namespace="shop", origin=origin), "build/helm")

    assert " ".join(words(made)) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("Deployment", "kubectl -n shop rollout status deployment/one --timeout=300s"),
        ("StatefulSet", "kubectl -n shop rollout status statefulset/one --timeout=300s"),
        ("DaemonSet", "kubectl -n shop rollout status daemonset/one --timeout=300s"),
        ("Job", "kubectl -n shop wait --for=condition=complete job/one --timeout=300s"),
        ("CronJob", None),
    ],
)
def test_waits(kind: str, expected: str | None) -> None:
    ours = component("one", namespace="shop", origin=workload("one", kind=kind))
    theirs = component("one", namespace="shop", runs=WorkloadRef(kind=kind, name="one"))

    assert commands.wait(ours) == expected
    assert commands.wait(theirs) == expected


def test_what_does_not_run_is_not_waited_for_or_checked() -> None:
    assert commands.wait(component("one")) is None
    assert commands.checks(component("one")) is None
    assert commands.forward(component("one")) is None


def test_checks_show_logs() -> None:
    service = component("one", namespace="shop", origin=workload("one"))

    assert "kubectl -n shop logs deployment/one --all-containers" in str(commands.checks(service))


def test_checks_of_a_job_show_its_pods() -> None:
    job = component("one", namespace="shop", origin=workload("one", kind="Job"))

    made = str(commands.checks(job)).splitlines()

    assert "kubectl -n shop get pods --selector=job-name=one" in made
    assert "kubectl -n shop logs job/one --all-containers --tail=100" in made


def test_checks_of_a_cron_job_lead_to_its_last_run(tmp_path: Path) -> None:
    job = component("one", namespace="shop", origin=workload("one", kind="CronJob"))
    kubectl = tmp_path / "kubectl"
    kubectl.write_text(
        '#!/bin/bash\nprintf "%s\\n" "$*" >> "$LOG"\n'
        'if [[ "$*" == *jsonpath=* ]]; then printf "one-1\\none-2\\n"; fi\n'
    )
    kubectl.chmod(0o755)
    log = tmp_path / "log"
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "LOG": str(log)}

    subprocess.run(["bash", "-c", str(commands.checks(job))], env=environment, check=True)

    asked = log.read_text().splitlines()
    assert "-n shop get pods --selector=job-name=one-2" in asked
    assert "-n shop logs job/one-2 --all-containers --tail=100" in asked
    assert any('ownerReferences[0].name=="one"' in each for each in asked)


@pytest.mark.parametrize(("port", "local"), [(80, 8080), (443, 8443), (5432, 5432)])
def test_a_tunnel_needs_no_root(port: int, local: int) -> None:
    made = component("one", namespace="shop", service=Service(name="one", port=port))

    expected = f"kubectl -n shop port-forward service/one {local}:{port}"
    assert commands.forward(made) == expected


def test_a_tunnel_to_a_long_name_shows_its_ports_on_a_line_of_their_own() -> None:
    name = "kube-prometheus-stack-grafana"
    made = component("one", namespace="monitoring", service=Service(name=name, port=80))

    expected = f"kubectl -n monitoring port-forward service/{name} \\\n  8080:80"
    assert commands.forward(made) == expected


def test_a_password_is_shown_by_its_key() -> None:
    login = Credential(title="Admin", username="admin", secret="s", key="tls.key")  # noqa: S106

    assert words(commands.show_secret("shop", login))[:8] == [
        *("kubectl", "-n", "shop", "get", "secret", "s", "-o"),
        "jsonpath={.data.tls\\.key}",
    ]


@pytest.mark.parametrize(
    ("routing", "kind"),
    [
        (IngressRouting(class_name="nginx"), "ingresses"),
        (GatewayRouting(namespace="edge", name="public"), "httproutes"),
    ],
)
def test_routes_are_listed_by_their_kind(routing: object, kind: str) -> None:
    assert words(commands.list_routes(routing))[2] == kind  # type: ignore[arg-type]  # one of both


def test_a_cluster_is_made_and_selected() -> None:
    cluster: Cluster = platform().cluster

    assert commands.create_cluster(cluster, "build/kind.yaml") == (
        "kind create cluster --name platform --config build/kind.yaml --wait 120s"
    )
    assert "use-context kind-platform" in commands.select_context(cluster)

"""Commands that people copy from pages: whatever comes from the spec is quoted for the shell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from shlex import quote

from platformgen.facts import credential_command
from platformgen.kubernetes import FIELD_MANAGER
from platformgen.model import (
    Cluster,
    Component,
    Credential,
    GatewayRouting,
    HelmInstall,
    ManifestInstall,
    Secret,
    TextKey,
)
from platformgen.model.platform import Routing


def show_secret(namespace: str, credential: Credential) -> str:
    """Return the command that prints a password on the terminal of who asks for it."""
    return _lines(*credential_command(namespace, credential))


def forward(component: Component) -> str | None:
    """Return the command that leads a port of this machine to the component's Service."""
    if component.service is None or component.namespace is None:
        return None
    service = component.service
    local = service.port if service.port >= FIRST_UNPRIVILEGED else 8000 + service.port
    return _lines(
        f"kubectl -n {quote(component.namespace)} port-forward {quote('service/' + service.name)}",
        f"{local}:{service.port}",
    )


FIRST_UNPRIVILEGED = 1024
"""Below this port number, only root may listen."""


def wait(component: Component) -> str | None:
    """Return the command that waits until the component runs, or gives up."""
    ref, namespace = component.runs, component.namespace
    if ref is None or namespace is None:
        return None
    limit = f"--timeout={component.ready_seconds}s"
    target = quote(f"{ref.kind.lower()}/{ref.name}")
    match ref.kind:
        case "Deployment" | "StatefulSet" | "DaemonSet":
            return _lines(f"kubectl -n {quote(namespace)} rollout status {target}", limit)
        case "Job":
            complete = "--for=condition=complete"
            return _lines(f"kubectl -n {quote(namespace)} wait {complete} {target}", limit)
        case _:
            return None


def mount(file: str) -> str:
    """Return the command that puts our fields, and no others, on what an install made."""
    manager = f"--field-manager={FIELD_MANAGER}"
    return _lines(f"kubectl apply --server-side {manager}", f"-f {quote(file)}")


def checks(component: Component) -> str | None:
    """Return the commands that show why a component does not run."""
    ref, namespace = component.runs, component.namespace
    if ref is None or namespace is None:
        return None
    target = quote(f"{ref.kind.lower()}/{ref.name}")
    kubectl = f"kubectl -n {quote(namespace)}"
    lines = [f"{kubectl} get {target}", f"{kubectl} describe {target}"]
    if ref.kind == "CronJob":
        lines += _of_runs(kubectl, ref.name)
    else:
        if ref.kind == "Job":
            lines.append(_lines(f"{kubectl} get pods", quote(f"--selector=job-name={ref.name}")))
        lines.append(_lines(f"{kubectl} logs {target}", "--all-containers --tail=100"))
    lines.append(f"{kubectl} get events --sort-by=.lastTimestamp")
    return "\n".join(lines)


def _of_runs(kubectl: str, name: str) -> Iterator[str]:
    """Yield the commands that show the Jobs of a CronJob, and the last one's pods and logs.

    A CronJob has no logs: each run is a Job with a name of its own, which says who made it.
    """
    by_age = "--sort-by=.metadata.creationTimestamp"
    made = f"@.metadata.ownerReferences[0].name=={json.dumps(name)}"
    names = f'jsonpath={{range .items[?({made})]}}{{.metadata.name}}{{"\\n"}}{{end}}'
    yield f"{kubectl} get jobs {by_age}"
    yield f"LAST=$({kubectl} get jobs {by_age} \\\n  -o {quote(names)} | tail -n 1)"
    yield f'{kubectl} get pods --selector="job-name=$LAST"'
    yield f'{kubectl} logs "job/$LAST" --all-containers --tail=100'


def create_secret(secret: Secret) -> str:
    """Return the commands that make a Secret where it is missing, its values at random.

    A random value goes from the kernel into kubectl without a terminal, a file or an argument in
    between. Meant for bash and zsh.
    """
    namespace, name = quote(secret.namespace), quote(secret.name)
    lines = [
        f"kubectl -n {namespace} get secret {name} >/dev/null 2>&1 ||",
        f"kubectl -n {namespace} create secret generic {name}",
    ]
    assert isinstance(secret.origin, tuple), secret  # noqa: S101
    for each in secret.origin:
        if isinstance(each, TextKey):
            lines.append(f"--from-literal={quote(f'{each.key}={each.text}')}")
        else:
            random = f"LC_ALL=C tr -dc A-Za-z0-9 </dev/urandom | head -c {each.length}"
            lines.append(f"--from-file={quote(each.key)}=<(\n    {random})")
    return " \\\n  ".join(lines)


def renew(secret: Secret, readers: Sequence[Component]) -> str:
    """Return the commands that make a Secret's values anew and let who reads them start again."""
    namespace = quote(secret.namespace)
    restarts = [
        f"kubectl -n {namespace} rollout restart {quote(f'{ref.kind.lower()}/{ref.name}')}"
        for ref in (each.runs for each in readers)
        if ref is not None and ref.kind in {"Deployment", "StatefulSet", "DaemonSet"}
    ]
    delete = f"kubectl -n {namespace} delete secret {quote(secret.name)}"
    return "\n".join([delete, create_secret(secret), *restarts])


def _lines(*parts: str) -> str:
    """Return the parts of a command on one line where it is short, else a line each."""
    together = " ".join(parts)
    return together if len(together) <= _WIDTH else " \\\n  ".join(parts)


_WIDTH = 72
"""What a block of code shows without scrolling, on the page of the site."""


def create_cluster(cluster: Cluster, configuration: str) -> str:
    """Return the command that makes the cluster with kind and waits for its node."""
    return (
        f"kind create cluster --name {quote(cluster.name)} "
        f"--config {quote(configuration)} --wait 120s"
    )


def select_context(cluster: Cluster) -> str:
    """Return the commands that lead kubectl to the cluster and show that it answers."""
    return f"kubectl config use-context {quote(cluster.context)}\nkubectl cluster-info"


def install(component: Component, values_folder: str) -> str:
    """Return the command that installs a chart or manifests that others keep."""
    namespace = quote(component.namespace or "default")
    match component.origin:
        case HelmInstall() as helm:
            is_oci = helm.repo.startswith("oci://")
            chart = f"{helm.repo.rstrip('/')}/{helm.chart}" if is_oci else helm.chart
            lines = [
                f"helm upgrade --install {quote(helm.release)} {quote(chart)}",
                *(() if is_oci else (f"--repo {quote(helm.repo)}",)),
                f"--version {quote(helm.version)} --namespace {namespace}",
                f"--values {quote(f'{values_folder}/{helm.release}.values.yaml')}",
                f"--wait --timeout {component.ready_seconds}s",
            ]
            return " \\\n  ".join(lines)
        case ManifestInstall(urls=urls):
            return "\n".join(
                _lines(f"kubectl -n {namespace} apply --server-side", f"-f {quote(url)}")
                for url in urls
            )
        case _:
            return ""


def list_routes(routing: Routing) -> str:
    """Return the command that lists the hosts that the cluster routes, one object a line."""
    match routing:
        case GatewayRouting():
            kind, columns = "httproutes", "HOSTNAMES:.spec.hostnames[*]"
        case _:
            kind, columns = "ingresses", "HOSTS:.spec.rules[*].host"
    return (
        f"kubectl get {kind} --all-namespaces \\\n"
        f"  -o custom-columns='NAMESPACE:.metadata.namespace,{columns}'"
    )

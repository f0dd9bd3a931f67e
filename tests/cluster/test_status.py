"""What `status` tells of a platform in a real cluster, and what it costs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from cluster.accounts import account, kubeconfig, run
from cluster.bench import Bench, Document, Outcome, namespace

_WORKLOAD = (
    "{image: 'registry.example/app:1.0', ports: {http: 8080}, resources:"
    " {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 32Mi}}}"
)


def written(bench: Bench, faults: str = "") -> None:
    bench.write(
        f"namespaces: {{{bench.name}: {{}}}}\n"
        "components:\n"
        f"  web: {{namespace: {bench.name}, workload: {_WORKLOAD}}}\n" + faults
    )


def routed(bench: Bench) -> None:
    """Write a platform whose component has a URL."""
    written(bench)
    extra = "cluster: {routing: {ingress: nginx}}\ncomponents: {web: {routes: [{host: web}]}}\n"
    (bench.folder / "specs" / "routes.yaml").write_text(extra)


def seen(outcome: Outcome) -> Document:
    found: Document = json.loads(outcome.out)
    return found


def test_a_healthy_platform_is_told_by_few_requests_and_nothing_is_written(bench: Bench) -> None:
    written(bench)
    assert bench.apply().code == 0

    done = bench.run("status", "--format", "json")

    (web,) = seen(done)["components"]
    told = {name: web[name] for name in ("state", "version", "running", "ready", "pods")}
    assert done.code == 0, done.out + done.err
    assert told == {"state": "ok", "version": "1.0", "running": ["1.0"], "ready": 1, "pods": 1}
    assert done.writes == []
    assert len(done.seen) <= 24


def test_what_was_never_applied_is_not_there(bench: Bench) -> None:
    written(bench)

    done = bench.run("status")

    assert done.code == 1
    assert f"Deployment/{bench.name}/web is not there" in done.out
    assert "0 of 1 components are healthy" in done.out
    lines = [line for line in done.out.splitlines() if "platformgen -C /" not in line]
    assert max(map(len, lines)) <= 80


def test_a_field_that_another_took_is_drift(bench: Bench) -> None:
    written(bench)
    assert bench.apply().code == 0
    words = ("set", "image", f"--namespace={bench.name}", "deployment/web", "web=other:2")
    bench.cluster.output(*words)
    bench.cluster.output(
        "rollout", "status", f"--namespace={bench.name}", "deployment/web", "--timeout=60s"
    )

    done = bench.run("status", "--format", "json")

    (web,) = seen(done)["components"]
    (drift,) = web["drift"]
    assert (done.code, web["state"], drift["change"]) == (1, "changed", "conflict")
    assert "image" in drift["fields"][0]
    assert web["running"] == ["2"]


def test_who_may_only_read_is_told_that_something_differs(bench: Bench) -> None:
    written(bench)
    assert bench.apply().code == 0
    words = ("set", "image", f"--namespace={bench.name}", "deployment/web", "web=other:2")
    bench.cluster.output(*words)
    token = account(bench, bench.name, reads_only=True)

    done = run(bench, kubeconfig(bench, user={"token": token}), "status", "--format", "json")

    (web,) = json.loads(done.stdout)["components"]
    (drift,) = web["drift"]
    assert (done.returncode, drift["change"]) == (1, "differs"), done.stderr
    assert drift["fields"] == ["in what, only those are told who may change it"]


def test_pods_are_asked_for_where_ours_are(bench: Bench) -> None:
    written(bench)
    assert bench.apply().code == 0

    done = bench.run("status")

    asked = [path.partition("?")[0] for _, path, _ in done.seen if "/pods" in path]
    assert asked == [f"/api/v1/namespaces/{bench.name}/pods"]


def test_why_a_pod_does_not_run_is_told(bench: Bench) -> None:
    patch = "{spec: {template: {metadata: {labels: {fault: ImagePullBackOff}}}}}"
    written(bench, f"patches:\n  - {{target: Deployment/{bench.name}/web, patch: {patch}}}\n")
    assert bench.apply("--timeout", "20").code == 3

    done = bench.run("status")

    assert done.code == 1
    assert "ImagePullBackOff" in done.out


def test_why_pods_of_a_stateful_set_are_refused_is_told(bench: Bench) -> None:
    patch = "{spec: {template: {spec: {priorityClassName: nobodys}}}}"
    text = _WORKLOAD.replace("{image", "{kind: StatefulSet, image", 1)
    bench.write(
        f"namespaces: {{{bench.name}: {{}}}}\n"
        "components:\n"
        f"  web: {{namespace: {bench.name}, workload: {text}}}\n"
        f"patches:\n  - {{target: StatefulSet/{bench.name}/web, patch: {patch}}}\n"
    )
    assert bench.apply("--timeout", "5").code == 3

    done = bench.run("status")

    assert done.code == 1
    assert "FailedCreate" in done.out
    assert "nobodys" in done.out


def test_a_cluster_that_does_not_answer_ends_with_3(bench: Bench) -> None:
    written(bench)

    done = bench.run("status", faults={"reset": 1.0})

    assert done.code == 3
    assert "does not answer" in done.err


def test_it_is_shown_again_only_when_it_changes_and_ends_when_interrupted(bench: Bench) -> None:
    written(bench)
    assert bench.apply().code == 0
    once = len(bench.run("status").seen)

    words = ("status", "--watch", "--format", "json")
    done = bench.run(*words, signal={"at": 3 * once, "name": "SIGINT", "when": "before"})

    said = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 130, done.err
    assert ["components" in each for each in said] == [True, False]
    assert (said[-1]["event"], said[-1]["exit"]) == ("end", 130)


def test_a_url_that_nobody_answers_is_amiss(bench: Bench) -> None:
    routed(bench)
    assert bench.apply().code == 0

    done = bench.run("status", "--format", "json")

    (web,) = seen(done)["components"]
    (url,) = web["urls"]
    told = f"IngressClass/nginx is not there: nobody answers for Ingress/{bench.name}/web"
    assert (done.code, web["state"], web["reasons"]) == (1, "amiss", [told])
    assert (url["url"], url["status"]) == (f"http://web.{bench.name}.local", None)
    assert (bool(url["message"]), url["certificate"]) == (True, None)


def test_a_class_that_nobody_serves_is_told_before_and_beside_the_routes(bench: Bench) -> None:
    routed(bench)

    dry = bench.run("apply", "--dry-run", "--format", "json")
    plain = bench.run("diff", "--live")
    annotated = bench.run("diff", "--live", "--format", "github")
    asked = [path for _, path, _ in dry.seen if "ingressclasses" in path]

    (note,) = dry.events("note")
    assert (dry.code, note["object"], note["file"]) == (
        0,
        "IngressClass/nginx",
        "specs/routes.yaml",
    )
    assert (note["line"], "ingress controller" in note["fix"]) == (1, True)
    assert asked == ["/apis/networking.k8s.io/v1/ingressclasses/nginx"]
    assert "note      IngressClass/nginx  specs/routes.yaml:1:30" in plain.err
    assert "::warning file=specs/platform.yaml,line=" in annotated.out
    assert "::warning file=specs/routes.yaml,line=1,col=30,title=note::Ingr" in annotated.out


def test_a_class_that_the_platform_brings_itself_is_not_asked_for(bench: Bench) -> None:
    api = "networking.k8s.io/v1"
    brought = {
        "apiVersion": api,
        "kind": "IngressClass",
        "metadata": {"name": bench.name},
        "spec": {"controller": "example.org/own"},
    }
    backend = {"service": {"name": "x", "port": {"number": 80}}}
    path = {"path": "/", "pathType": "Prefix", "backend": backend}
    route = {
        "apiVersion": api,
        "kind": "Ingress",
        "metadata": {"name": "x", "namespace": bench.name},
        "spec": {
            "ingressClassName": bench.name,
            "rules": [{"host": "x.example", "http": {"paths": [path]}}],
        },
    }
    bench.write("", [namespace(bench.name), brought, route])

    done = bench.run("apply", "--dry-run", "--format", "json")

    assert (done.code, done.events("note")) == (0, []), done.err


def test_what_does_not_run_has_no_version_and_what_to_do_next_is_told(bench: Bench) -> None:
    written(bench)

    before = bench.run("status")
    assert bench.apply().code == 0
    after = bench.run("status")

    assert "web       none → 1.0 " in before.out
    assert "  platformgen -C " in before.out
    assert "apply --dry-run" in before.out
    assert (after.code, "Next:" in after.out, "Left over" in after.out) == (0, False, False)


def test_what_is_left_over_is_told_and_does_not_make_it_ill(bench: Bench) -> None:
    written(bench)
    more = bench.folder / "specs" / "more.yaml"
    more.write_text(f"components:\n  old: {{namespace: {bench.name}, workload: {_WORKLOAD}}}\n")
    assert bench.apply().code == 0
    more.unlink()

    told = bench.run("status", "--format", "json")
    done = bench.run("status")
    kept = bench.run("apply", "--dry-run", "--format", "json").events("change")

    left = [each["object"] for each in seen(told)["leftovers"]]
    assert f"Deployment/{bench.name}/old" in left
    assert (told.code, done.code, seen(told)["healthy"]) == (0, 0, True)
    assert f"\n  Deployment/{bench.name}/old\n" in done.out
    assert "apply --prune --dry-run" in done.out
    fixes = {each["fix"] for each in kept if each["change"] == "keep"}
    assert fixes == {"delete what is left over: --prune"}


def test_the_hosts_file_is_written_after_a_good_apply_alone(bench: Bench) -> None:
    routed(bench)
    folder = bench.folder / "etc"
    # The machine's own file stays out of it: a copy of its folder is mounted in its place.
    script = f"cp -a /etc '{folder}' && mount --bind '{folder}' /etc && exec \"$@\""
    mounted = ["unshare", "--mount", "sh", "-c", script, "sh"]
    hosts, own = folder / "hosts", Path("/etc/hosts").read_bytes()

    def run(*words: str) -> Outcome:
        argv = [*mounted, *bench.argv("apply", "--yes", "--hosts", *words)]
        return bench.drive([{"argv": argv}])[0]

    dry = run("--dry-run")
    before = hosts.read_bytes()
    shutil.rmtree(folder)
    done = run()

    assert (dry.code, before) == (0, own)
    assert f"  +127.0.0.1 web.{bench.name}.local\n" in dry.err
    assert done.code == 0, done.err
    assert f"127.0.0.1 web.{bench.name}.local\n" in hosts.read_text()
    assert Path("/etc/hosts").read_bytes() == own


def test_a_hosts_file_that_may_not_be_written_is_told_when_all_else_is_done(bench: Bench) -> None:
    routed(bench)
    folder = bench.folder / "etc"
    mount = f"mount --bind '{folder}' /etc && mount -o remount,ro,bind /etc"
    script = f"cp -a /etc '{folder}' && {mount} && exec \"$@\""
    argv = bench.argv("apply", "--yes", "--hosts", "--format", "json")
    done = bench.drive([{"argv": ["unshare", "--mount", "sh", "-c", script, "sh", *argv]}])[0]

    cluster, hosts = done.events("end")
    assert (done.code, cluster["exit"], hosts["exit"]) == (3, 0, 3)
    assert "put the lines of `platformgen hosts show`" in hosts["message"]

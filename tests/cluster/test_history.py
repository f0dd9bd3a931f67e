"""`history` tells what was applied, and `rollback` brings the cluster back to it."""

from __future__ import annotations

import base64
import json
import re
import subprocess

from cluster.bench import Bench, Document, Outcome, config_map, deployment, namespace
from cluster.test_guards import set_by


def history(bench: Bench) -> list[Document]:
    done = bench.run("history", "--format", "json")
    assert (done.code, done.writes) == (0, [])
    found: list[Document] = json.loads(done.out)["revisions"]
    return found


def rollback(bench: Bench, *words: str, **job: object) -> Outcome:
    return bench.run("rollback", "--yes", "--format", "json", *words, **job)


def git(bench: Bench, *words: str) -> str:
    identity = ("-c", "user.name=jane", "-c", "user.email=jane@example.com")
    argv = ["git", "-C", str(bench.folder), *identity, *words]
    return subprocess.run(argv, check=True, capture_output=True, text=True).stdout.strip()


def committed(bench: Bench, *objects: Document) -> str:
    """Write the platform with these objects, commit it, and return the commit."""
    bench.write("", objects)
    if not (bench.folder / ".git").is_dir():
        git(bench, "init", "--quiet")
    git(bench, "add", "specs", "files")
    git(bench, "commit", "--quiet", "--message", "as it is now")
    return git(bench, "rev-parse", "HEAD")


def with_image(each: Document, image: str) -> Document:
    each["spec"]["template"]["spec"]["containers"][0]["image"] = image
    return each


def image(bench: Bench) -> str:
    live = bench.read("deployment", "web", f"--namespace={bench.name}")
    return str(live["spec"]["template"]["spec"]["containers"][0]["image"])


def secrets(bench: Bench) -> list[Document]:
    """Return the Secrets that keep the past, each with what is in it."""
    selector = f"platformgen/history-of={bench.name}"
    words = ("get", "secrets", "--namespace=platformgen", f"--selector={selector}", "-o", "json")
    items: list[Document] = json.loads(bench.cluster.output(*words))["items"]
    return items


def two_versions(bench: Bench) -> tuple[str, str]:
    """Apply two versions of a platform: another image, one object less and one more."""
    where = bench.name
    first = committed(bench, namespace(where), config_map("old", where), deployment("web", where))
    assert bench.apply().code == 0
    newer = with_image(deployment("web", where), "registry.example/app:2.0")
    second = committed(bench, namespace(where), config_map("new", where), newer)
    assert bench.apply("--prune", "--prune-many").code == 0
    return first, second


def test_back_to_the_first_version_and_forward_again(bench: Bench) -> None:
    where = bench.name
    first, second = two_versions(bench)

    before = history(bench)
    shown = rollback(bench, "--dry-run")
    done = rollback(bench)
    after = history(bench)
    pruned = rollback(bench, "1", "--prune")
    forward = rollback(bench, "--prune", "--prune-many", "--no-wait")

    told = [(each["revision"], each["commit"], each["dirty"], each["outcome"]) for each in before]
    assert told == [(2, second, False, "ready"), (1, first, False, "ready")]
    counts = [(each["made"], each["changed"], each["deleted"]) for each in before]
    assert counts == [(1, 1, 1), (3, 0, 0)]
    assert {each["by"] for each in before} == {"admin"}
    assert (shown.code, shown.writes, shown.changes()) == (0, [], done.changes())
    assert (done.code, done.changes()) == (
        0,
        {
            f"ConfigMap/{where}/old": "create",
            f"Deployment/{where}/web": "update",
            f"ConfigMap/{where}/new": "keep",
        },
    )
    assert done.events("ready")[-1]["object"] == f"Deployment/{where}/web"
    assert "git revert" in done.events("end")[0]["message"]
    newest = after[0]
    assert (newest["revision"], newest["action"], newest["backTo"]) == (3, "rollback", 1)
    assert (newest["commit"], newest["outcome"]) == (first, "ready")
    assert (pruned.code, pruned.changes()) == (0, {f"ConfigMap/{where}/new": "delete"})
    assert forward.code == 0
    assert image(bench) == "registry.example/app:2.0"
    assert bench.names("configmap", where) == ["kube-root-ca.crt", "new"]
    assert history(bench)[0]["outcome"] == "written"


def test_people_read_it_in_80_columns(bench: Bench) -> None:
    two_versions(bench)
    (bench.folder / "specs" / "note.txt").write_text("not committed")
    rollback(bench)

    table = bench.run("history")
    one = bench.run("history", "1")
    back = bench.run("rollback", "--dry-run", "2")

    lines = table.out.splitlines()
    assert (table.code, one.code, back.code) == (0, 0, 0)
    assert max(map(len, [*lines, *one.out.splitlines(), *back.out.splitlines()])) <= 80
    assert lines[2].split() == ["NO", "WHEN", "(UTC)", "BY", "COMMIT", "CHANGES", "ENDED"]
    assert re.match(r"\*  3   20\d\d-\d\d-\d\d \d\d:\d\d:\d\d  admin  ", lines[3])
    assert lines[4].strip() == "rollback to 1"
    assert lines[5].startswith("   2   2")
    assert lines[5].endswith("  +1 ~1 -1  ready")
    assert f"Deployment.apps: {bench.name}/web" in one.out
    assert "by       admin (" in one.out
    assert back.out.startswith("back to revision 2: ")


def test_a_run_that_changes_nothing_is_no_revision(bench: Bench) -> None:
    bench.write("", [namespace(bench.name)])
    none = bench.run("history")
    unknown = rollback(bench)
    bench.apply()

    again = bench.apply()

    assert none.code == 0
    assert "no revision yet" in none.out
    assert unknown.code == 2
    assert again.writes == []
    assert [each["revision"] for each in history(bench)] == [1]
    assert rollback(bench).code == 2
    assert "there are: 1" in rollback(bench, "7").err


def test_a_spec_that_does_not_compile_is_no_hindrance(bench: Bench) -> None:
    two_versions(bench)
    bench.write("components: {web: {type: [1], nonsense: 2}}\n")

    done = rollback(bench)

    assert bench.apply().code == 2
    assert (done.code, image(bench)) == (0, "registry.example/app:1.0")


def test_what_others_changed_since_stops_it_before_the_first_write(bench: Bench) -> None:
    two_versions(bench)
    stolen = with_image(deployment("web", bench.name), "registry.example/app:3.0")
    set_by(bench, "stranger", stolen)

    refused = rollback(bench)
    forced = rollback(bench, f"--force-conflicts=Deployment/{bench.name}/web")

    assert (refused.code, refused.writes) == (3, [])
    assert refused.changes()[f"Deployment/{bench.name}/web"] == "conflict"
    assert (forced.code, image(bench)) == (0, "registry.example/app:1.0")


SPEC = """\
namespaces: {{{name}: {{}}}}
secrets:
  login:
    namespace: {name}
    keys:
      password: {{generate: 24}}
"""


def test_no_value_of_a_secret_is_in_a_revision(bench: Bench) -> None:
    bench.write(SPEC.format(name=bench.name))
    assert bench.apply().code == 0

    live = bench.read("secret", "login", f"--namespace={bench.name}")
    value = base64.b64decode(live["data"]["password"])
    told = bench.run("history", "1", "--format", "json")

    for each in secrets(bench):
        packed = base64.b64decode(each["data"]["wanted"])
        content = subprocess.run(["gzip", "-dc"], input=packed, check=True, capture_output=True)
        assert b"login" in content.stdout
        assert value not in content.stdout
        assert value not in json.dumps(each["metadata"]).encode()
    assert value.decode() not in told.out


def test_a_secret_that_is_made_anew_is_told_in_the_plan_of_a_rollback(bench: Bench) -> None:
    bench.write(SPEC.format(name=bench.name))
    assert bench.apply().code == 0
    bench.write(SPEC.format(name=bench.name), [config_map("new", bench.name, a="1")])
    assert bench.apply().code == 0
    there = bench.run("rollback", "--dry-run", "1")
    bench.cluster.output("delete", "secret", "login", f"--namespace={bench.name}")

    text = bench.run("rollback", "--dry-run", "1")
    data = bench.run("rollback", "--dry-run", "1", "--format", "json")

    (plan,) = data.events("plan")
    name = f"Secret/{bench.name}/login"
    assert "cannot be brought back" not in there.out
    assert f"cannot be brought back: the values of {name}\n" in text.out
    assert "made anew, with other values" in text.out
    assert plan["notBroughtBack"] == [name]


def test_what_is_not_as_it_was_written_is_not_applied(bench: Bench) -> None:
    two_versions(bench)
    name = f"platformgen-{bench.name}-r1"
    where = "--namespace=platformgen"
    live = bench.read("secret", name, where)
    other = bench.read("secret", f"platformgen-{bench.name}-r2", where)
    bench.cluster.output("delete", "secret", name, where)
    kept = {key: live["metadata"][key] for key in ("name", "namespace", "labels", "annotations")}
    edited = {**live, "metadata": kept, "data": other["data"]}
    bench.cluster.output("create", "-f", "-", stdin=json.dumps(edited))

    done = rollback(bench, "1")
    bench.cluster.output("annotate", "secret", name, where, "--overwrite", "platformgen/about=x")
    listed = bench.run("history")
    again = rollback(bench, "1")

    for each in (done, again):
        assert (each.code, each.writes) == (3, [])
        assert name in each.events("end")[0]["message"]
    assert (listed.code, listed.out.splitlines()[4].rstrip()[-7:]) == (0, "damaged")


def test_the_last_ten_are_kept(bench: Bench) -> None:
    where = bench.name
    jobs = []
    for number in range(12):
        folder = bench.folder / str(number)
        one = Bench(bench.cluster, folder, where)
        one.write("", [namespace(where), config_map("one", where, a=str(number))])
        jobs.append({"argv": one.argv("apply", "--yes", "--format", "json")})
    bench.write("", [namespace(where)])

    done = bench.drive(jobs)

    assert {each.code for each in done} == {0}
    assert [each["revision"] for each in history(bench)] == list(range(12, 2, -1))
    assert len(secrets(bench)) == 10
    assert len(done[-1].seen) <= len(done[0].seen)


def test_with_the_last_object_the_past_goes_too(bench: Bench) -> None:
    where = bench.name
    two_versions(bench)

    kept = bench.run("destroy", "--yes")
    after = history(bench)
    brought_back = rollback(bench)
    gone = bench.run("destroy", "--yes", f"--delete=Namespace/{where}")

    assert (kept.code, after[0]["action"]) == (0, "destroy")
    assert (brought_back.code, gone.code) == (0, 0)
    assert secrets(bench) == []


def test_after_a_kill_at_any_request_the_next_rollback_mends_it(bench: Bench) -> None:
    where = bench.name
    bench.cluster.output("create", "namespace", where)
    bench.write("", [config_map("same", where), config_map("old", where), config_map("a", where)])
    assert bench.apply().code == 0
    bench.write("", [config_map("same", where), config_map("a", where, a="2")])
    words = ("--yes", "--format", "json", "--prune", "--prune-many")
    wrong: list[str] = []
    for at in range(1, 100):
        jobs = [
            {"argv": bench.argv("apply", *words)},
            {"argv": bench.argv("history", "--format=json")},
        ]
        forward, listed = bench.drive(jobs)
        newest, *others = json.loads(listed.out)["revisions"]
        back_to = next(each for each in others if each["digest"] != newest["digest"])
        back = bench.argv("rollback", *words, str(back_to["revision"]))
        kill = {"at": at, "name": "SIGKILL", "when": "before" if at % 2 else "after"}
        first, second, third = bench.drive([{"argv": back, "signal": kill}, *[{"argv": back}] * 2])
        if first.code == 0:
            break
        after = history(bench)[0]
        done = (forward.code, second.code, third.code, third.writes)
        names = bench.names("configmap", where)
        if done != (0, 0, 0, []) or names != ["a", "kube-root-ca.crt", "old", "same"]:
            wrong.append(f"request {at}: {second.out[-300:]} {third.writes} {names}")
        if (after["outcome"], after["digest"]) != ("ready", back_to["digest"]):
            wrong.append(f"request {at}: {after}")

    assert wrong == []
    assert at > 15


def test_values_of_secrets_in_manifests_stay_and_are_not_kept(bench: Bench) -> None:
    where = bench.name
    metadata = {"name": "tls", "namespace": where}
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": metadata}
    first = {**secret, "stringData": {"key": "first-value"}}
    second = {**secret, "stringData": {"key": "second-value"}}
    bench.write("", [namespace(where), config_map("one", where), first])
    assert bench.apply().code == 0
    bench.write("", [namespace(where), config_map("one", where, a="2"), second])
    assert bench.apply().code == 0

    done = rollback(bench)
    value = bench.read("secret", "tls", f"--namespace={where}")["data"]["key"]
    bench.cluster.output("delete", "secret", "tls", f"--namespace={where}")
    refused = rollback(bench, "2")

    assert (done.code, done.changes()) == (0, {f"ConfigMap/{where}/one": "update"})
    assert base64.b64decode(value) == b"second-value"
    assert (refused.code, refused.writes) == (3, [])
    assert f"Secret/{where}/tls" in refused.events("end")[0]["message"]


def test_of_a_run_that_went_wrong_it_is_told_what_was_wrong_and_why(bench: Bench) -> None:
    where = bench.name
    bench.write("", [namespace(where), deployment("web", where, {"fault": "image"})])

    done = bench.apply("--timeout", "1")
    shown = bench.run("history", "1")

    (kept,) = history(bench)
    (failed,) = kept["failures"]
    assert (done.code, kept["outcome"], kept["troubles"]) == (3, "incomplete", 1)
    assert (failed["object"], failed["what"]) == (f"Deployment/{where}/web", "unready")
    assert failed["why"] == done.events("unready")[0]["message"]
    assert f"\n  unready  Deployment/{where}/web\n" in shown.out

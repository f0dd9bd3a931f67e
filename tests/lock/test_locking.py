"""`platformgen lock` with the real helm: what it writes, and what it leaves alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lock.bench import PLAIN, Bench
from lock.played import Reply, digest_of


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

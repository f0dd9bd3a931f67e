"""What no longer follows from the spec is told, and mended."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from running import ROOT, SHELF, TINY, built, laid, run, tree

ENVIRONMENT = "cluster: {context: kind-tiny-prod}\n"


def changed(folder: Path) -> None:
    spec = folder / "specs/shelf.yaml"
    spec.write_text(spec.read_text().replace("shelf:1.0.0", "shelf:1.1.0"))


def test_a_changed_fact_is_told_and_a_build_mends_it(tiny: Path) -> None:
    changed(tiny)
    before = tree(tiny)
    check = run(tiny, "build", "--check")

    assert (check.returncode, tree(tiny)) == (1, before)
    assert "stale: deploy/apps/shelf.yaml\n" in check.stderr
    assert "-        image: registry.example/shelf:1.0.0\n" in check.stdout
    assert "+        image: registry.example/shelf:1.1.0\n" in check.stdout

    built(tiny)

    assert run(tiny, "build", "--check").returncode == 0


def test_an_output_that_somebody_changed_is_told_and_mended(tiny: Path) -> None:
    before = tree(tiny)
    with (tiny / "deploy/apps/shelf.yaml").open("a") as file:
        file.write("more: mine\n")
    (tiny / "build/backstage/app-config.yaml").unlink()
    check = run(tiny, "build", "--check")

    assert check.returncode == 1
    assert "stale: build/backstage/app-config.yaml\nstale: deploy/apps/shelf.yaml\n" in check.stderr
    assert tree(built(tiny)) == before


def test_a_file_that_somebody_took_over_is_left_alone(tiny: Path) -> None:
    taken = tiny / "deploy/apps/shelf.yaml"
    taken.write_text("mine: true\n")
    done = run(tiny, "build", "--no-site")

    assert done.returncode == 2
    assert "deploy/apps/shelf.yaml:1:1: error[PG050]" in done.stderr
    assert taken.read_text() == "mine: true\n"


def test_what_diff_shows_is_a_patch_that_makes_the_build(tiny: Path) -> None:
    with (tiny / "docs/welcome.md").open("a") as file:
        file.write(f"\n::1 six\n\n    ::2\tseven\n\n{'long ' * 200}\n\nlast\n")
    made = built(tiny) / "build/techdocs/welcome.md"
    made.write_text(made.read_text().replace("last\n", "late").replace("six", "6"))
    changed(tiny)
    (tiny / "build/backstage/app-config.yaml").unlink()
    done = run(tiny, "diff")
    subprocess.run(["git", "apply", "-"], cwd=tiny, input=done.stdout, text=True, check=True)

    assert {"-late", "     ::2\tseven"} <= set(done.stdout.split("\n"))
    assert run(tiny, "diff").stdout == ""


def test_diff_shows_what_a_build_would_do(tiny: Path) -> None:
    fresh = run(tiny, "diff")
    changed(tiny)
    stale = run(tiny, "diff")

    assert (fresh.returncode, fresh.stdout) == (0, "")
    assert stale.returncode == 1
    assert "+++ b/deploy/apps/shelf.yaml" in stale.stdout.splitlines()


def test_a_clean_checkout_passes_without_a_build(tmp_path: Path) -> None:
    archive = subprocess.run(
        ["git", "-C", str(ROOT), "archive", "HEAD"], capture_output=True, check=True
    ).stdout
    subprocess.run(["tar", "-x", "-C", str(tmp_path)], input=archive, check=True)
    check = run(tmp_path, "build", "--check")

    assert (check.returncode, check.stdout) == (0, ""), check.stderr
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("with_record", [True, False], ids=["with a record", "without one"])
def test_the_files_of_a_removed_component_go(tiny: Path, *, with_record: bool) -> None:
    if not with_record:
        (tiny / "build/.record.json").unlink()
    (tiny / "specs/lamp.yaml").unlink()
    check = run(tiny, "build", "--check")

    assert check.returncode == 1
    assert "stale: deploy/apps/lamp.yaml" in check.stderr

    built(tiny)
    clean = built(laid(tiny.parent / "clean", {**TINY, "specs/lamp.yaml": "components: {}\n"}))
    (clean / "specs/lamp.yaml").unlink()

    assert tree(tiny) == tree(clean)


def test_folders_that_were_emptied_go(tiny: Path) -> None:
    gitops = "gitops:\n  repository: https://github.com/tiny/platform\n  path: deploy\n"
    spec = tiny / "specs/platform.yaml"
    spec.write_text(spec.read_text().replace(gitops, ""))
    built(tiny)

    assert not (tiny / "deploy").exists()
    assert (tiny / "build/manifests/apps/shelf.yaml").is_file()


def test_line_ends_of_windows_are_no_difference(tiny: Path) -> None:
    for file in (tiny / "deploy").rglob("*.yaml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert run(tiny, "build", "--check").returncode == 0
    assert run(tiny, "diff").returncode == 0


@pytest.mark.parametrize("path", ["catalog/all.yaml", "deploy/apps/lamp.yaml", "mkdocs.yml"])
def test_a_strangers_file_in_the_way_stops_the_build(tmp_path: Path, path: str) -> None:
    folder = laid(tmp_path, {**TINY, path: "years of work\n"})
    before = tree(folder)
    done = run(folder, "build", "--no-site")

    assert done.returncode == 2
    assert f"{path}:1:1: error[PG050]: {path} is not ours" in done.stderr
    assert tree(folder) == before


def test_a_strangers_file_beside_ours_is_left_alone(tiny: Path) -> None:
    stranger = tiny / "catalog" / "component" / "mine.yaml"
    stranger.write_text("years of work\n")
    (tiny / "build/.record.json").unlink()
    (tiny / "specs/lamp.yaml").unlink()
    built(tiny)

    assert stranger.read_text() == "years of work\n"


def test_a_stale_file_that_somebody_made_their_own_is_left_alone(tiny: Path) -> None:
    (tiny / "deploy/apps/lamp.yaml").write_text("mine now\n")
    (tiny / "specs/lamp.yaml").unlink()
    built(tiny)

    assert (tiny / "deploy/apps/lamp.yaml").read_text() == "mine now\n"


@pytest.mark.parametrize("with_record", [True, False], ids=["with records", "without"])
def test_an_environment_has_folders_of_its_own(shop: Path, *, with_record: bool) -> None:
    before = tree(shop)
    built(shop, "--env", "prod")
    if not with_record:
        (shop / "build/.record.json").unlink()
        (shop / "build/env/prod/.record.json").unlink()
    both = tree(built(built(shop, "--env", "prod")))
    added = {path for path in both if path not in before}

    assert {path: both[path] for path in before} == before
    assert added
    assert all(path.startswith(("build/env/prod/", "deploy/prod/")) for path in added)
    assert run(shop, "build", "--check").returncode == 0
    assert run(shop, "build", "--check", "--env", "prod").returncode == 0


@pytest.mark.parametrize("with_record", [True, False], ids=["with a record", "without one"])
def test_the_files_of_a_removed_environment_go(shop: Path, *, with_record: bool) -> None:
    before = tree(shop)
    built(shop, "--env", "prod")
    if not with_record:
        (shop / "build/.record.json").unlink()
        (shop / "build/env/prod/.record.json").unlink()
    (shop / "specs/environments/prod.yaml").unlink()
    check = run(shop, "build", "--check")
    built(shop)
    before.pop("specs/environments/prod.yaml")

    assert check.returncode == 1
    assert "stale: deploy/prod/kustomization.yaml" in check.stderr
    assert tree(shop) == before
    assert not (shop / "build/env").exists()


def test_an_environment_follows_its_own_file(tiny: Path) -> None:
    laid(tiny, {"specs/environments/prod.yaml": ENVIRONMENT})
    built(tiny, "--env", "prod")
    laid(tiny, {"specs/environments/prod.yaml": "components: {lamp: null}\n"})

    assert run(tiny, "build", "--check", "--env", "prod").returncode == 1
    assert not (built(tiny, "--env", "prod") / "deploy/prod/apps/lamp.yaml").exists()
    assert (tiny / "deploy/apps/lamp.yaml").exists()


def test_an_unknown_environment_is_told_with_the_nearest(shop: Path) -> None:
    done = run(shop, "build", "--env", "prdo")

    assert done.returncode == 2
    assert "there is no environment 'prdo'\n  fix: did you mean 'prod'?" in done.stderr


def test_an_error_writes_nothing(tiny: Path) -> None:
    before = tree(tiny)
    laid(tiny, {"specs/shelf.yaml": SHELF + "    dependsOn: [lmap]\n"})
    done = run(tiny, "build")
    before["specs/shelf.yaml"] = (tiny / "specs/shelf.yaml").read_bytes()

    assert done.returncode == 2
    assert "did you mean 'lamp'?" in done.stderr
    assert done.stderr.endswith("1 error; nothing was written\n") or "errors" in done.stderr
    assert tree(tiny) == before


def test_strict_takes_warnings_for_errors(shop: Path) -> None:
    shutil.rmtree(shop / "build")
    (shop / "platform.lock").unlink()
    done = run(shop, "build", "--strict")

    assert done.returncode == 2
    assert "warning[PG038]" in done.stderr
    assert not (shop / "build").exists()


def test_strict_remembers_the_warnings_of_a_build_that_had_nothing_to_do(shop: Path) -> None:
    (shop / "platform.lock").unlink()
    built(shop)

    assert run(shop, "build", "--no-site").returncode == 0
    assert run(shop, "build", "--no-site", "--strict").returncode == 2


def test_a_file_becomes_a_folder_and_a_folder_a_file(tiny: Path) -> None:
    page = "---\ntitle: A\n---\n# A\n"
    built(laid(tiny, {"docs/a.md": page}))
    (tiny / "docs/a.md").unlink()
    built(laid(tiny, {"docs/a.md/b.md": page}))

    assert (tiny / "build/techdocs/a.md/b.md").is_file()

    shutil.rmtree(tiny / "docs/a.md")
    built(laid(tiny, {"docs/a.md": page}))

    assert (tiny / "build/techdocs/a.md").is_file()

"""`platformgen publish`, as who runs it meets it: its exit codes, its words, and what it keeps."""

from __future__ import annotations

import json
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from realparts.backstage import Verdict
from realparts.objectstores import Cloud, ObjectStore
from running import SHOP, TINY, laid, run, tree
from stores.conftest import Rented

SITE = "default/component/tiny-docs/"
NOBODY = {"AWS_EC2_METADATA_DISABLED": "true", "AZURE_TOKEN_CREDENTIALS": "AzureCliCredential"}
"""No credentials at all, and no look for them outside this machine."""

_WITHOUT_LIBRARIES = """
import sys
for name in ("botocore", "google.cloud.storage", "azure.storage.blob"):
    sys.modules[name] = None
from platformgen.cli import main
main()
"""
WITHOUT_LIBRARIES = (sys.executable, "-c", _WITHOUT_LIBRARIES)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid(tmp_path_factory.mktemp("tiny"), TINY)


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that nobody listens at, and nobody else gets meanwhile."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_the_site_is_published_once_and_then_left_alone(rented: Rented, tiny: Path) -> None:
    to, env = f"--to={rented.url}", rented.server.env
    first = run(tiny, "publish", to, env=env)
    second = run(tiny, "publish", to, env=env)
    stored = rented.bucket.stored()

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert first.stderr.startswith(f"{rented.url}: {len(stored)} files written")
    assert second.stderr == f"{rented.url}: nothing changed\n"
    assert b"Welcome" in stored[f"{SITE}welcome/index.html"].content
    assert {key for key in stored if not key.startswith(SITE)} == set()


def test_a_dry_run_lists_what_would_change_and_changes_nothing(rented: Rented, tiny: Path) -> None:
    to, env = f"--to={rented.url}", rented.server.env
    rented.bucket.put(f"{SITE}techdocs_metadata.json", b"{}")
    rented.bucket.put(f"{SITE}old/index.html", b"old")
    before = rented.bucket.stored()
    plain = run(tiny, "publish", "--dry-run", to, env=env)
    as_json = json.loads(run(tiny, "publish", "--dry-run", "--format=json", to, env=env).stdout)
    after = rented.bucket.stored()
    done = json.loads(run(tiny, "publish", "--format=json", to, env=env).stdout)

    assert after == before
    assert plain.returncode == 0
    assert plain.stdout.splitlines() == [
        *(f"write {path}" for path in as_json["written"]),
        "remove old/index.html",
    ]
    assert ": without --dry-run, " in plain.stderr
    assert plain.stderr.endswith(", 1 file removed\n")
    assert as_json.pop("dryRun") is True
    assert done == {**as_json, "dryRun": False}


def test_a_dry_run_makes_no_folder(tiny: Path, tmp_path: Path) -> None:
    target = tmp_path / "out"
    told = run(tiny, "publish", "--dry-run", "--to", target.as_uri())

    assert told.returncode == 0
    assert "write index.html" in told.stdout.splitlines()
    assert not target.exists()


def test_a_bucket_that_holds_something_else_is_left_alone(rented: Rented, tiny: Path) -> None:
    rented.bucket.put(f"{SITE}thesis.txt", b"years of work")
    refused = run(tiny, "publish", f"--to={rented.url}", env=rented.server.env)

    assert refused.returncode == 3
    assert refused.stderr == (
        f"error: {rented.url}/{SITE.rstrip('/')} holds something else than a TechDocs site: "
        "nothing is written\n"
    )
    assert list(rented.bucket.stored()) == [f"{SITE}thesis.txt"]


@pytest.mark.parametrize(
    ("cloud", "wrong", "said"),
    [
        pytest.param(
            "s3",
            {"AWS_SECRET_ACCESS_KEY": "sentinel"},
            "refused (SignatureDoesNotMatch",
            id="s3, secret",
        ),
        pytest.param("s3", {"AWS_ACCESS_KEY_ID": "sentinel"}, "No user exists", id="s3, key"),
        pytest.param("s3", {"AWS_PROFILE": "gone"}, "profile (gone)", id="s3, profile"),
        pytest.param("s3", {"AWS_ENDPOINT_URL_S3": "127.0.0.1:80"}, "endpoint", id="s3, endpoint"),
        pytest.param(
            "az",
            {
                "AZURE_STORAGE_CONNECTION_STRING": "AccountName=other;AccountKey=sentinel0000;"
                "EndpointSuffix=core.windows.net"
            },
            "AZURE_STORAGE_CONNECTION_STRING is for another account than devstoreaccount1",
            id="az, account",
        ),
        pytest.param(
            "az",
            {"AZURE_STORAGE_CONNECTION_STRING": "sentinel"},
            "AZURE_STORAGE_CONNECTION_STRING is no connection string",
            id="az, string",
        ),
    ],
)
def test_what_is_wrong_with_credentials_is_told_once_without_them(
    object_store: Callable[[Cloud], ObjectStore],
    tiny: Path,
    cloud: Cloud,
    wrong: dict[str, str],
    said: str,
) -> None:
    server = object_store(cloud)
    failed = run(tiny, "publish", "--to", server.url("docs"), env={**server.env, **wrong})

    assert failed.returncode == 3
    assert failed.stderr.startswith("error: ")
    assert said in failed.stderr
    assert failed.stderr.count("\n") == 1
    assert "sentinel" not in failed.stderr
    assert server.secret not in failed.stderr


@pytest.mark.parametrize(
    ("key", "said"),
    [("c2VudGluZWw=", "refused (AuthorizationFailure)"), ("sentine", "no credentials that work")],
)
def test_a_wrong_key_of_azure_is_told_without_it(
    object_store: Callable[[Cloud], ObjectStore], tiny: Path, key: str, said: str
) -> None:
    server = object_store("az")
    wrong = {name: value.replace(server.secret, key) for name, value in server.env.items()}
    failed = run(tiny, "publish", "--to", server.url("docs"), env=wrong)

    assert failed.returncode == 3
    assert said in failed.stderr
    assert key not in failed.stderr


@pytest.mark.parametrize(
    ("url", "env", "said"),
    [
        ("s3://docs", {}, "no credentials were found: set AWS_PROFILE"),
        (
            "gs://docs",
            {"GOOGLE_APPLICATION_CREDENTIALS": "/gone.json"},
            "no credentials were found",
        ),
        ("az://docs/docs", {}, "no credentials that work were found: run `az login`"),
    ],
)
def test_who_has_no_credentials_is_told_how_to_get_them(
    tiny: Path, tmp_path: Path, url: str, env: dict[str, str], said: str
) -> None:
    failed = run(tiny, "publish", "--to", url, env={"HOME": str(tmp_path), **NOBODY, **env})

    assert failed.returncode == 3
    assert said in failed.stderr
    assert failed.stderr.count("\n") == 1


@pytest.mark.parametrize("cloud", ["s3", "gs", "az"])
def test_a_server_that_is_not_there_is_told(tiny: Path, closed_port: int, cloud: str) -> None:
    endpoint = f"http://127.0.0.1:{closed_port}"
    token = "sv=2024-01-01&sig=sentinel"  # noqa: S105  # nobody's
    env = {
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "sentinel",
        "AWS_ENDPOINT_URL": endpoint,
        "STORAGE_EMULATOR_HOST": endpoint,
        "AZURE_STORAGE_CONNECTION_STRING": (
            f"BlobEndpoint={endpoint}/docs;SharedAccessSignature={token}"
        ),
    }
    url = "az://docs/docs" if cloud == "az" else f"{cloud}://docs"
    failed = run(tiny, "publish", "--to", url, env=env)

    assert failed.returncode == 3
    assert "cannot be reached" in failed.stderr
    assert "sentinel" not in failed.stderr
    assert failed.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("url", "extra"), [("s3://docs", "s3"), ("gs://docs", "gcs"), ("az://docs/docs", "azure")]
)
def test_a_library_that_is_missing_is_told_with_what_installs_it(
    tiny: Path, url: str, extra: str
) -> None:
    failed = run(tiny, "publish", "--to", url, program=WITHOUT_LIBRARIES)

    assert failed.returncode == 3
    assert failed.stderr.endswith(f"run `pip install 'platformgen[{extra}]'`\n")


def test_a_folder_needs_no_library(tiny: Path, tmp_path: Path) -> None:
    done = run(tiny, "publish", "--to", tmp_path.as_uri(), program=WITHOUT_LIBRARIES)

    assert done.returncode == 0
    assert (tmp_path / SITE / "index.html").is_file()


def test_a_url_that_names_no_place_is_a_mistake_of_the_command(tmp_path: Path) -> None:
    project = laid(tmp_path, TINY)
    before = tree(project)
    failed = run(project, "publish", "--to", "s3://key:sentinel@docs")

    assert failed.returncode == 2
    assert "error: --to: no place that can be published to: use file:///DIR" in failed.stderr
    assert "sentinel" not in failed.stderr
    assert tree(project) == before


def test_an_error_in_the_spec_publishes_nothing(tmp_path: Path) -> None:
    broken = {**TINY, "docs/welcome.md": "{{ nobody.name }}"}
    target = tmp_path / "out"
    failed = run(laid(tmp_path, broken), "publish", "--to", target.as_uri())

    assert failed.returncode == 2
    assert failed.stderr.endswith("nothing was published\n")
    assert not target.exists()


def test_a_real_backstage_serves_every_page_from_the_cloud(
    rented: Rented, tmp_path: Path, backstage_verdict: Callable[..., Verdict]
) -> None:
    project = tmp_path / "shop"
    shutil.copytree(SHOP, project)
    # Backstage reads a container of Azure from its top.
    below = "" if rented.server.cloud == "az" else "/docs/of-all"
    done = run(project, "publish", "--to", f"{rented.url}{below}", env=rented.server.env)
    verdict = backstage_verdict(project / "catalog", rented.server, bucket=f"{rented.name}{below}")

    assert done.returncode == 0, done.stderr
    assert verdict.errors == []
    assert verdict.techdocs_ok == 1
    assert verdict.techdocs_pages_ok > 1

"""Credentials as a real cluster has them: shown on demand alone."""

from __future__ import annotations

import json

from cluster.bench import Bench


def written(bench: Bench) -> None:
    bench.write(
        f"namespaces: {{{bench.name}: {{}}}}\n"
        "secrets:\n"
        f"  drawn: {{namespace: {bench.name},"
        " keys: {user: {text: admin}, password: {generate: 20}}}\n"
        "components:\n"
        f"  web: {{namespace: {bench.name}, credentials:"
        " [{title: Console, username: admin, secret: drawn, key: password}]}\n"
    )


def test_a_value_is_shown_on_demand_by_one_request(bench: Bench) -> None:
    written(bench)
    assert bench.apply().code == 0

    done = bench.run("credentials", "web", "--show")

    assert (done.code, len(done.out), done.out.isalnum()) == (0, 20, True), done.err
    assert [method for method, _, _ in done.seen] == ["GET"]


def test_without_a_word_the_cluster_is_not_asked(bench: Bench) -> None:
    written(bench)

    done = bench.run("credentials", "--format", "json")

    listed = json.loads(done.out)["credentials"]
    assert (done.code, done.seen) == (0, [])
    assert [each["key"] for each in listed] == ["password", "user"]
    assert not any("value" in each for each in listed)


def test_all_of_them_are_not_put_into_a_pipe(bench: Bench) -> None:
    written(bench)

    done = bench.run("credentials", "--show")

    assert (done.code, done.out, done.seen) == (2, "", [])


def test_what_is_not_there_yet_is_told(bench: Bench) -> None:
    written(bench)

    done = bench.run("credentials", "drawn/password", "--show")

    assert (done.code, done.out) == (3, "")
    assert "is not there yet" in done.err


def test_what_acts_on_a_terminal_is_spelled_out(bench: Bench) -> None:
    written(bench)
    bench.cluster.output("create", "namespace", bench.name)
    bench.cluster.output(
        "create",
        "secret",
        "generic",
        "drawn",
        f"--namespace={bench.name}",
        "--from-literal=password=a\x1b[31mb\nc",
        "--from-literal=user=admin",
    )

    done = bench.run("credentials", "drawn", "--show")

    assert done.code == 0, done.err
    assert "a\\u001b[31mb\\nc" in done.out
    assert "\x1b" not in done.out

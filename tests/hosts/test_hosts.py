from __future__ import annotations

import pytest
from msgspec.structs import replace

from platformgen import hosts
from platformgen.emit import hosts as emitter
from platformgen.model import Platform, Route
from sample_platforms import CLUSTER, component, guide, platform


def reached(*names: str, addresses: tuple[str, ...] = ("127.0.0.1",)) -> Platform:
    routes = tuple(Route(host=name) for name in names)
    cluster = replace(CLUSTER, addresses=addresses)
    return platform(component("web", routes=routes), cluster=cluster)


def test_the_guides_names_lead_to_the_loopback_of_both_protocols() -> None:
    names = ("alertmanager", "argocd", "backstage", "grafana", "prometheus")
    lines = [f"{to} {name}.kind.local" for to in ("127.0.0.1", "::1") for name in names]

    assert hosts.block(guide()).splitlines() == [
        "# BEGIN platformgen observability-platform",
        *lines,
        "# END platformgen observability-platform",
    ]


@pytest.mark.parametrize(
    ("host", "names"),
    [
        pytest.param("web.kind.local", ("web.kind.local",), id="under the domain"),
        pytest.param("a.b.kind.local", ("a.b.kind.local",), id="deeper"),
        pytest.param("kind.local", ("kind.local",), id="the domain itself"),
        pytest.param("WEB.kind.local", ("web.kind.local",), id="case"),
        pytest.param("bank.example", (), id="a stranger"),
        pytest.param("evilkind.local", (), id="a name that only ends alike"),
        pytest.param("*.kind.local", (), id="a pattern"),
        pytest.param("a\n6.6.6.6 bank.example\n.kind.local", (), id="a line feed"),
        pytest.param("a b.kind.local", (), id="a space"),
        pytest.param("a#.kind.local", (), id="a comment"),
    ],
)
def test_only_names_under_the_domain_are_listed(host: str, names: tuple[str, ...]) -> None:
    assert hosts.names(reached(host)) == names


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("127.0.0.1",), ("127.0.0.1", "::1")),
        (("127.0.0.1", "::1"), ("127.0.0.1", "::1")),
        (("127.0.0.2",), ("127.0.0.2",)),
        (("10.1.2.3", "fd00::1"), ("10.1.2.3", "fd00::1")),
    ],
)
def test_the_ipv6_loopback_stands_beside_ipv4s(
    given: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert hosts.addresses(reached(addresses=given)) == expected


@pytest.mark.parametrize(
    ("addresses", "is_written"),
    [
        (("127.0.0.1",), True),
        (("127.9.9.9",), True),
        (("::1",), True),
        (("10.0.0.1", "192.168.1.1", "172.31.0.1", "fd00::1"), True),
        (("172.32.0.1",), False),
        (("198.51.100.7",), False),
        (("203.0.113.9",), False),
        (("10.0.0.1", "8.8.8.8"), False),
        (("2001:db8::1",), False),
        (("0.0.0.0",), False),  # noqa: S104  # an address to refuse
        ((), False),
    ],
)
def test_the_file_is_written_for_local_addresses_only(
    addresses: tuple[str, ...], *, is_written: bool
) -> None:
    found = list(emitter.emit(reached("web.kind.local", addresses=addresses)))

    assert bool(found) is is_written


def test_a_platform_without_names_has_no_block() -> None:
    assert hosts.block(reached()) == ""
    assert list(emitter.emit(reached())) == []


def test_lines_that_lead_our_names_elsewhere_are_found() -> None:
    content = (
        b"# 10.0.0.9 web.kind.local\n\n10.0.0.9 other.kind.local WEB.kind.local # mine\n"
        b"127.0.0.1\tweb.kind.local\n"
    )

    assert list(hosts.others(reached("web.kind.local"), content)) == [(3, "web.kind.local")]


def test_environments_have_blocks_of_their_own() -> None:
    here, there = reached("web.kind.local"), replace(reached("web.kind.local"), environment="prod")

    assert hosts.block(there).splitlines()[0] == f"# BEGIN platformgen {here.name}/prod"
    assert hosts.block(there).splitlines()[-1] == f"# END platformgen {here.name}/prod"
    assert hosts.block_name(here) == here.name

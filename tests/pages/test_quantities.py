from __future__ import annotations

from fractions import Fraction

import pytest

from platformgen.model import Claim, LimitRange, Resources, Scale, Scratch
from platformgen.quantity import amount, written
from platformgen.usage import usage
from sample_platforms import component, container, namespace, platform, workload


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        ("1", Fraction(1)),
        ("250m", Fraction(1, 4)),
        ("1.5", Fraction(3, 2)),
        (".5", Fraction(1, 2)),
        ("5.", Fraction(5)),
        ("2Gi", Fraction(2 * 1024**3)),
        ("1.5Mi", Fraction(3 * 1024**2, 2)),
        ("1k", Fraction(1000)),
        ("3e2", Fraction(300)),
        ("1E3", Fraction(1000)),
        ("1E", Fraction(10**18)),
        ("-1", Fraction(-1)),
        ("100n", Fraction(1, 10**7)),
    ],
)
def test_a_quantity_is_an_exact_number(quantity: str, expected: Fraction) -> None:
    assert amount(quantity) == expected


@pytest.mark.parametrize("quantity", ["", "a", "1 Gi", "1gi", "1Kb", "Gi", "1e", "1e999", "0x10"])
def test_what_is_no_quantity_is_refused(quantity: str) -> None:
    with pytest.raises(ValueError, match="not a Kubernetes quantity"):
        amount(quantity)


@pytest.mark.parametrize(
    ("quantity", "binary", "expected"),
    [
        ("2Gi", True, "2Gi"),
        ("1536Mi", True, "1.5Gi"),
        ("100Mi", True, "100Mi"),
        ("1000", True, "1000"),
        ("0", True, "0"),
        ("1.5", False, "1500m"),
        ("2", False, "2"),
        ("250m", False, "250m"),
        ("0", False, "0"),
    ],
)
def test_an_amount_is_written_as_people_do(quantity: str, binary: bool, expected: str) -> None:  # noqa: FBT001
    assert written(amount(quantity), binary=binary) == expected


def asking(cpu: str, limit: str = "", name: str = "one") -> object:
    limits = {"cpu": limit} if limit else {}
    return container(name, resources=Resources(requests={"cpu": cpu} if cpu else {}, limits=limits))


def used(*, limits: LimitRange | None = None, **fields: object) -> object:
    made = platform(
        component("one", namespace="shop", origin=workload("one", **fields)),
        component("two", namespace="other", origin=workload("two")),
        component("three", namespace="shop"),
        namespaces=(namespace("shop", limit_range=limits),),
    )
    return usage(made, "shop")


RANGE = LimitRange(
    default={"cpu": "400m"}, default_request={"cpu": "100m"}, minimum={}, maximum={"cpu": "2"}
)


@pytest.mark.parametrize(
    ("fields", "requests", "limits", "pods"),
    [
        ({"containers": (asking("250m"),), "replicas": 3}, "750m", "0", 3),
        ({"containers": (asking("250m"), asking("50m", name="b"))}, "300m", "0", 1),
        ({"containers": (asking("1"),), "init": (asking("3", name="i"),)}, "3", "0", 1),
        ({"containers": (asking("1"),), "init": (asking("", name="i"),)}, "1", "0", 1),
        ({"containers": (asking("1"),), "scale": Scale(minimum=1, maximum=6)}, "6", "0", 6),
        ({"containers": (asking("", "500m"),)}, "500m", "500m", 1),
    ],
)
def test_usage_is_counted_at_the_largest_scale(
    fields: dict[str, object], requests: str, limits: str, pods: int
) -> None:
    found = used(**fields)

    assert found.requests.get("cpu", 0) == amount(requests)
    assert found.limits.get("cpu", 0) == amount(limits)
    assert found.pods == pods


def test_a_limit_range_fills_in_what_containers_do_not_say() -> None:
    found = used(limits=RANGE)

    assert found.requests == {"cpu": amount("100m")}
    assert found.limits == {"cpu": amount("400m")}


def test_a_limit_range_with_a_maximum_alone_is_the_default() -> None:
    only = LimitRange(default={}, default_request={}, minimum={}, maximum={"cpu": "2"})

    assert used(limits=only).requests == {"cpu": amount("2")}


@pytest.mark.parametrize(("kind", "expected"), [("StatefulSet", "30Gi"), ("Deployment", "10Gi")])
def test_a_stateful_set_claims_for_each_pod(kind: str, expected: str) -> None:
    volumes = (Claim(path="/data", size="10Gi"), Scratch(path="/tmp", size="1Gi"))  # noqa: S108

    assert used(kind=kind, replicas=3, volumes=volumes).storage == amount(expected)

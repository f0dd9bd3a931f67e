"""Revisions: what is kept of a run, how it is read again, and what of the past stays."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from apply.documents import IDENTITY, Document, live, made, running, wanted
from apply.test_graft import WANTED as GRAFT
from apply.test_releases import RELEASE as UNLOCKED
from platformgen.apply import keeping
from platformgen.apply.change import Create, Delete, Install, Uninstall, Update, Upgrade
from platformgen.apply.failures import Failure, failure
from platformgen.apply.fingerprint import fingerprint
from platformgen.apply.inventory import MEMBER, set_id
from platformgen.apply.key import Key
from platformgen.apply.past import DamagedError, Past, forgotten, is_forgotten, read, written
from platformgen.apply.plan import Plan
from platformgen.apply.release import Release
from platformgen.apply.revision import (
    DESTROY,
    INCOMPLETE,
    READY,
    UNFINISHED,
    Author,
    Damaged,
    History,
    Revision,
    counted,
)
from platformgen.apply.wanted import Desired, Generated, Wanted
from platformgen.diagnostic import Span
from platformgen.model import GeneratedKey, TextKey

JANE = Author(user="jane", machine="jane@laptop", commit="a" * 40, is_dirty=True)
WEB = wanted(made("Deployment", "web", "shop", "apps/v1", spec={"replicas": 2}), "web")
NO_BYTES = f"sha256:{'0' * 64}"
RELEASE = replace(UNLOCKED, locked=replace(UNLOCKED.locked, digest=NO_BYTES, values=NO_BYTES))
LOGIN = Generated(
    key=Key("", "Secret", "shop", "login"),
    labels={MEMBER: IDENTITY},
    keys=(GeneratedKey(key="password", length=32), TextKey(key="user", text="admin")),
)


def past(*everything: Wanted, **rest: Any) -> Past:  # noqa: ANN401
    return Past(name="shop", wanted=everything, **rest)


def reread(found: Past) -> Past:
    return read(written(found, found.wanted), "shop")


def test_what_was_wanted_is_wanted_again_without_the_lines_that_said_it() -> None:
    needs = {"web": frozenset({"database", "cache"})}
    handed = {Key("", "Service", "shop", "web"): Key("argoproj.io", "Application", "argocd", "web")}
    installs = {"installs": ("web",), "installed": ("late",)}
    found = past(WEB, LOGIN, RELEASE, depends_on=needs, handed=handed, **installs)

    again = reread(found)

    assert again.wanted == (replace(WEB, origin=None), LOGIN, replace(RELEASE, origin=None))
    assert (again.depends_on, again.installs, again.installed) == (needs, ("web",), ("late",))
    assert again.handed == handed
    assert again.lock is not None
    assert again.lock.releases == {"web": (RELEASE.locked,)}
    assert again.withheld == frozenset()
    assert written(again, again.wanted) == written(found, found.wanted)


def test_a_component_that_was_kept_in_part_is_known_for_it() -> None:
    """Else it would count as whole, and come back from Argo CD in part."""
    more = wanted(made("Service", "web", "shop"), WEB.component)

    first = read(written(past(WEB, more, LOGIN), [WEB, LOGIN]), "shop")

    assert first.in_part == reread(first).in_part == {WEB.component}
    assert reread(past(WEB, more)).in_part == frozenset()


def test_fields_on_an_object_of_others_come_back_as_fields() -> None:
    """Taken for the object, they would make it ours."""
    assert reread(past(GRAFT)).wanted == (replace(GRAFT, origin=None),)


def test_a_release_of_one_name_in_two_namespaces_keeps_both() -> None:
    locked = replace(RELEASE.locked, namespace="other", digest=f"sha256:{'1' * 64}")
    other = replace(RELEASE, locked=locked)

    again = reread(past(RELEASE, other))

    assert again.wanted == (replace(RELEASE, origin=None), replace(other, origin=None))


@pytest.mark.parametrize("where", ["data", "stringData"])
def test_no_value_of_a_secret_is_kept_and_what_is_there_stays(where: str) -> None:
    secret = wanted(made("Secret", "tls", "shop", **{where: {"key": "aHVzaGh1c2g="}}))

    content = written(past(secret), [secret])
    again = read(content, "shop")

    assert b"aHVzaGh1c2g" not in content
    assert again.withheld == {secret.key}
    (found,) = again.wanted
    assert isinstance(found, Generated)
    assert (found.key, found.keys) == (secret.key, ())


@pytest.mark.parametrize(
    ("secret", "expected"),
    [
        pytest.param(LOGIN, True, id="made in the cluster"),
        pytest.param(replace(LOGIN, keys=()), True, id="of a manifest"),
        pytest.param(replace(LOGIN, keys=LOGIN.keys[1:]), False, id="texts of the spec"),
        pytest.param(
            replace(LOGIN, origin=Span("specs/shop.yaml", 3, 5)), False, id="of the spec as it is"
        ),
        pytest.param(WEB, False, id="no Secret"),
    ],
)
def test_what_no_revision_knows_cannot_be_brought_back(secret: Wanted, *, expected: bool) -> None:
    plan = Plan((Create(secret),)) if not isinstance(secret, Release) else Plan(())

    assert is_forgotten(secret) is expected
    assert forgotten(plan) == ((secret.key,) if expected else ())


def test_a_secret_without_a_namespace_is_withheld_where_it_fell_to() -> None:
    secret = replace(wanted(made("Secret", "tls", data={"key": "eA=="})), home="argocd")

    assert reread(past(secret)).withheld == {Key("", "Secret", "argocd", "tls")}


def test_a_withheld_secret_is_withheld_in_the_revision_of_a_rollback_too() -> None:
    """Else going back to the rollback, with the Secret gone, made one without values."""
    secret = wanted(made("Secret", "tls", "shop", data={"key": "eA=="}))
    first = reread(past(secret, LOGIN))

    second = reread(first)

    assert second.withheld == first.withheld == {secret.key}
    assert second.wanted == first.wanted
    assert written(second, second.wanted) == written(first, first.wanted)


def test_a_secret_that_holds_nothing_is_an_object_like_others() -> None:
    empty = wanted(made("Secret", "argocd-secret", "shop", type="Opaque"))

    assert reread(past(empty)).wanted == (replace(empty, origin=None),)


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(st.text(max_size=3), inner, max_size=3)
            ),
            max_leaves=8,
        ),
        max_size=4,
    )
)
def test_any_object_comes_back_as_it_was_and_is_as_applied(data: dict[str, Any]) -> None:
    each = wanted(made("Thing", "x", "shop", "example.com/v1", spec=data))
    content = written(past(each), [each])

    packed = keeping.packed(content)
    (found,) = read(keeping.unpacked(packed, keeping.digest(content)), "shop").wanted

    assert isinstance(found, Desired)
    assert found.document == each.document
    there = live(each.document)
    assert fingerprint(found.document, there) == fingerprint(each.document, there)


def test_a_place_in_a_revision_is_no_line_of_a_file() -> None:
    found = past(WEB, number=3)

    assert (found.authority, found.span(WEB, "spec.replicas")) == ("revision 3", None)


LOCKED = ("lock", "releases", "web", 0)
FLAG = "--kubeconfig=x"


@pytest.mark.parametrize(
    "changes",
    [
        [(("form",), 2)],
        [(("platform",), "other")],
        [(("wanted",), [1])],
        [(("wanted", 0, "object", "metadata", "labels", MEMBER), set_id("other"))],
        [(("wanted", 0, "object", "metadata", "labels"), {})],
        [(("wanted", 0, "patience"), "long")],
        [(("wanted", 1, "labels", MEMBER), set_id("other"))],
        [(("lock", "releases"), {})],
        [((*LOCKED, "digest"), "sha256:../../x")],
        # What helm would take for a flag.
        [((*LOCKED, "namespace"), FLAG), (("wanted", 2, "namespace"), FLAG)],
    ],
)
def test_what_we_did_not_write_is_not_taken_for_it(changes: list[tuple[Any, object]]) -> None:
    everything = (WEB, LOGIN, RELEASE)
    said = json.loads(written(past(*everything), everything))
    for (*path, last), value in changes:
        place = said
        for step in path:
            place = place[step]
        assert place[last] != value
        place[last] = value

    with pytest.raises(DamagedError):
        read(json.dumps(said).encode(), "shop")


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"null", b"\xff"])
def test_what_is_no_document_is_damaged(content: bytes) -> None:
    with pytest.raises(DamagedError):
        read(content, "shop")


def stored(revision: Revision, content: bytes = b"x", **metadata: str) -> list[Document]:
    """The Secrets of a revision as the server has them."""
    meant = replace(revision, digest=keeping.digest(content))
    made_of = list(keeping.secrets("shop", meant, keeping.packed(content)))
    for each in made_of:
        each["metadata"] |= {"uid": f"uid-{each['metadata']['name']}", **metadata}
    return made_of


def revision(number: int, **rest: Any) -> Revision:  # noqa: ANN401
    return Revision(number=number, author=JANE, **rest)


def test_a_revision_tells_all_of_itself_in_its_metadata() -> None:
    meant = revision(3, back_to=1, environment="stage", is_partial=True, made=2, changed=1)
    (secret,) = stored(meant, creationTimestamp="2026-11-24T14:00:00Z")
    name = "platformgen-shop-r3"

    (found,) = keeping.history([{"metadata": secret["metadata"]}]).revisions

    when, digest = "2026-11-24T14:00:00Z", keeping.digest(b"x")
    assert found == replace(meant, digest=digest, uid=f"uid-{name}", when=when, outcome=UNFINISHED)
    assert (secret["metadata"]["name"], secret["metadata"]["namespace"]) == (name, "platformgen")
    assert keeping.selector("shop") == "platformgen/history-of=shop"
    assert secret["metadata"]["labels"]["platformgen/history-of"] == "shop"
    assert (secret["type"], secret["immutable"]) == ("platformgen/revision", True)


@pytest.mark.parametrize(("outcome", "troubles"), [(READY, 0), (INCOMPLETE, 12)])
def test_how_it_ended_is_told_by_one_annotation(outcome: str, troubles: int) -> None:
    (secret,) = stored(revision(1))
    secret["metadata"]["annotations"] |= keeping.ending(outcome, troubles)

    (found,) = keeping.history([secret]).revisions

    assert isinstance(found, Revision)
    assert (found.outcome, found.troubles, found.failures) == (outcome, troubles, ())


def test_the_first_objects_that_failed_are_kept_with_why_and_no_word_of_secrets() -> None:
    (secret,) = stored(revision(1))
    web, drawn = Key("apps", "Deployment", "shop", "web"), Key("", "Secret", "shop", "drawn")
    told = [
        failure(web, "undone", "its turn did not come"),
        failure(drawn, "failed", "hunter2 is too short"),
        failure(web, "unready", f"no\nimage {'x' * 300}"),
        *(failure(None, "failed", "helm") for _ in range(9)),
    ]
    secret["metadata"]["annotations"] |= keeping.ending(INCOMPLETE, 12, told)

    (found,) = keeping.history([secret]).revisions

    assert isinstance(found, Revision)
    assert found.failures == (
        Failure("Secret/shop/drawn", "failed"),
        Failure("Deployment/shop/web", "unready", f"no image {'x' * 190}…"),
        *(Failure("", "failed", "helm"),) * 3,
    )
    assert "hunter2" not in str(secret)


@pytest.mark.parametrize("text", ["", "no JSON", "[1]", '[{"object": 1}]', "[" * 9999, "null"])
def test_failures_that_others_wrote_otherwise_keep_no_revision_from_being_read(text: str) -> None:
    (secret,) = stored(revision(1))
    secret["metadata"]["annotations"] |= keeping.ending(INCOMPLETE, 1) | {keeping.FAILURES: text}

    (found,) = keeping.history([secret]).revisions

    assert isinstance(found, Revision)
    assert (found.troubles, found.failures) == (1, ())


def test_what_is_large_takes_several_secrets_and_the_one_that_tells_is_written_last() -> None:
    large = random.Random(1).randbytes(1000 * 1024)  # noqa: S311  # no packing makes it smaller
    parts = keeping.packed(large)

    secrets = list(keeping.secrets("shop", revision(2, parts=len(parts)), parts))

    names = [each["metadata"]["name"] for each in secrets]
    assert names == ["platformgen-shop-r2-2", "platformgen-shop-r2"]
    assert all(len(json.dumps(each)) < 1.1 * 1024 * 1024 for each in secrets)
    assert keeping.unpacked(map(keeping.part, reversed(secrets)), keeping.digest(large)) == large
    assert len(keeping.history(secrets).revisions) == 1
    assert keeping.history(secrets[:1]).revisions == ()


def test_a_platform_of_600_objects_takes_one_secret() -> None:
    spec = running({"name": "main", "image": "registry.example/app:1.0", "args": ["x"] * 50})
    everything = [
        wanted(made("Deployment", f"web-{number}", "shop", "apps/v1", spec=spec))
        for number in range(600)
    ]
    content = written(past(), everything)

    (part,) = keeping.packed(content)

    assert len(read(content, "shop").wanted) == 600
    assert len(part) < 100 * 1024


@pytest.mark.parametrize("parts", [[b"no gzip"], [], [keeping.packed(b"other")[0]]])
def test_bytes_that_were_changed_are_not_read(parts: list[bytes]) -> None:
    with pytest.raises(DamagedError):
        keeping.unpacked(parts, keeping.digest(b"what was written"))


@pytest.mark.parametrize(
    "secret", [{}, {"data": {}}, {"data": {"wanted": "not base64"}}, {"data": {"wanted": None}}]
)
def test_a_secret_without_our_bytes_is_damaged(secret: Document) -> None:
    with pytest.raises(DamagedError):
        keeping.part(secret)


@pytest.mark.parametrize(
    "annotations",
    [
        None,
        {},
        {"platformgen/about": "{}", "platformgen/outcome": "ready"},
        {"platformgen/about": "[", "platformgen/outcome": "ready"},
        {"platformgen/outcome": "splendid"},
        {"made": "many"},
        {"parts": 0},
        {"parts": 65},
        {"author": {"user": 1, "machine": "", "commit": "", "is_dirty": False}},
        {"author": {"user": "jane", "colour": "red"}},
    ],
)
def test_a_revision_that_somebody_edited_is_told_as_damaged(
    annotations: dict[str, Any] | None,
) -> None:
    (secret,) = stored(revision(4), creationTimestamp="2026-11-24T14:00:00Z")
    there = secret["metadata"]["annotations"]
    told = {key: value for key, value in (annotations or {}).items() if "/" not in key}
    if told:
        there["platformgen/about"] = json.dumps(json.loads(there["platformgen/about"]) | told)
    elif annotations:
        there |= annotations
    else:
        secret["metadata"]["annotations"] = annotations

    found = keeping.history([secret])

    uid, when = "uid-platformgen-shop-r4", "2026-11-24T14:00:00Z"
    assert found.revisions == (Damaged(number=4, uid=uid, when=when),)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], 1),
        (stored(revision(7)) + stored(revision(3)), 8),
        ([{"metadata": {"name": "x", "labels": {"platformgen/revision": "9"}}}], 10),
        ([{"metadata": {"name": "x", "labels": {"platformgen/revision": "many"}}}], 1),
        ([{"metadata": {"name": "x"}}], 1),
    ],
)
def test_the_next_number_is_higher_than_all(items: list[Document], expected: int) -> None:
    assert keeping.history(items).next_number == expected


def kept(*told: tuple[int, str, str]) -> History:
    """A history of revisions, newest first: number, digest and action."""
    return History(
        revisions=tuple(revision(number, digest=same, action=what) for number, same, what in told)
    )


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (kept(), None),
        (kept((1, "a", "apply")), None),
        (kept((2, "b", "apply"), (1, "a", "apply")), 1),
        (kept((3, "a", "rollback"), (2, "b", "apply"), (1, "a", "apply")), 2),
        (kept((3, "b", "apply"), (2, "b", "apply"), (1, "a", "apply")), 1),
        (kept((2, "b", "apply"), (1, "a", DESTROY)), None),
        (History(revisions=(Damaged(number=3), revision(2, digest="b"))), 2),
        (
            History(
                revisions=(
                    revision(3, digest="c"),
                    revision(2, digest="b", outcome=INCOMPLETE),
                    revision(1, digest="a", outcome=READY),
                )
            ),
            1,
        ),
        (History(revisions=(revision(3, digest="b"), Damaged(number=2), revision(1))), 1),
    ],
)
def test_back_is_to_the_last_that_wanted_something_else(
    known: History, expected: int | None
) -> None:
    found = known.before()

    assert (found.number if found else None) == expected


def test_a_revision_is_found_by_its_number() -> None:
    known = kept((2, "b", "apply"), (1, "a", "apply"))

    assert (known.of(1), known.of(3)) == (known.revisions[1], None)
    assert known.newest is known.revisions[0]


def test_older_ones_go_and_parts_that_belong_to_nothing() -> None:
    items = [each for number in (1, 2, 3) for each in stored(revision(number))]
    strays = {"1-2": "1", "3-2": "3", "4-2": "4"}
    for name, number in strays.items():
        labels = {"platformgen/revision": number, "platformgen/part": "2"}
        metadata = {"name": f"platformgen-shop-r{name}", "uid": f"uid-{name}", "labels": labels}
        items.append({"metadata": metadata})

    gone = list(keeping.outdated(keeping.history(items), "shop", 2))

    assert gone == [
        ("platformgen-shop-r1", "uid-platformgen-shop-r1"),
        ("platformgen-shop-r1-2", "uid-1-2"),
        ("platformgen-shop-r4-2", "uid-4-2"),
    ]


def test_what_a_plan_does_is_counted_in_three_words() -> None:
    there = live(WEB.document)
    plan = Plan(
        (
            Create(WEB),
            Install(release=RELEASE),
            Update(desired=WEB, live=there, fields=()),
            Upgrade(release=RELEASE, live=there, version="1", fields=()),
            Delete(key=WEB.key, live=there),
            Uninstall(key=RELEASE.key, live=there),
        )
    )

    assert counted(plan) == (2, 2, 2)

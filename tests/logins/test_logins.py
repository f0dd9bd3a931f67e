"""Where each credential is: of components first, then the other keys of Secrets."""

from __future__ import annotations

import pytest

from platformgen.logins import Login, logins, named
from platformgen.model import (
    Credential,
    ExternalKeys,
    GeneratedKey,
    MadeBy,
    Platform,
    Secret,
    TextKey,
)
from sample_platforms import component, platform


def credential(secret: str, key: str = "password") -> Credential:
    return Credential(title="Console", username="admin", secret=secret, key=key)


KEYS = (TextKey(key="user", text="admin"), GeneratedKey(key="password", length=32))
STORED = ExternalKeys(store="vault", path="shop/api", keys=("token",))


def stands() -> Platform:
    secrets = (
        Secret(name="drawn", namespace="shop", origin=KEYS),
        Secret(name="stored", namespace="shop", origin=STORED),
        Secret(name="made", namespace="shop", origin=MadeBy(component="maker")),
        Secret(name="quiet", namespace="shop", origin=MadeBy(component="maker")),
    )
    credentials = (credential("drawn"), credential("made"), credential("charts"))
    web = component("web", namespace="shop", credentials=credentials)
    return platform(web, component("idea", credentials=(credential("x"),)), secrets=secrets)


def test_each_credential_is_listed_once_with_its_maker() -> None:
    found = logins(stands())

    assert [(each.component, each.place, each.maker) for each in found] == [
        ("web", "drawn/password", "`platformgen apply`, once, at random"),
        ("web", "made/password", "maker makes it"),
        ("web", "charts/password", "web makes it"),
        ("", "drawn/user", "the spec says it: it is no secret"),
        ("", "stored/token", "External Secrets, from vault: shop/api"),
        ("", "quiet", "maker makes it"),
    ]


def test_how_each_is_changed_is_said() -> None:
    changes = {each.place: each.change for each in logins(stands())}

    assert changes["drawn/password"].startswith("kubectl -n shop delete secret drawn, then")
    assert changes["stored/token"] == "in that store"
    assert changes["drawn/user"] == "in the spec"
    assert changes["quiet"] == "as the documentation of maker says"


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("web", ("drawn/password", "made/password", "charts/password")),
        ("drawn", ("drawn/password", "drawn/user")),
        ("drawn/user", ("drawn/user",)),
        ("nothing", ()),
    ],
)
def test_a_name_is_a_component_a_secret_or_a_key(name: str, places: tuple[str, ...]) -> None:
    found: tuple[Login, ...] = named(logins(stands()), name)

    assert tuple(each.place for each in found) == places

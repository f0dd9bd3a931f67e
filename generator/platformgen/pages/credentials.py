"""The page of the credentials: where each is, how it is shown and changed; never what it is."""

from __future__ import annotations

from msgspec import Struct

from platformgen.language import phrases
from platformgen.model import Component, ExternalKeys, GeneratedKey, MadeBy, Secret, TextKey
from platformgen.pages import commands
from platformgen.pages.login import logins
from platformgen.pages.lookups import Titled, titled
from platformgen.pages.page import Page, way_from
from platformgen.pages.paths import page_of
from platformgen.pages.prose import prose
from platformgen.pages.site import Site

PATH = "credentials.md"


class Kept(Struct, frozen=True, kw_only=True):
    """A Secret, where its values come from, who reads it, and how to make it anew."""

    secret: Secret
    origin: str
    """One of generated, external, made."""
    generated: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    external: ExternalKeys | None
    maker: Titled | None
    readers: tuple[Titled, ...]
    renew: str | None


def credentials_page(site: Site) -> Page:
    """Return the page of all credentials and Secrets."""
    body = prose(
        site.language,
        "credentials",
        to=way_from(PATH, site.sections),
        logins=[each for component in site.platform.components for each in logins(component)],
        secrets=[_kept(site, each) for each in site.platform.secrets],
    )
    return Page(path=PATH, title=phrases(site.language)["page.credentials"], body=body)


def _kept(site: Site, secret: Secret) -> Kept:
    readers = [each for each in site.platform.components if _reads(each, secret)]
    origin = secret.origin
    keys = origin if isinstance(origin, tuple) else ()
    return Kept(
        secret=secret,
        origin=_kind(origin),
        generated=tuple(each.key for each in keys if isinstance(each, GeneratedKey)),
        texts=tuple((each.key, each.text) for each in keys if isinstance(each, TextKey)),
        external=origin if isinstance(origin, ExternalKeys) else None,
        maker=titled(site, origin.component) if isinstance(origin, MadeBy) else None,
        readers=tuple(Titled(title=each.title, page=page_of(each)) for each in readers),
        renew=commands.renew(secret, readers) if isinstance(origin, tuple) else None,
    )


def _kind(origin: object) -> str:
    match origin:
        case ExternalKeys():
            return "external"
        case MadeBy():
            return "made"
        case _:
            return "generated"


def _reads(component: Component, secret: Secret) -> bool:
    workload = component.workload
    if workload is None or component.namespace != secret.namespace:
        return False
    containers = (*workload.init, *workload.containers)
    as_variable = any(one.secret == secret.name for each in containers for one in each.secrets)
    return as_variable or secret.name in workload.secret_files.values()

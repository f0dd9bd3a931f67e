"""The page of the namespaces: what may run in each, who reaches it, and how full it can get."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from msgspec import Struct

from platformgen.language import phrases
from platformgen.model import Namespace, Quota
from platformgen.pages.lookups import owner, titled
from platformgen.pages.page import Page, way_from
from platformgen.pages.prose import prose
from platformgen.pages.site import Site
from platformgen.quantity import amount, written
from platformgen.usage import Usage, usage

PATH = "namespaces.md"


class Bound(Struct, frozen=True, kw_only=True):
    """A bound of a quota, how much of it is asked for, and that in percent."""

    resource: str
    bound: str
    used: str
    percent: int


def namespaces_page(site: Site) -> Page:
    """Return the page of all namespaces that we make."""
    platform = site.platform
    body = prose(
        site.language,
        "namespaces",
        to=way_from(PATH, site.sections),
        namespaces=[
            {
                "namespace": each,
                "owner": owner(site, each.owner),
                "components": [
                    titled(site, one.name)
                    for one in platform.components
                    if one.namespace == each.name
                ],
                "bounds": tuple(_bounds(each.quota, usage(platform, each.name)))
                if each.quota
                else (),
                "ranges": tuple(_ranges(each)),
            }
            for each in platform.namespaces
        ],
    )
    return Page(path=PATH, title=phrases(site.language)["page.namespaces"], body=body)


def _bounds(quota: Quota, asked: Usage) -> Iterator[Bound]:
    for kind, bounds, used in (
        ("requests", quota.requests, asked.requests),
        ("limits", quota.limits, asked.limits),
    ):
        for resource, bound in bounds.items():
            yield _bound(f"{kind}.{resource}", bound, used.get(resource, Fraction(0)))
    if quota.pods is not None:
        yield _bound("pods", str(quota.pods), Fraction(asked.pods))
    if quota.storage is not None:
        yield _bound("requests.storage", quota.storage, asked.storage)


def _bound(resource: str, bound: str, used: Fraction) -> Bound:
    limit = amount(bound)
    is_binary = not resource.endswith(("cpu", "pods"))
    percent = round(used * 100 / limit) if limit else 100
    return Bound(
        resource=resource, bound=bound, used=written(used, binary=is_binary), percent=percent
    )


def _ranges(namespace: Namespace) -> Iterator[tuple[str, str, str, str, str]]:
    limits = namespace.limit_range
    if limits is None:
        return
    resources = {
        *limits.default,
        *limits.default_request,
        *limits.minimum,
        *limits.maximum,
    }
    for resource in sorted(resources):
        yield (
            resource,
            limits.default_request.get(resource, "—"),
            limits.default.get(resource, "—"),
            limits.minimum.get(resource, "—"),
            limits.maximum.get(resource, "—"),
        )

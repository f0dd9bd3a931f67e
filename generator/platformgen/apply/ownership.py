"""Whose an object's fields are, passed on from one applier to another.

The server keeps in `managedFields` who applied which field, and takes what a writer says there. So
an object changes hands and stays as it is: nothing is set, nothing is removed, no pod restarts.
What the new owner applies next is judged as if it had applied all before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from platformgen.apply.fingerprint import MANAGER, is_managed, managers
from platformgen.apply.inventory import MEMBER, label
from platformgen.apply.key import Key
from platformgen.apply.marks import is_of_release

Live = Mapping[str, Any]
Entry = Mapping[str, Any]

APPLICATION: Final = ("argoproj.io", "Application")
"""The group and kind of what Argo CD is asked for."""
ARGO_CD: Final = "argocd-controller"
"""As whom Argo CD applies with `ServerSideApply=true`, which our Applications ask for."""
ARGO_CDS: Final = frozenset({ARGO_CD, "argocd-application-controller"})
"""The second is the name under which it sets what it does not apply by the server's side."""

HELM: Final = "helm"
"""As whom helm applies: by the name of its program."""


def is_application(each: Key) -> bool:
    """Tell whether an object is an Application: what Argo CD is asked for."""
    return (each.group, each.kind) == APPLICATION


def given_up(live: Live, set_id: str) -> dict[str, Any] | None:
    """Return the merge patch that makes an object of ours Argo CD's; None where it is not ours."""
    is_labelled = label(live) == set_id
    if not is_labelled and not is_managed(live):
        return None
    more = {"labels": {MEMBER: None}} if is_labelled else {}
    return _patch(live, {MANAGER}, ARGO_CD, **more)


def taken_back(live: Live) -> dict[str, Any] | None:
    """Return the merge patch that makes an object of Argo CD's ours; None where it is not its."""
    return _patch(live, ARGO_CDS, MANAGER) if is_argo_cds(live) else None


def is_argo_cds(live: Live) -> bool:
    """Tell whether Argo CD is among those who manage an object."""
    return any(_is_of(each, ARGO_CDS) for each in managers(live))


def helms_again(live: Live, *, each: Key, release: Key, application: str) -> dict[str, Any] | None:
    """Return the same for an object of a chart, which becomes Helm's; None for one of others."""
    is_due = is_argo_cds(live) and is_of_release(live, each, release, application)
    return _patch(live, ARGO_CDS, HELM) if is_due else None


def applier(live: Live) -> str:
    """Return as whom we try an object that is taken back: in the place of who applied it last."""
    is_applied = any(_is_of(each, {ARGO_CD}) and _is_applied(each) for each in managers(live))
    return ARGO_CD if is_applied else MANAGER


def _patch(live: Live, givers: Collection[str], taker: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
    """Return a patch that the server refuses where the object is another one by now."""
    metadata = live["metadata"]
    return {
        "metadata": {
            "uid": metadata["uid"],
            "resourceVersion": metadata["resourceVersion"],
            # An empty list would be taken for none given: the server asks for this to empty it.
            "managedFields": passed_on(live, givers, taker) or [{}],
            **more,
        }
    }


def passed_on(live: Live, givers: Collection[str], taker: str) -> list[Entry]:
    """Return an object's field managers, with what the givers applied as the taker's.

    What the givers set without applying it stays as it is, and is nobody's.
    """
    kept: list[Entry] = []
    applied: list[Entry] = []
    for each in managers(live):
        if _is_applied(each) and _is_of(each, {*givers, taker}):
            applied.append(each)
        elif not _is_of(each, givers):
            kept.append(each)
    return kept + _as_one(applied, taker)


def _is_of(entry: Entry, names: Collection[str]) -> bool:
    return entry.get("manager") in names and not entry.get("subresource")


def _is_applied(entry: Entry) -> bool:
    return entry.get("operation") == "Apply"


def _as_one(applied: list[Entry], taker: str) -> list[Entry]:
    """Return one entry with the fields of all; an applier has one, in one version of the API."""
    if not applied:
        return []
    last = applied[-1]
    fields: Mapping[str, Any] = {}
    for each in applied:
        # The fields of another version of a kind may have other names.
        if each.get("apiVersion") == last.get("apiVersion"):
            fields = _together(fields, each.get("fieldsV1") or {})
    return [{**last, "manager": taker, "fieldsV1": fields}]


def _together(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    names = sorted({*one, *other})
    return {name: _together(one.get(name, {}), other.get(name, {})) for name in names}

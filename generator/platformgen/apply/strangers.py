"""Others who have a hand in an object that we want: their platform, or what they write with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from platformgen.apply.change import Blocked
from platformgen.apply.fingerprint import MANAGER, managers
from platformgen.apply.graft import is_graft
from platformgen.apply.inventory import label
from platformgen.apply.wanted import Desired
from platformgen.kubernetes.labels import PART_OF

Live = Mapping[str, Any]


def is_labelled_otherwise(desired: Desired, live: Live) -> bool:
    """Tell whether an object does not carry the label of our set.

    All platforms write under one name, so who owns its fields does not tell whose it is.
    """
    return not is_graft(desired.key) and label(live) != label(desired.document)


def is_of_another(desired: Desired, live: Live) -> bool:
    """Tell whether an object says that it is of another set than ours."""
    return bool(label(live)) and is_labelled_otherwise(desired, live)


def of_another(desired: Desired, live: Live) -> Blocked:
    """Return what becomes of what another set has: it stays, until somebody says otherwise."""
    platform = live["metadata"]["labels"].get(PART_OF)
    owner = f"the platform {platform}" if platform else f"another set, {label(live)}"
    fix = f"give one of the two another name or namespace, or: --force-conflicts={desired.key}"
    return Blocked(wanted=desired, field="", reason=f"it belongs to {owner}", fix=fix)


def writers(live: Live) -> str:
    """Return with what others have written to an object, by their field managers."""
    others = {str(each.get("manager")) for each in managers(live) if not each.get("subresource")}
    return ", ".join(sorted(others - {MANAGER})) or "somebody else"

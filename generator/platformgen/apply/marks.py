"""Whose an object says it is: the marks that Helm and Argo CD leave on what they apply.

Argo CD's are those of its `application.resourceTrackingMethod`: an annotation that also names the
object, for controllers copy annotations to what they make; or a label.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from platformgen.apply.key import Key
from platformgen.apply.release import made_by

TRACKING: Final = "argocd.argoproj.io/tracking-id"
_INSTANCE: Final = "app.kubernetes.io/instance"

Live = Mapping[str, Any]


def is_of_release(live: Live, each: Key, release: Key, application: str) -> bool:
    """Tell whether an object that a chart may have made is this release's.

    A kind and a name are not enough: two groups may have the kind, each with an object so named.
    """
    metadata = live["metadata"]
    said = (metadata.get("annotations") or {}).get(TRACKING)
    if said is not None:
        return _is_tracked(str(said), each, application)
    instance = (metadata.get("labels") or {}).get(_INSTANCE)
    return made_by(live) == release or instance in {application, release.name}


def _is_tracked(said: str, each: Key, application: str) -> bool:
    """Read `application:group/Kind:namespace/name`; a namespace and `_` may stand before it."""
    owner, _, rest = said.partition(":")
    kind, _, place = rest.partition(":")
    is_object = (kind, place.rpartition("/")[2]) == (f"{each.group}/{each.kind}", each.name)
    return is_object and owner.rpartition("_")[2] == application

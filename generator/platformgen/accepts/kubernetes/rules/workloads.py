"""What runs pods: Deployments, StatefulSets, DaemonSets, ReplicaSets, Jobs and CronJobs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from platformgen.accepts.kubernetes.quantity import amount
from platformgen.accepts.kubernetes.rules.cron import schedule_problem
from platformgen.accepts.kubernetes.rules.pods import pod
from platformgen.accepts.kubernetes.rules.selectors import selector_of_template
from platformgen.accepts.names import (
    DNS_LABEL,
    LABEL_LENGTH,
    TIME_ZONE,
    WORDS,
    is_label,
    is_spelt,
)
from platformgen.accepts.wording import Path, Problem, quoted

Object = Mapping[str, Any]

_TEMPLATE: Final = ("spec", "template", "spec")
_PERCENT: Final = "%"
_WHOLE: Final = 100


def deployment(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a Deployment."""
    spec = item["spec"]
    yield from selector_of_template(spec, ("spec",))
    yield from _always(spec)
    yield from pod(spec["template"].get("spec") or {}, _TEMPLATE)
    strategy = spec.get("strategy") or {}
    here = ("spec", "strategy")
    yield from _rolling(strategy, here, surge="25%")
    if strategy.get("type") == "Recreate" and strategy.get("rollingUpdate"):
        message = "rollingUpdate does not go with the type Recreate"
        yield Problem(path=(*here, "rollingUpdate"), rule="forbidden", message=message)
    deadline = spec.get("progressDeadlineSeconds")
    if deadline is not None and deadline <= (spec.get("minReadySeconds") or 0):
        message = "the deadline must be longer than minReadySeconds"
        where = ("spec", "progressDeadlineSeconds")
        yield Problem(path=where, rule="value", message=message)


def replica_set(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a ReplicaSet."""
    spec = item["spec"]
    if not spec.get("template"):
        message = "the field 'template' is missing"
        yield Problem(path=("spec",), rule="required", message=message)
        return
    yield from selector_of_template(spec, ("spec",))
    yield from _always(spec)
    yield from pod(spec["template"].get("spec") or {}, _TEMPLATE)


def daemon_set(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a DaemonSet."""
    spec = item["spec"]
    yield from selector_of_template(spec, ("spec",))
    yield from _always(spec)
    yield from pod(spec["template"].get("spec") or {}, _TEMPLATE)
    strategy = spec.get("updateStrategy") or {}
    yield from _rolling(strategy, ("spec", "updateStrategy"), surge=0)


def stateful_set(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a StatefulSet; its claims may be mounted."""
    spec = item["spec"]
    yield from selector_of_template(spec, ("spec",))
    yield from _always(spec)
    claims = spec.get("volumeClaimTemplates") or ()
    volumes = tuple((each.get("metadata") or {}).get("name") or "" for each in claims)
    yield from pod(spec["template"].get("spec") or {}, _TEMPLATE, volumes)
    for index, each in enumerate(claims):
        here = ("spec", "volumeClaimTemplates", index)
        if not is_label(volumes[index]):
            message = f"{quoted(volumes[index])} is not {WORDS[DNS_LABEL]}"
            yield Problem(path=(*here, "metadata", "name"), rule="name", message=message)
        yield from claim_spec(each.get("spec") or {}, (*here, "spec"))
    strategy = spec.get("updateStrategy") or {}
    if strategy.get("type") == "OnDelete" and strategy.get("rollingUpdate"):
        message = "rollingUpdate goes with the type RollingUpdate only"
        where = ("spec", "updateStrategy", "rollingUpdate")
        yield Problem(path=where, rule="forbidden", message=message)


def job(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a Job; its name becomes a label of its pods."""
    spec = item.get("spec") or {}
    longest = item["metadata"]["name"]
    if spec.get("completionMode") == "Indexed":
        longest = f"{longest}-{(spec.get('completions') or 1) - 1}"
        if not is_label(longest):
            message = f"{quoted(longest)}, the name of a pod, is not {WORDS[DNS_LABEL]}"
            yield Problem(path=("metadata", "name"), rule="name", message=message)
    elif len(longest) > LABEL_LENGTH:
        message = f"this has {len(longest)} characters, more than {LABEL_LENGTH}"
        yield Problem(path=("metadata", "name"), rule="name", message=message)
    yield from _job(item.get("spec") or {}, ("spec",))


def cron_job(item: Object) -> Iterator[Problem]:
    """Yield what would be refused in a CronJob."""
    spec = item.get("spec") or {}
    message = schedule_problem(spec.get("schedule") or "")
    if message:
        yield Problem(path=("spec", "schedule"), rule="value", message=message)
    zone = spec.get("timeZone")
    if zone is not None and (zone == "Local" or not is_spelt(TIME_ZONE, zone)):
        message = f"{quoted(zone)} is not {WORDS[TIME_ZONE]}"
        yield Problem(path=("spec", "timeZone"), rule="value", message=message)
    template = (spec.get("jobTemplate") or {}).get("spec") or {}
    yield from _job(template, ("spec", "jobTemplate", "spec"))


def claim_spec(spec: Object, path: Path) -> Iterator[Problem]:
    """Yield what would be refused in the spec of a PersistentVolumeClaim."""
    if not spec.get("accessModes"):
        yield Problem(path=path, rule="required", message="the field 'accessModes' is missing")
    storage = ((spec.get("resources") or {}).get("requests") or {}).get("storage")
    where = (*path, "resources", "requests", "storage")
    if storage is None:
        message = "a claim says how much storage it requests"
        yield Problem(path=where, rule="required", message=message)
    elif amount(storage) <= 0:
        yield Problem(path=where, rule="value", message=f"{storage} is not more than 0")


def _job(spec: Object, path: Path) -> Iterator[Problem]:
    template = (spec.get("template") or {}).get("spec") or {}
    here = (*path, "template", "spec")
    if (template.get("restartPolicy") or "Always") not in {"OnFailure", "Never"}:
        message = "the pods of a job restart OnFailure or Never; where nothing is said it is Always"
        yield Problem(path=(*here, "restartPolicy"), rule="value", message=message)
    if (
        spec.get("completionMode") == "Indexed"
        and spec.get("completions") is None
        and spec.get("parallelism") is not None
    ):
        message = "an Indexed job with parallelism says how many completions it needs"
        yield Problem(path=(*path, "completions"), rule="required", message=message)
    if spec.get("selector") and not spec.get("manualSelector"):
        message = "Kubernetes makes the selector of a job itself"
        yield Problem(path=(*path, "selector"), rule="forbidden", message=message)
    yield from pod(template, here)


def _always(spec: Object) -> Iterator[Problem]:
    template = (spec.get("template") or {}).get("spec") or {}
    if (template.get("restartPolicy") or "Always") != "Always":
        message = "the pods of this kind restart Always"
        yield Problem(path=(*_TEMPLATE, "restartPolicy"), rule="value", message=message)
    if template.get("activeDeadlineSeconds") is not None:
        message = "the pods of this kind have no deadline"
        where = (*_TEMPLATE, "activeDeadlineSeconds")
        yield Problem(path=where, rule="forbidden", message=message)


def _rolling(strategy: Object, path: Path, *, surge: str | int) -> Iterator[Problem]:
    """Judge a rolling update; `surge` is what it is where nothing is said."""
    rolling = strategy.get("rollingUpdate")
    if not rolling:
        return
    here = (*path, "rollingUpdate")
    yield from count_or_percent(rolling, "maxSurge", here)
    yield from count_or_percent(rolling, "maxUnavailable", here)
    most = rolling.get("maxSurge")
    if _is_zero(rolling.get("maxUnavailable")) and _is_zero(surge if most is None else most):
        message = "with maxSurge and maxUnavailable both 0 nothing could ever be replaced"
        yield Problem(path=here, rule="value", message=message)


def count_or_percent(holder: Object, key: str, path: Path) -> Iterator[Problem]:
    """Yield a problem where a field is neither a count nor a percentage up to 100%."""
    value = holder.get(key)
    if value is None:
        return
    if isinstance(value, str):
        number = value.removesuffix(_PERCENT)
        is_percent = value.endswith(_PERCENT) and number.isdecimal() and number.isascii()
        is_good = is_percent and len(number) <= len("100") and int(number) <= _WHOLE
    else:
        is_good = value >= 0
    if not is_good:
        message = f"{quoted(value)} is neither a count nor a percentage from 0% to 100%"
        yield Problem(path=(*path, key), rule="value", message=message)


def _is_zero(value: object) -> bool:
    return value in {0, "0%"}

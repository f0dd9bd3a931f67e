"""Label selectors: what they ask for, and whether some labels fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from platformgen.accepts.wording import Path, Problem, quoted

Object = Mapping[str, Any]


def requirements(selector: Object, path: Path) -> Iterator[Problem]:
    """Yield the expressions of a selector whose values do not go with their operator."""
    for index, each in enumerate(selector.get("matchExpressions") or ()):
        values, operator = each.get("values") or (), each["operator"]
        here = (*path, "matchExpressions", index, "values")
        if operator in {"In", "NotIn"} and not values:
            message = f"the operator {operator} needs a value"
            yield Problem(path=here, rule="required", message=message)
        if operator in {"Exists", "DoesNotExist"} and values:
            message = f"the operator {operator} has no values"
            yield Problem(path=here, rule="forbidden", message=message)


def selects(selector: Object, labels: Mapping[str, str]) -> bool:
    """Tell whether a selector, empty or not, selects something with these labels."""
    wanted = (selector.get("matchLabels") or {}).items()
    return all(labels.get(key) == (value or "") for key, value in wanted) and all(
        _holds(each, labels) for each in selector.get("matchExpressions") or ()
    )


def _holds(expression: Object, labels: Mapping[str, str]) -> bool:
    key, values = expression["key"], expression.get("values") or ()
    match expression["operator"]:
        case "In":
            return labels.get(key) in values
        case "NotIn":
            return labels.get(key) not in values
        case "Exists":
            return key in labels
        case _:
            return key not in labels


def selector_of_template(spec: Object, path: Path) -> Iterator[Problem]:
    """Yield what is wrong between a workload's selector and the labels of its pods."""
    selector = spec.get("selector") or {}
    here = (*path, "selector")
    yield from requirements(selector, here)
    if not selector.get("matchLabels") and not selector.get("matchExpressions"):
        message = "an empty selector would select every pod"
        yield Problem(path=here, rule="required", message=message)
        return
    labels = (spec["template"].get("metadata") or {}).get("labels") or {}
    if not selects(selector, labels):
        missing = _missing(selector, labels)
        message = f"the selector asks for {missing}, which the pods of this template do not have"
        where = (*path, "template", "metadata", "labels")
        yield Problem(path=where, rule="selector", message=message)


def _missing(selector: Object, labels: Mapping[str, str]) -> str:
    wanted = (selector.get("matchLabels") or {}).items()
    pairs = [f"{key}={value}" for key, value in wanted if labels.get(key) != value]
    return quoted(", ".join(pairs)) if pairs else "other labels"

"""References from one entity to others: `[KIND:][NAMESPACE/]NAME`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from platformgen.accepts.wording import Path, Problem, problem, quoted

_FORM = "[KIND:][NAMESPACE/]NAME"


def broken_references(
    spec: Mapping[str, object], kinds: Mapping[str, str | None]
) -> Iterator[Problem]:
    """Yield the references that Backstage cannot read.

    `kinds` has, for each field of references, the kind that is meant where none is said, or
    None where one has to be said.
    """
    for field, kind in kinds.items():
        value = spec.get(field)
        # What JavaScript takes for nothing is nothing here.
        if value in (None, "", False, 0):
            continue
        path: Path = ("spec", field)
        if isinstance(value, list):
            for index, each in enumerate(value):
                yield from _broken(each, kind, (*path, index))
        else:
            yield from _broken(value, kind, path)


def _broken(reference: object, kind: str | None, path: Path) -> Iterator[Problem]:
    if not isinstance(reference, str):
        yield problem(path, "reference", f"expected a reference, {_FORM}, this is something else")
        return
    written, namespace, name = parts(reference)
    if "" in {written, namespace, name}:
        yield problem(path, "reference", f"{quoted(reference)} is not of the form {_FORM}")
    elif not (written or kind):
        example = quoted(f"component:{reference}")
        message = f"{quoted(reference)} does not say its kind, such as {example}"
        yield problem(path, "reference", message)


def parts(reference: str) -> tuple[str | None, str | None, str]:
    """Return kind, namespace and name as written; None where a part is not there."""
    colon, slash = reference.find(":"), reference.find("/")
    if -1 < slash < colon:
        colon = -1
    kind = None if colon == -1 else reference[:colon]
    namespace = None if slash == -1 else reference[colon + 1 : slash]
    return kind, namespace, reference[max(colon, slash) + 1 :]

"""What is not YAML at all, said at the place to edit and in plain words."""

from __future__ import annotations

import yaml

from platformgen.diagnostic import Diagnostic, Span

_OPENED = {
    "while parsing a flow sequence": "a list begins here and no ] ends it",
    "while parsing a flow mapping": "a mapping begins here and no } ends it",
    "while scanning a quoted scalar": "a quoted text begins here and does not end",
}
"""What lacks its end: the parser notices that far behind the place to edit."""
_WORDS = {
    "mapping values are not allowed in this context": (
        "a second key on this line",
        "quote the text if it holds a colon and a blank",
    ),
    "did not find expected node content": (
        "a value is expected here",
        "look before it for a [, { or comma too much",
    ),
    "did not find expected key": (
        "a key and its colon are expected here",
        "look at the indentation of this line, and at the quotes",
    ),
}


def syntax_error(error: yaml.MarkedYAMLError, text: str, file: str) -> Diagnostic:
    """Return what the parser could not read in a text."""
    mark = error.problem_mark
    assert mark is not None  # noqa: S101
    problem, context = error.problem or "", error.context or ""
    if context in _OPENED and ("expected ',' or" in problem or "end of stream" in problem):
        assert error.context_mark is not None  # noqa: S101
        what = f"{_OPENED[context]}: reading stopped in line {mark.line + 1}"
        return _diagnostic(what, _span(error.context_mark, file))
    if problem == "found character that cannot start any token":
        return _character(text[mark.index], _span(mark, file))
    what, fix = _WORDS.get(problem, (f"{problem} {context}".strip(), ""))
    return _diagnostic(what, _span(mark, file), fix)


def _character(character: str, span: Span) -> Diagnostic:
    if character == "\t":
        return _diagnostic("a tab cannot indent a line", span, "indent with blanks")
    return _diagnostic(f"a text cannot begin with {character}", span, "quote it")


def _diagnostic(what: str, span: Span, fix: str = "") -> Diagnostic:
    return Diagnostic(code="PG001", what=f"this is not YAML: {what}", span=span, fix=fix)


def _span(mark: yaml.Mark, file: str) -> Span:
    return Span(file, mark.line + 1, mark.column + 1)

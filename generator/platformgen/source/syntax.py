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
_SECOND_VALUE = "mapping values are not allowed in this context"
_FURTHER_IN = "this line is further in than the line above, which has its value already"
_WORDS = {
    _SECOND_VALUE: (
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
    if problem == _SECOND_VALUE and _is_further_in(text, mark):
        return _diagnostic(
            _FURTHER_IN, _span(mark, file), "begin it in the column of the line above"
        )
    what, fix = _WORDS.get(problem, (f"{problem} {context}".strip(), ""))
    return _diagnostic(what, _span(mark, file), fix)


def _is_further_in(text: str, mark: yaml.Mark) -> bool:
    """Tell whether a line is one more key of the mapping above, with blanks too many before it.

    Its colon is then the first of the line, and the line above has a key with a value and begins
    before it.
    """
    lines = text[: mark.index].split("\n")
    here, above = lines[-1], next((each for each in reversed(lines[:-1]) if each.strip()), "")
    depth, depth_above = (len(each) - len(each.lstrip(" ")) for each in (here, above))
    return ": " not in here and ": " in above and depth > depth_above


def _character(character: str, span: Span) -> Diagnostic:
    if character == "\t":
        return _diagnostic("a tab cannot indent a line", span, "indent with blanks")
    return _diagnostic(f"a text cannot begin with {character}", span, "quote it")


def _diagnostic(what: str, span: Span, fix: str = "") -> Diagnostic:
    return Diagnostic(code="PG001", what=f"this is not YAML: {what}", span=span, fix=fix)


def _span(mark: yaml.Mark, file: str) -> Span:
    return Span(file, mark.line + 1, mark.column + 1)

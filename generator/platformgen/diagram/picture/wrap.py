"""Labels of a flowchart's source, broken into lines so that the drawing stays narrow."""

from __future__ import annotations

import re

from platformgen.diagram.picture.entities import hidden

# A label that begins with a backtick is Markdown, which the engine reads itself.
_LABEL = re.compile(r'"([^"`\n][^"\n]*)"')
# A long word may break after one of these, but not in front of another.
_JOINTS = "-/._:@="


def wrapped(source: str, columns: int) -> str:
    """Return the source with the quoted labels of nodes and edges in lines of so many characters.

    Words break only where they have a joint, so that a line may be longer than asked. What has
    a meaning to Mermaid is hidden in every quoted label; `entities.reveal` shows it again.
    """
    return "\n".join(_line(line, columns) for line in source.split("\n"))


def _line(line: str, columns: int) -> str:
    # The title of a group stands beside its nodes, on one line.
    is_title = line.lstrip().startswith("subgraph")

    def replace(found: re.Match[str]) -> str:
        lines = hidden(found.group(1))
        if is_title:
            return f'"{" ".join(lines)}"'
        # The round sides of stadiums and cylinders need some room of their own.
        is_round = line[: found.start()].endswith(("([", "[("))
        side = "\u00a0" if is_round else ""
        broken = [part for text in lines for part in _wrapped(text, columns)]
        label = "<br/>".join(side + part + side for part in broken)
        return f'"{label or " "}"'

    return _LABEL.sub(replace, line)


def _wrapped(line: str, columns: int) -> list[str]:
    lines = [""]
    for piece, gap in _pieces(line, columns):
        if lines[-1] and len(lines[-1] + gap + piece) > columns:
            lines.append(piece)
        else:
            lines[-1] += (gap if lines[-1] else "") + piece
    return lines


def _pieces(line: str, columns: int) -> list[tuple[str, str]]:
    """Return what may stand on a line of its own, each with the space before it."""
    pieces: list[tuple[str, str]] = []
    for word in _WORD.findall(line):
        parts = [word] if len(word) <= columns else _PART.findall(word)
        pieces += [(part, "" if index else " ") for index, part in enumerate(parts)]
    return pieces


# A bullet or an icon stays with the word after it.
_WORD = re.compile(r"(?:[^\w\s]+\s+)?\S+")
_PART = re.compile(f"[^{re.escape(_JOINTS)}]*[{re.escape(_JOINTS)}]+|[^{re.escape(_JOINTS)}]+")

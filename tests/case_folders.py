"""The cases: projects with one mistake each, what is said of it, and the near misses beside them.

`tests/cases/PG0xx_what/project` is a project and `expected/diagnostics.txt` is what compiling it
says. A folder whose name ends in `_near_miss` has no mistake: it stands just beside one. A project
with an environment is compiled for that environment.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from platformgen.diagnostic import Diagnostic
from platformgen.shell.comparing import compared
from platformgen.shell.disk import DiskProject

ROOT = Path(__file__).resolve().parent / "cases"
SOURCES = Path(__file__).resolve().parents[1] / "generator" / "platformgen"
_NEAR_MISS = "_near_miss"
_CODE_IN_SOURCE = re.compile(r'"(PG\d{3})"')


@dataclass(frozen=True, slots=True)
class Case:
    """One folder under tests/cases."""

    folder: Path

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.folder.name

    @property
    def code(self) -> str:
        """The code of the diagnostic that the case is about."""
        return self.name[:5]

    @property
    def is_near_miss(self) -> bool:
        """Whether nothing is wrong in it."""
        return self.name.endswith(_NEAR_MISS)

    @property
    def expected(self) -> Path:
        """The file that holds what is said of it."""
        return self.folder / "expected" / "diagnostics.txt"

    def found(self) -> tuple[Diagnostic, ...]:
        """Return what a build would say, of the project and of what is in its way."""
        project = DiskProject(self.folder / "project")
        environment = next(iter(project.environments()), None)
        return compared(project, environment).diagnostics


def cases() -> list[Case]:
    """Return every case, by name."""
    return [Case(folder) for folder in sorted(ROOT.iterdir())]


def codes_of_the_source() -> set[str]:
    """Return the codes of all diagnostics that the product can make."""
    files = SOURCES.rglob("*.py")
    return {code for file in files for code in _CODE_IN_SOURCE.findall(file.read_text("utf-8"))}


def text(found: tuple[Diagnostic, ...]) -> str:
    """Return diagnostics as the expected files hold them."""
    return "".join(f"{each.render()}\n" for each in found)

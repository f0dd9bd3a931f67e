"""The compiler: a project's sources in, artifacts and diagnostics out."""

from platformgen.pipeline.compiler import Compilation, Result, build, compiled
from platformgen.pipeline.project import Project, Unreadable

__all__ = ["Compilation", "Project", "Result", "Unreadable", "build", "compiled"]

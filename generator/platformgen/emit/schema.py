"""The JSON Schema of the spec beside the spec: specs/platform.schema.json, for editors."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from platformgen.artifact import HEADER_TEXT, Artifact
from platformgen.model import Platform
from platformgen.schema import platform_schema

PATH = "specs/platform.schema.json"


def emit(platform: Platform) -> Iterator[Artifact]:
    """Write the schema where the editor looks for it."""
    if platform.environment is None:
        yield Artifact(PurePosixPath(PATH), schema_text().encode())


def schema_text() -> str:
    """Return the schema as JSON, with its first line saying who made it."""
    text = json.dumps(platform_schema(), indent=1, ensure_ascii=False)
    return f'{{"$comment": "{HEADER_TEXT}",{text.removeprefix("{")}\n'

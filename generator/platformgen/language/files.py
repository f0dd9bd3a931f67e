"""Words in generated files that people read as text."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.language.phrase import Phrase

FILES: Mapping[str, Phrase] = {
    "catalog.documentation": Phrase(en="Documentation", es="Documentación"),
}

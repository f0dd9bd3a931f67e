"""The language of the spec: its JSON Schema, and what does not fit it."""

from platformgen.schema.findings import findings
from platformgen.schema.platform import NAMED_SECTIONS, platform_schema

__all__ = ["NAMED_SECTIONS", "findings", "platform_schema"]

"""What users wrote becomes the model: defaults filled in, short forms spelled out.

Total once the schema found nothing: names that mean nothing stay as they are, for the checks.
"""

from platformgen.lower.files import file_references
from platformgen.lower.platform import Contents, lowered
from platformgen.lower.resolution import resolved

__all__ = ["Contents", "file_references", "lowered", "resolved"]

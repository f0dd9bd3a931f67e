"""`platform.lock`: its form, how it is read and written, and the index of names in it.

What looks into charts is in `lock.archive`: no build needs it.
"""

from platformgen.lock.digest import sha256, values_digest
from platformgen.lock.documents import Unparsed, objects
from platformgen.lock.index import indexed
from platformgen.lock.reading import FILE, lock_of, read_lock
from platformgen.lock.writing import lock_document, lock_text

__all__ = [
    "FILE",
    "Unparsed",
    "indexed",
    "lock_document",
    "lock_of",
    "lock_text",
    "objects",
    "read_lock",
    "sha256",
    "values_digest",
]

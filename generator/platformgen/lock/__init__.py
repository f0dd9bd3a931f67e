"""`platform.lock`: its form, how it is read and written, and the index of names in it."""

from platformgen.lock.archive import refers_elsewhere, refused_archive
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
    "refers_elsewhere",
    "refused_archive",
    "sha256",
    "values_digest",
]

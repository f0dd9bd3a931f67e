"""How names are spelt in Backstage's catalog, in words, where it differs from Kubernetes.

The rules are those of the package `@backstage/catalog-model`, 1.10.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

ENTITY_NAME: Final = r"^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$"
KEY: Final = (
    r"^((?=[^/]{1,253}/)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*/)?"
    r"([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]$"
)
TAG: Final = r"^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$"
VISIBLE: Final = r"[^\t\n\x0B\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"

WORDS: Final[Mapping[str, str]] = {
    ENTITY_NAME: "letters, digits, '-', '_' and '.', a letter or digit at both ends",
    KEY: "a name of up to 63 letters, digits, '-', '_' and '.', a letter or digit at both ends,"
    " after a domain and '/' where there is one",
    TAG: "lower-case letters, digits, ':', '+' and '#', with single hyphens between",
    VISIBLE: "a text that can be seen",
}

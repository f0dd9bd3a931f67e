"""Rights that are missing: read off the answer of a server, and told as the rule that gives them.

The words are those of Kubernetes' RBAC authorizer, and of other authorizers by its interface.
"""

from __future__ import annotations

import re
from typing import Final

LACKING: Final = "ask for the rights that are missing"
"""How each fix begins, of what we may not do."""
_RESOURCE: Final = re.compile(
    r'cannot (?P<verb>[a-z]+) resource "(?P<resource>[a-z0-9./-]+)"'
    r' in API group "(?P<group>[a-z0-9.-]*)"(?: in the namespace "(?P<namespace>[a-z0-9-]+)")?'
)
_PATH: Final = re.compile(r'cannot (?P<verb>[a-z]+) path "(?P<path>[\w./-]+)"')


def ask_for(message: str) -> str:
    """Return what to ask for: a role, and the rule that it takes, where the message tells."""
    found = _RESOURCE.search(message)
    if found:
        verb, resource, group, namespace = found.groups()
        role = f"a Role in {namespace}, or a ClusterRole," if namespace else "a ClusterRole"
        groups = group or '""'
        rule = f"{{apiGroups: [{groups}], resources: [{resource}], verbs: [{verb}]}}"
        return f"{LACKING}: {role} with the rule `{rule}`"
    found = _PATH.search(message)
    if found:
        rule = f"{{nonResourceURLs: [{found['path']}], verbs: [{found['verb']}]}}"
        return f"{LACKING}: a ClusterRole with the rule `{rule}`"
    return LACKING

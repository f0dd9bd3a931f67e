"""What the real kind says of a cluster's configuration.

kind reads and judges the whole configuration before it makes a node, but asks for Docker
first. The Docker here is played: it is there, has every image and no cluster, and refuses
to make anything. No real Docker is ever called, so no test makes a cluster on a laptop.
"""

import tempfile
from pathlib import Path

from realparts import command, gobuild

_ACCEPTED = "the played Docker makes nothing"
_PLAYED_DOCKER = f"""#!/bin/sh
case $1 in
info) echo '{{"CgroupVersion": "2"}}' ;;
ps|inspect) ;;
*) echo '{_ACCEPTED}' >&2; exit 1 ;;
esac
"""
_ERROR = "ERROR: failed to create cluster: "


def refusal(configuration: str) -> str | None:
    """Return why kind refuses a configuration; None, where it accepts it."""
    with tempfile.TemporaryDirectory(prefix="platformgen-kind-") as folder:
        docker = Path(folder) / "docker"
        docker.write_text(_PLAYED_DOCKER)
        docker.chmod(0o755)
        env = {"PATH": folder, "HOME": folder, "KIND_EXPERIMENTAL_PROVIDER": "docker"}
        kind = gobuild.program(gobuild.KIND, "kind")
        create = ("create", "cluster", "--config=-")
        said = command.run(kind, *create, stdin=configuration, env=env).stderr
    if _ACCEPTED in said:
        return None
    return said.partition(_ERROR)[2].strip() or f"not an answer of kind: {said}"

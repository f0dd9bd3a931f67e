"""A network of its own for a process: loopback, and nothing else to reach."""

import os

from realparts import system


def unshare() -> list[str]:
    """Return the command that runs another one in new namespaces.

    Processes have a namespace too: they all end when that first command ends.
    """
    rights = [] if os.geteuid() == 0 else ["--map-root-user"]
    options = ["--net", "--pid", "--fork", "--kill-child"]
    return [str(system.program("unshare")), *rights, *options, "--"]


def alone() -> list[str]:
    """Return the command that runs another one where nothing but its own servers answers."""
    up = f'{system.program("ip")} link set lo up && exec "$@"'
    return [*unshare(), "sh", "-c", up, "sh"]


def enter(pid: int) -> list[str]:
    """Return the command that runs another one in the network of a process."""
    rights = [] if os.geteuid() == 0 else ["--user", "--preserve-credentials"]
    return [str(system.program("nsenter")), f"--target={pid}", "--net", *rights, "--"]

"""Runs commands inside the network of a cluster, through a proxy: jobs as JSON in, results out.

Each job says what to run, and what goes wrong meanwhile; `signal` names the request at which the
command gets it, `before` it is passed on or `after` the server has done it. A `direct` job
goes past the proxy.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from cluster.proxy import Faults, Proxy


async def _done(job: dict[str, Any]) -> dict[str, Any]:
    kubeconfig = Path(os.environ["KUBECONFIG"])
    proxy = Proxy(kubeconfig=kubeconfig, faults=Faults(**job.get("faults", {})))
    path = await proxy.start()
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *job["argv"],
        env={**os.environ, "KUBECONFIG": str(kubeconfig if job.get("direct") else path)},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )

    def end(number: int) -> None:
        if number == job["signal"]["at"]:
            process.send_signal(getattr(signal, job["signal"]["name"]))

    if "signal" in job:
        setattr(proxy, job["signal"]["when"], end)
    out, err = await process.communicate()
    path.unlink()
    return {
        "code": process.returncode,
        "out": out.decode(),
        "err": err.decode(),
        "seen": proxy.seen,
        "seconds": time.monotonic() - began,
    }


async def _main() -> None:
    for line in sys.stdin:
        print(json.dumps(await _done(json.loads(line))), flush=True)


if __name__ == "__main__":
    asyncio.run(_main())

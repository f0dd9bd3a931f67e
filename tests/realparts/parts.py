"""All real parts, by name."""

from realparts import gobuild, npm, toolchain
from realparts.cache import Part

PARTS: dict[str, Part] = {
    part.name: part
    for part in (
        toolchain.NODE,
        toolchain.CHECKOV,
        toolchain.LYCHEE,
        gobuild.KIND,
        gobuild.KUBECONFORM,
        npm.CATALOG_MODEL,
        npm.BROWSER,
        npm.LIGHTHOUSE,
        npm.AZURITE,
        gobuild.FAKE_GCS_SERVER,
        gobuild.VERSITYGW,
        gobuild.ETCD,
        *gobuild.CONTROL_PLANES.values(),
        gobuild.KWOK,
        gobuild.HELM,
        npm.BACKSTAGE,
    )
}
"""Cheapest first, so that a failing set-up fails early. Go is got only where it is missing."""

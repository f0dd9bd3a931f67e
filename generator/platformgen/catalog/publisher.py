"""Where Backstage reads the published TechDocs site, as its configuration says it."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from platformgen.model import Component


def publisher(portal: Component | None) -> Mapping[str, object]:
    """Return the `publisher` setting for where the portal's `docs` are; empty where nothing says.

    Credentials are found by the cloud's own means in the portal's environment.
    """
    if portal is None or portal.portal is None or portal.portal.docs is None:
        return {}
    place = urlsplit(portal.portal.docs)
    root = place.path.strip("/")
    match place.scheme:
        case "file":
            found = _setting("local", {"publishDirectory": place.path})
        case "s3":
            found = _setting("awsS3", {"bucketName": place.netloc, "bucketRootPath": root})
        case "gs":
            found = _setting("googleGcs", {"bucketName": place.netloc, "bucketRootPath": root})
        case _:  # az, for the spec's language has no other.
            account = {"accountName": place.netloc}
            found = _setting("azureBlobStorage", {"containerName": root, "credentials": account})
    return {"publisher": found}


def _setting(kind: str, fields: Mapping[str, object]) -> Mapping[str, object]:
    return {"type": kind, kind: {key: value for key, value in fields.items() if value}}

"""OCI registries: digests of images, and the archives of charts."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from platformgen.lock import sha256
from platformgen.shell.failure import WorldError
from platformgen.shell.remote.logins import login
from platformgen.shell.remote.reference import Reference
from platformgen.shell.remote.web import Answer, ask, is_loopback

_MANIFEST_BYTES_MAX = 4 * 1024 * 1024
_TOKEN_BYTES_MAX = 1024 * 1024
_LIST = "application/vnd.oci.image.index.v1+json"
_MANIFEST = "application/vnd.oci.image.manifest.v1+json"
_DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json"
_DOCKER_MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
_IMAGE = f"{_LIST}, {_DOCKER_LIST}, {_MANIFEST}, {_DOCKER_MANIFEST}"
_CHART_LAYER = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
_DIGEST = re.compile("sha256:[0-9a-f]{64}")
_CHALLENGE = re.compile(r'(realm|service|scope)="([^"]*)"')
_UNAUTHORIZED, _FORBIDDEN, _NOT_FOUND = 401, 403, 404


class Registries:
    """All registries; it remembers the tokens that they gave, by repository."""

    def __init__(self) -> None:
        self._tokens: dict[tuple[str, str], str] = {}

    def digest(self, image: Reference) -> str:
        """Return the digest of an image, or of the list of images for all machines."""
        path = f"/manifests/{image.tag}"
        answer = self._ask(image, path, _MANIFEST_BYTES_MAX, _IMAGE, method="HEAD")
        said = answer.headers.get("docker-content-digest", "")
        if _DIGEST.fullmatch(said):
            return said
        return sha256(self._ask(image, path, _MANIFEST_BYTES_MAX, _IMAGE).body)

    def chart(self, chart: Reference, bytes_max: int) -> bytes:
        """Return the archive of a chart, its bytes checked against its manifest."""
        answer = self._ask(chart, f"/manifests/{chart.tag}", _MANIFEST_BYTES_MAX, _MANIFEST)
        digest = _layer(answer.body, _named(chart))
        body = self._ask(chart, f"/blobs/{digest}", bytes_max).body
        if sha256(body) != digest:
            raise WorldError(f"{_named(chart)} is not what its manifest says: run it again")
        return body

    def _ask(
        self, of: Reference, path: str, bytes_max: int, accept: str = "*/*", method: str = "GET"
    ) -> Answer:
        key = (of.host, of.repository)
        headers = {"Accept": accept}
        if key in self._tokens:
            headers["Authorization"] = self._tokens[key]
        answer = ask(of.server + path, bytes_max, headers, method)
        if answer.status == _UNAUTHORIZED:
            self._tokens[key] = headers["Authorization"] = _authorization(of, answer)
            answer = ask(of.server + path, bytes_max, headers, method)
        if not answer.is_ok:
            raise WorldError(_refusal(of, answer.status))
        return answer


def _authorization(of: Reference, refused: Answer) -> str:
    """Return the header that a registry asks for: a token that it gives to anybody, or a login."""
    challenge = refused.headers.get("www-authenticate", "")
    known = login(of.host)
    if not challenge.lower().startswith("bearer"):
        if known is None:
            raise WorldError(_refusal(of, _UNAUTHORIZED))
        return known
    said = dict(_CHALLENGE.findall(challenge))
    realm = said.pop("realm", "")
    said.setdefault("scope", f"repository:{of.repository}:pull")
    if not realm.startswith("https://") and not (is_loopback(realm) and is_loopback(of.server)):
        raise WorldError(f"{of.host} sends us to {realm or 'nowhere'} for a token")
    separator = "&" if "?" in realm else "?"
    headers = {"Authorization": known} if known else {}
    answer = ask(f"{realm}{separator}{urlencode(said)}", _TOKEN_BYTES_MAX, headers)
    if not answer.is_ok:
        raise WorldError(_refusal(of, answer.status))
    token = _json(answer.body, f"the token of {of.host}")
    return f"Bearer {token.get('token') or token.get('access_token') or ''}"


def _refusal(of: Reference, status: int) -> str:
    if status in (_UNAUTHORIZED, _FORBIDDEN):
        return f"{of.host} does not show {_named(of)}: log in with `docker login {of.host}`"
    if status == _NOT_FOUND:
        return f"{of.host} has no {of.repository}:{of.tag}"
    return f"{of.host} answers {status} for {_named(of)}"


def _named(of: Reference) -> str:
    return f"{of.host}/{of.repository}:{of.tag}"


def _layer(manifest: bytes, name: str) -> str:
    layers = _json(manifest, name).get("layers")
    for each in layers if isinstance(layers, list) else ():
        if isinstance(each, dict) and each.get("mediaType") == _CHART_LAYER:
            digest = str(each.get("digest"))
            if _DIGEST.fullmatch(digest):
                return digest
    raise WorldError(f"{name} is not a chart")


def _json(body: bytes, name: str) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise WorldError(f"{name} is not JSON") from error
    return found if isinstance(found, dict) else {}

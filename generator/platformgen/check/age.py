"""What has aged, and what is not pinned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from platformgen.check.subject import Path, Subject, pod
from platformgen.diagnostic import Diagnostic
from platformgen.model import HelmInstall, ManifestInstall

_RETIRED = re.compile(r"https://(raw\.)?github(usercontent)?\.com/kubernetes/ingress-nginx/")
_MOVING = ("/main/", "/master/", "/stable/", "/latest/", "/HEAD/", "/develop/")


def retired_controller(subject: Subject) -> Iterator[Diagnostic]:
    """Warn of the ingress controller that nobody mends any more (retired in March 2026)."""
    why = "ingress-nginx was retired in March 2026 and gets no security fixes"
    fix = "use another controller, or the Gateway API: `routing: {gateway: NAMESPACE/NAME}`"
    for component in subject.platform.components:
        at: Path = ("components", component.name, "install")
        what = f"{component.name} is a retired ingress controller"
        match component.origin:
            case ManifestInstall(urls=urls):
                for index, url in enumerate(urls):
                    if _RETIRED.match(url):
                        place = (*at, "manifests", index, "url")
                        yield subject.warning("PG037", place, what, why, fix)
            case HelmInstall(chart="ingress-nginx"):
                yield subject.warning("PG037", (*at, "helm", "chart"), what, why, fix)
            case _:
                pass


def moving_targets(subject: Subject) -> Iterator[Diagnostic]:
    """Report images and manifests that mean something else tomorrow."""
    why = "what it means changes without a change in the spec"
    for component in subject.platform.components:
        at: Path = ("components", component.name)
        match component.origin:
            case ManifestInstall(urls=urls):
                for index, url in enumerate(urls):
                    if any(part in url for part in _MOVING):
                        place = (*at, "install", "manifests", index, "url")
                        what = "the URL names a branch, not a version"
                        fix = "name a tag or a commit in it"
                        yield subject.error("PG041", place, what, why, fix)
            case _:
                for holder, container in pod(component):
                    if container.image.endswith(":latest"):
                        what = f"{container.image} is another image every day"
                        place = (*holder, "image")
                        yield subject.error("PG041", place, what, why, "name a version or a digest")


def missing_lock(subject: Subject) -> Iterator[Diagnostic]:
    """Warn that nothing holds what is fetched from elsewhere to what it was."""
    if subject.platform.lock is not None:
        return
    for component in subject.platform.components:
        if isinstance(component.origin, HelmInstall | ManifestInstall):
            at: Path = ("components", component.name, "install")
            what = "there is no platform.lock"
            why = "names that charts make are not checked, and images go by tag, not by digest"
            yield subject.warning("PG038", at, what, why, "run `platformgen lock`")
            return

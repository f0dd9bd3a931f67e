"""Whether the lock fits the spec: what is not in it, and what was made with other values."""

from __future__ import annotations

from collections.abc import Iterator

from platformgen.check.installs import difference, rendering, renderings
from platformgen.check.subject import Path, Subject, pod
from platformgen.diagnostic import Diagnostic
from platformgen.model import Component, HelmInstall, Lock, ManifestInstall

_RUN = "run `platformgen lock`, and commit what it writes"
_WHY_UNLOCKED = "nothing says what it was when it was reviewed, nor which names it makes"


def unlocked(subject: Subject) -> Iterator[Diagnostic]:
    """Report charts and manifests that the lock does not have, and warn of such images."""
    lock = subject.platform.lock
    if lock is None:
        return
    for component in subject.platform.components:
        at: Path = ("components", component.name, "install")
        match component.origin:
            case HelmInstall() as helm if not renderings(helm, lock):
                yield _unlocked_chart(subject, helm, lock, (*at, "helm"))
            case ManifestInstall(urls=urls):
                for index, url in enumerate(urls):
                    if url not in lock.manifests:
                        place = (*at, "manifests", index, "url")
                        what = "this manifest is not in platform.lock"
                        yield subject.error("PG071", place, what, _WHY_UNLOCKED, _RUN)
            case _:
                yield from _unlocked_images(subject, component, lock)


def _unlocked_chart(subject: Subject, helm: HelmInstall, lock: Lock, at: Path) -> Diagnostic:
    known = [
        each.version
        for each in lock.releases.get(helm.release, ())
        if (each.repo, each.chart) == (helm.repo, helm.chart)
    ]
    what = f"{helm.chart} {helm.version} is not in platform.lock"
    if known:
        what += f", which has {', '.join(dict.fromkeys(known))}"
    place = (*at, "version" if known else "chart")
    return subject.error("PG071", place, what, _WHY_UNLOCKED, _RUN)


def _unlocked_images(subject: Subject, component: Component, lock: Lock) -> Iterator[Diagnostic]:
    for holder, container in pod(component):
        image = container.image
        if image not in lock.images and "@" not in image:
            what = f"{image} is not in platform.lock, so it goes by its tag"
            why = "who can push to the registry can change what a tag means"
            yield subject.warning("PG073", (*holder, "image"), what, why, _RUN)


def outdated(subject: Subject) -> Iterator[Diagnostic]:
    """Report releases that were rendered with something else than what the spec says now."""
    lock = subject.platform.lock
    if lock is None:
        return
    for component in subject.platform.components:
        helm = component.origin
        if not isinstance(helm, HelmInstall):
            continue
        charts = renderings(helm, lock)
        if not charts or rendering(subject, component, helm, lock):
            continue
        # The one that comes closest: environments have others.
        found = [
            each for locked in charts if (each := difference(subject, component, helm, locked))
        ]
        how, at = max(found, key=lambda each: _CLOSENESS.index(each[1][-1]))
        what = f"{helm.chart} was rendered {how}, and platform.lock has what it made then"
        why = "the names that a chart makes follow from its values"
        yield subject.error_at_key("PG072", at, what, why, _RUN)


_CLOSENESS = ("namespace", "kubernetes", "values")

"""What a run is to bring a cluster to, whoever says so: the spec, or a revision of the past."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from platformgen.apply.key import Key
from platformgen.apply.wanted import Wanted
from platformgen.diagnostic import Span
from platformgen.model import Lock


class Aim(Protocol):
    """All that looking, planning and writing have to know of it."""

    @property
    def name(self) -> str:
        """The platform's."""

    @property
    def authority(self) -> str:
        """What says what is wanted, in words: `the spec`, `revision 3`."""

    @property
    def context(self) -> str:
        """The context of the kubeconfig that the spec names."""

    @property
    def context_span(self) -> Span | None:
        """Where the spec names it; None where nobody looked."""

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """What is to be in the cluster."""

    @property
    def leaving(self) -> tuple[Wanted, ...]:
        """What is known of what is to go, where all of it is: it tells the order."""

    @property
    def handed(self) -> Mapping[Key, Key]:
        """What Argo CD applies in our stead, each with the Application that asks it to."""

    @property
    def in_part(self) -> frozenset[str]:
        """The components of which it says a part only, as the run did that it was kept of."""

    @property
    def depends_on(self) -> Mapping[str, frozenset[str]]:
        """What each component needs."""

    @property
    def lock(self) -> Lock | None:
        """What the bytes of charts are held to."""

    @property
    def installs(self) -> tuple[str, ...]:
        """The components that come as charts or manifests."""

    @property
    def installed(self) -> tuple[str, ...]:
        """Those of them that are left alone, for there is no lock of them."""

    @property
    def withheld(self) -> frozenset[Key]:
        """The Secrets of it whose values are not known: what is there of them stays."""

    def span(self, each: Wanted, path: str) -> Span | None:
        """Return where a field of an object is said; None where there is no such place any more."""

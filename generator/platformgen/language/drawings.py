"""Words in diagrams that are made from the spec."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.language.phrase import Phrase

DRAWINGS: Mapping[str, Phrase] = {
    "drawing.browser": Phrase(en="Browser", es="Navegador"),
    "drawing.cluster": Phrase(en="Cluster {name}", es="Clúster {name}"),
    "drawing.node": Phrase(en="Control plane node", es="Nodo del plano de control"),
}

"""Words in diagrams that are made from the spec."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.language.phrase import Phrase

DRAWINGS: Mapping[str, Phrase] = {
    "drawing.browser": Phrase(en="Browser", es="Navegador"),
    "drawing.cluster": Phrase(en="Cluster {name}", es="Clúster {name}"),
    "drawing.components": Phrase(en="{count} components", es="{count} componentes"),
    "drawing.control_plane": Phrase(en="Control plane node", es="Nodo del plano de control"),
    "drawing.data": Phrase(en="data", es="datos"),
    "drawing.kind_container": Phrase(en="kind container", es="Contenedor de kind"),
    "drawing.manages": Phrase(en="manages", es="gestiona"),
    "drawing.more": Phrase(en="… and {count} more", es="… y {count} más"),
    "drawing.namespaces": Phrase(en="{count} namespaces", es="{count} namespaces"),
    "drawing.nodes": Phrase(en="The cluster's nodes", es="Nodos del clúster"),
    "drawing.pods": Phrase(en="Pods", es="Pods"),
    "drawing.router": Phrase(en="Router", es="Enrutador"),
    "drawing.services": Phrase(en="Services (ClusterIP)", es="Services (ClusterIP)"),
}

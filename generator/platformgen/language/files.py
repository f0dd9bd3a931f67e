"""Words in generated files that people read as text."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.language.phrase import Phrase

FILES: Mapping[str, Phrase] = {
    "catalog.documentation": Phrase(en="Documentation", es="Documentación"),
    "catalog.guide": Phrase(en="Guide", es="Guía"),
    "catalog.issues": Phrase(en="Issues", es="Incidencias"),
    "catalog.open": Phrase(en="Open {title}", es="Abrir {title}"),
    "catalog.portal_page": Phrase(en="{title} in the portal", es="{title} en el portal"),
    "catalog.repository": Phrase(en="Repository", es="Repositorio"),
    "catalog.site_title": Phrase(en="{title}: documentation", es="{title}: documentación"),
}

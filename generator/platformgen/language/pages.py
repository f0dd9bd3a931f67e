"""Words in the pages of the site."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.language.phrase import Phrase

PAGES: Mapping[str, Phrase] = {
    "page.home": Phrase(en="Home", es="Inicio"),
    "page.architecture": Phrase(en="Architecture", es="Arquitectura"),
    "page.components": Phrase(en="Components", es="Componentes"),
    "page.systems": Phrase(en="Systems", es="Sistemas"),
    "page.namespaces": Phrase(en="Namespaces", es="Namespaces"),
    "page.install": Phrase(en="Installation", es="Instalación"),
    "page.credentials": Phrase(en="Credentials", es="Credenciales"),
    "page.flows": Phrase(en="Flows", es="Flujos"),
    "page.troubleshooting": Phrase(en="Troubleshooting", es="Solución de problemas"),
    "page.glossary": Phrase(en="Glossary", es="Glosario"),
}

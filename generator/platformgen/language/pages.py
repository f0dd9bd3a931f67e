"""Words in the pages of the site."""

from __future__ import annotations

from collections.abc import Mapping

from platformgen.language.phrase import Phrase

PAGES: Mapping[str, Phrase] = {
    "page.home": Phrase(en="Home", es="Inicio"),
    "page.architecture": Phrase(en="Architecture", es="Arquitectura"),
    "page.components": Phrase(en="Components", es="Componentes"),
    "page.namespaces": Phrase(en="Namespaces", es="Namespaces"),
    "page.install": Phrase(en="Installation", es="Instalación"),
    "page.credentials": Phrase(en="Credentials", es="Credenciales"),
    "page.flows": Phrase(en="Flows", es="Flujos"),
    "page.troubleshooting": Phrase(en="Troubleshooting", es="Solución de problemas"),
    "page.glossary": Phrase(en="Glossary", es="Glosario"),
    "page.changelog": Phrase(en="Changelog", es="Cambios"),
    "page.guides": Phrase(en="Guides", es="Guías"),
    "page.operation": Phrase(en="Operation", es="Operación"),
    "page.other": Phrase(en="Without a system", es="Sin sistema"),
    "page.spec": Phrase(en="Changing the platform", es="Cambiar la plataforma"),
    "page.spec.index": Phrase(en="How it is changed", es="Cómo se cambia"),
    "page.spec.fields": Phrase(en="Fields of the spec", es="Campos de la especificación"),
    "page.spec.codes": Phrase(en="Codes of messages", es="Códigos de los mensajes"),
    "page.spec.needed": Phrase(en="(needed)", es="(obligatoria)"),
    "page.spec.platform": Phrase(en="Platform and cluster", es="Plataforma y clúster"),
    "page.spec.people": Phrase(en="Teams, people, systems", es="Equipos, personas y sistemas"),
    "page.spec.namespaces": Phrase(
        en="Namespaces, Secrets, patches", es="Namespaces, Secrets y parches"
    ),
    "page.spec.components": Phrase(en="A component", es="Un componente"),
    "page.spec.workload": Phrase(en="What runs a component", es="Lo que ejecuta un componente"),
    "page.spec.flows": Phrase(en="Flows and what is outside", es="Flujos y lo de fuera"),
    "page.spec.reading": Phrase(en="Files and forms", es="Archivos y formas"),
    "page.spec.meaning": Phrase(en="Names, relations, room", es="Nombres, relaciones y sitio"),
    "page.spec.outputs": Phrase(en="What is made of it", es="Lo que sale de ella"),
    "page.spec.site": Phrase(en="Pages and the lock", es="Páginas y lock"),
    "page.figure.words": Phrase(
        en="The drawing in words, and as Mermaid source",
        es="El dibujo, en palabras y como código de Mermaid",
    ),
    "page.figure.source": Phrase(
        en="The drawing as Mermaid source", es="El dibujo, como código de Mermaid"
    ),
    "page.figure.network": Phrase(en="The way of a request", es="El camino de una petición"),
    "page.figure.neighbours": Phrase(en="{name} and its neighbours", es="{name} y sus vecinos"),
    "page.link.catalog": Phrase(en="In the catalog", es="En el catálogo"),
    "page.link.portal": Phrase(en="Its page in the portal", es="Su página en el portal"),
    "page.dark": Phrase(en="Switch to dark mode", es="Cambiar a modo oscuro"),
    "page.light": Phrase(en="Switch to light mode", es="Cambiar a modo claro"),
    "page.system": Phrase(en="The {name} system", es="El sistema {name}"),
    "page.source": Phrase(en="Source of this page", es="Fuente de esta página"),
    "page.script.close": Phrase(en="Close", es="Cerrar"),
    "page.script.code": Phrase(en="Actions of code block", es="Acciones del bloque de código"),
    "page.script.home": Phrase(en="Go to the home page", es="Ir al inicio"),
    "page.script.missing": Phrase(en="There is no such page", es="Esta página no existe"),
    "page.script.search": Phrase(en="Search", es="Búsqueda"),
    "page.script.table": Phrase(en="Table", es="Tabla"),
    "page.script.zoom": Phrase(en="Enlarge the drawing", es="Ampliar el dibujo"),
    # Words that people look for a page with, where its title has others.
    "page.sought.architecture": Phrase(
        en="diagram drawing overview topology",
        es="diagrama dibujo esquema mapa topología",
    ),
    "page.sought.changelog": Phrase(
        en="news versions releases history", es="novedades versiones historial changelog"
    ),
    "page.sought.credentials": Phrase(
        en="password passphrase login logon sign-in user username secret key",
        es="contraseña clave password usuario login secreto secret",
    ),
    "page.sought.install": Phrase(
        en="install setup deploy requirements prerequisites getting started",
        es="instalar desplegar poner en marcha requisitos empezar",
    ),
    "page.sought.namespaces": Phrase(
        en="quota limits memory cpu", es="cuota límites memoria cpu espacio de nombres"
    ),
    "page.sought.spec": Phrase(en="edit modify add yaml", es="editar modificar añadir yaml"),
    "page.sought.troubleshooting": Phrase(
        en="error problem failure fix debug help", es="error problema fallo avería arreglar ayuda"
    ),
}

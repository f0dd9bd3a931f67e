"""Write the schemas of all kinds of Kubernetes that the package carries.

    python tools/kubernetes_schemas.py [FOLDER]

The source is the PyPI package `kubernetes-validate`, whose strict JSON Schemas are made from the
OpenAPI documents of Kubernetes; see NOTICE beside the data. What is taken: fields, types, formats,
required fields, and the keys of lists. What is left out: descriptions, and what only the API
server itself says (lists of objects, discovery). What is added: the package `constraints` beside
this script.
The same sources give the same bytes.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from constraints import Constraint, constraints

from platformgen.accepts import names
from platformgen.accepts.kubernetes.versions import VERSIONS

Schema = dict[str, Any]

TARGET = Path(__file__).parents[1] / "generator/platformgen/accepts/schemas/kubernetes"
KEPT = frozenset({"type", "required", "format", "enum"})
LIST_KEYS = "x-kubernetes-list-map-keys"
LIST_TYPE = "x-kubernetes-list-type"
META = "io.k8s.apimachinery.pkg.apis.meta.v1."
QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity"
BOUNDS: Mapping[str, Schema] = {
    "int32": {"minimum": -(2**31), "maximum": 2**31 - 1},
    "int64": {"minimum": -(2**63), "maximum": 2**63 - 1},
    "byte": {"pattern": names.BASE64},
    "double": {},
}


def main(target: Path) -> None:
    """Write one archive for each version into a folder, and say how large it is."""
    unused = {(name, field) for name, fields in constraints(99).items() for field in fields}
    for version in VERSIONS:
        source = definitions(version)
        text = json.dumps(document(source, version), separators=(",", ":"), sort_keys=True)
        archive = gzip.compress(text.encode(), 9, mtime=0)
        (target / f"{version}.json.gz").write_bytes(archive)
        unused -= {(name, field) for name in source for field in source[name].get("properties", ())}
        print(f"{version}: {len(text)} bytes, {len(archive)} packed")
    if unused:
        raise SystemExit(f"constraints on fields that no version has: {sorted(unused)}")


def definitions(version: str) -> dict[str, Schema]:
    """Return the definitions of one version as the source package has them."""
    folder = files("kubernetes_validate") / "kubernetes-json-schema" / f"v{version}.0-local-strict"
    document = json.loads((folder / "_definitions.json").read_text())
    found: dict[str, Schema] = document["$defs"]
    return found


def document(source: Mapping[str, Schema], version: str) -> Schema:
    """Return the kinds of one version, and the definitions that they are made of."""
    kinds = dict(sorted(_kinds(source)))
    added = constraints(int(version.split(".")[1]))
    wanted = sorted(_closure(source, kinds.values()))
    return {
        "kinds": kinds,
        "$defs": {name: _definition(source, name, added.get(name, {})) for name in wanted},
    }


def _kinds(source: Mapping[str, Schema]) -> Iterator[tuple[str, str]]:
    """Pairs of `group/version/kind` and the name of its definition; lists are not for writing."""
    for name, schema in source.items():
        if name.startswith(META) or "metadata" not in schema.get("properties", {}):
            continue
        for each in schema.get("x-kubernetes-group-version-kind", ()):
            if not _is_list(schema):
                group = f"{each['group']}/" if each["group"] else ""
                yield f"{group}{each['version']}/{each['kind']}", name


def _is_list(schema: Schema) -> bool:
    return bool(schema["properties"]["metadata"].get("$ref", "").endswith("ListMeta"))


def _closure(source: Mapping[str, Schema], roots: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(_references(source[name]))
    return seen


def _references(value: object) -> Iterator[str]:
    match value:
        case {"$ref": str(target)}:
            yield target.rsplit("/", 1)[-1]
        case dict():
            for each in value.values():
                yield from _references(each)
        case list():
            for each in value:
                yield from _references(each)
        case _:
            pass


def _definition(
    source: Mapping[str, Schema], name: str, fields: Mapping[str, Constraint]
) -> Schema:
    if name == QUANTITY:
        return {"type": ["string", "number", "null"], "pattern": names.QUANTITY, **BOUNDS["int64"]}
    schema = source[name]
    kept = _shape(schema)
    for part in _parts(kept):
        part["type"] = _not_null(source[part["$ref"].rsplit("/", 1)[-1]])
    for field in schema.get("required", ()):
        of_field = kept["properties"][field]
        if "$ref" in of_field:
            of_field["type"] = _not_null(source[of_field["$ref"].rsplit("/", 1)[-1]])
    for field, constraint in fields.items():
        if field in kept.get("properties", {}):
            kept["properties"][field] |= _nullable(constraint, kept["properties"][field])
    return kept


def _nullable(constraint: Constraint, schema: Schema) -> Constraint:
    """Null means that a field is not there, so it is no word outside the enumeration."""
    if "enum" in constraint and "null" in schema["type"]:
        return {"enum": [*constraint["enum"], None]}
    return constraint


def _shape(schema: Schema) -> Schema:
    kept: Schema = {key: value for key, value in schema.items() if key in KEPT}
    kept |= BOUNDS.get(kept.get("format", ""), {})
    if kept.get("format") in BOUNDS:
        del kept["format"]
    if "oneOf" in schema:
        kept["type"] = sorted({each for branch in schema["oneOf"] for each in branch["type"]})
    if "$ref" in schema:
        kept["$ref"] = "#/$defs/" + schema["$ref"].rsplit("/", 1)[-1]
    if "properties" in schema:
        kept["properties"] = {key: _shape(each) for key, each in schema["properties"].items()}
    if "additionalProperties" in schema:
        rest = schema["additionalProperties"]
        kept["additionalProperties"] = _shape(rest) if isinstance(rest, dict) else rest
    if "items" in schema:
        kept["items"] = _item(_shape(schema["items"]))
    if schema.get(LIST_TYPE) == "set":
        kept["uniqueItems"] = True
    if schema.get(LIST_TYPE) == "map":
        kept[LIST_KEYS] = schema[LIST_KEYS]
    return kept


def _parts(schema: Schema) -> Iterator[Schema]:
    """Yield the items of lists and the values of maps that are definitions, at any depth."""
    for key in ("items", "additionalProperties"):
        part = schema.get(key)
        if isinstance(part, dict):
            if "$ref" in part:
                yield part
            yield from _parts(part)
    for each in schema.get("properties", {}).values():
        yield from _parts(each)


def _not_null(schema: Schema) -> list[str]:
    """Return the types of what may not be null: required fields, items, values of maps."""
    types = _shape(schema).get("type", ["object"])
    return [each for each in ([types] if isinstance(types, str) else types) if each != "null"]


def _item(schema: Schema) -> Schema:
    """Refuse null as an item: a slip of the pen, though the API server lets some pass."""
    if isinstance(schema.get("type"), list):
        kinds = [each for each in schema["type"] if each != "null"]
        return {**schema, "type": kinds[0] if len(kinds) == 1 else kinds}
    return schema


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)

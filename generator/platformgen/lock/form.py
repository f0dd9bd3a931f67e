"""The form of `platform.lock`, as a JSON Schema."""

from __future__ import annotations

from platformgen.schema.forms import Schema, many, mapping, matching, record

_NAME_MAX = 253
_URL_MAX = 2048


def lock_schema() -> Schema:
    """Return the form of a lock; nothing else may stand in it."""
    return record(
        {
            "images": mapping(_digest(), _text(_URL_MAX)),
            "releases": mapping(many(_chart()), _name()),
            "manifests": mapping(_manifest(), _text(_URL_MAX)),
        }
    )


def _digest() -> Schema:
    expected = "a digest is sha256: and 64 hexadecimal digits"
    return matching("sha256:[0-9a-f]{64}", expected, f"sha256:{'0' * 64}")


def _text(length_max: int = _NAME_MAX) -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": length_max}


def _name() -> Schema:
    # Kubernetes' own names are of many forms: a CRD's has dots, a Role's colons.
    return matching(r"[^\s/\x00-\x1f]+", "a name of Kubernetes", "grafana", _NAME_MAX)


def _chart() -> Schema:
    fields = {
        "repo": _text(_URL_MAX),
        "chart": _text(),
        "version": _text(),
        "digest": _digest(),
        "namespace": _name(),
        "kubernetes": _text(),
        "values": _digest(),
    }
    return record({**fields, **_index()}, *fields)


def _manifest() -> Schema:
    return record({"digest": _digest(), **_index()}, "digest")


def _index() -> dict[str, Schema]:
    listed = many(_text())
    return {
        "makes": _made(),
        "operators": _made(),
        "unknown": listed,
        "secretMakers": listed,
        "containers": mapping(_text(), _text()),
    }


def _made() -> Schema:
    names = _names()
    return _with({**names, "namespaces": mapping(_with(names), _name())})


def _names() -> dict[str, Schema]:
    port: Schema = {"type": "integer", "minimum": 1, "maximum": 65535}
    return {
        "Service": mapping(mapping(port, _name()), _name()),
        "Secret": mapping(many(_text()), _name()),
    }


def _with(known: dict[str, Schema]) -> Schema:
    """Return a mapping of these keys, and of other kinds to lists of names."""
    return {
        "type": "object",
        "properties": known,
        "propertyNames": {"pattern": "^(namespaces|[A-Z][A-Za-z0-9]*)$"},
        "additionalProperties": many(_name()),
    }

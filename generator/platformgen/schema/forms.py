"""The forms that values of the spec have, as JSON Schemas.

`description` says what a field is for; `$comment` says what is expected, in the words of the
diagnostic that reports anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

Schema: TypeAlias = "dict[str, object]"

LABEL = "[a-z]([-a-z0-9]{0,61}[a-z0-9])?"
_EXPECT_LABEL = "lower-case letters, digits and hyphens, at most 63, a letter first"
_DEVICES = "con|prn|aux|nul|com[0-9]|lpt[0-9]"
_QUANTITY = r"[0-9]+(\.[0-9]+)?(m|[kMGTPE]|[KMGTPE]i)?"


def described(schema: Schema, description: str) -> Schema:
    """Return the same form with what this field is for."""
    return {"description": description, **schema}


def record(fields: Mapping[str, Schema], *required: str) -> Schema:
    """Return a mapping with these keys and no others."""
    schema: Schema = {
        "type": "object",
        "additionalProperties": False,
        "properties": dict(fields),
    }
    return {**schema, "required": list(required)} if required else schema


def one_of(*forms: Schema) -> Schema:
    """Return a choice between forms; a value is judged by the first whose type it has."""
    return {"anyOf": list(forms)}


def mapping(values: Schema, keys: Schema) -> Schema:
    """Return a mapping from any keys of a form to values of a form."""
    return {"type": "object", "propertyNames": keys, "additionalProperties": values}


def named(values: Schema) -> Schema:
    """Return a mapping from names, as the platform's things have them, to what they are."""
    return mapping(values, name())


def listed(items: Schema) -> Schema:
    """Return a list of values of one form, each at most once."""
    return {"type": "array", "items": items, "uniqueItems": True}


def many(items: Schema) -> Schema:
    """Return a list of values of one form, in order, repetitions allowed."""
    return {"type": "array", "items": items}


def matching(pattern: str, expected: str, length_max: int = 2048) -> Schema:
    """Return a text that matches a pattern as a whole."""
    return {
        "type": "string",
        "pattern": f"^({pattern})$",
        "maxLength": length_max,
        "$comment": expected,
    }


def choice(*values: str) -> Schema:
    """Return a text that is one of these."""
    return {"type": "string", "enum": list(values)}


def text() -> Schema:
    """Return a text of one line."""
    return matching(r"\S|\S[^\r\n]*\S", "a text of one line, with no blanks around it")


def prose() -> Schema:
    """Return a text of any number of lines."""
    return {"type": "string", "minLength": 1, "maxLength": 65536}


def name() -> Schema:
    """Return a name that Kubernetes takes as a label and every file system as a file."""
    return {
        **matching(LABEL, _EXPECT_LABEL, 63),
        "not": {"pattern": f"^({_DEVICES})$", "$comment": "a name that is no device on Windows"},
    }


def user_name() -> Schema:
    """Return a user's name: like a name, but dots may separate its words."""
    return {
        **matching(
            f"{LABEL}(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
            "lower-case letters, digits, hyphens and dots, at most 63, a letter first",
            63,
        ),
        "not": {"pattern": f"^({_DEVICES})(\\..*)?$", "$comment": "a name that is no device"},
    }


def object_name() -> Schema:
    """Return a Kubernetes object's name (a DNS subdomain)."""
    return matching(
        r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
        "lower-case letters, digits, hyphens and dots, as Kubernetes names are",
        253,
    )


def kubernetes_kind() -> Schema:
    """Return the name of a Kubernetes kind."""
    return matching("[A-Z][A-Za-z0-9]{0,62}", "a Kubernetes kind, such as Deployment")


def domain() -> Schema:
    """Return a DNS domain."""
    return matching(
        r"[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*",
        "a DNS name in lower case, such as kind.local",
        253,
    )


def ip_address() -> Schema:
    """Return an IPv4 or IPv6 address."""
    octet = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    return matching(
        rf"{octet}(\.{octet}){{3}}|[0-9a-f:]*:[0-9a-f:]+|::", "an IP address, such as 127.0.0.1", 45
    )


def cidr() -> Schema:
    """Return a block of IP addresses."""
    return matching(
        r"[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}|[0-9a-f:]*:[0-9a-f:]*/[0-9]{1,3}",
        "a block of addresses, such as 203.0.113.0/24",
        49,
    )


def email() -> Schema:
    """Return an e-mail address."""
    return matching(r"[^@\s<>\"]+@[^@\s<>\"]+", "an e-mail address", 254)


def web_url() -> Schema:
    """Return an absolute URL of the web, with no user or password in it."""
    return matching(
        r"https?://[^\s/@<>\"'\\]+(/[^\s<>\"\\]*)?", "a URL that begins with https:// or http://"
    )


def repository_url() -> Schema:
    """Return where charts or manifests come from."""
    return matching(
        r"(https|oci|http)://[^\s/@<>\"'\\]+(/[^\s<>\"\\]*)?",
        "a URL that begins with https:// or oci://, with no user in it",
    )


def project_path(*suffixes: str) -> Schema:
    """Return the path of a file of the project, from its root."""
    segment = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
    ending = f"({'|'.join(suffixes)})" if suffixes else ""
    return matching(
        rf"({segment}/)*{segment}{ending}",
        "the path of a file of the project, from its root, with forward slashes",
        512,
    )


def container_path() -> Schema:
    """Return an absolute path in a container."""
    return matching(
        r"/|(/[A-Za-z0-9_@+-]([A-Za-z0-9_.@+-]*)|/\.[A-Za-z0-9_@+-][A-Za-z0-9_.@+-]*)+",
        "an absolute path without . or ..",
        1024,
    )


def url_path() -> Schema:
    """Return the path part of a URL."""
    return matching(
        r"/[A-Za-z0-9._~%!&()*+,:@/-]*", "a path that begins with /, as it stands in a URL", 1024
    )


def image() -> Schema:
    """Return a container image by tag, digest, or both."""
    return matching(
        r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]([a-z0-9._-]*[a-z0-9])?)*"
        r"(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})",
        "an image with its tag or digest, such as registry.example/shop:2.4.1",
        512,
    )


def quantity() -> Schema:
    """Return a Kubernetes quantity; a whole number may stand without quotes."""
    return one_of(
        matching(_QUANTITY, "a quantity, such as 250m, 1.5 or 512Mi", 32),
        {"type": "integer", "minimum": 0, "maximum": 10**15},
    )


def quantities() -> Schema:
    """Return quantities of the resources that containers ask for."""
    return record({"cpu": quantity(), "memory": quantity(), "ephemeral-storage": quantity()})


def duration() -> Schema:
    """Return a length of time in whole seconds, minutes or hours."""
    return matching("[1-9][0-9]{0,5}[smh]", "a length of time, such as 90s, 5m or 1h", 8)


def port_number() -> Schema:
    """Return a TCP port."""
    return {"type": "integer", "minimum": 1, "maximum": 65535}


def port_name() -> Schema:
    """Return the name of a port: an IANA service name, at most 15 characters."""
    return matching(
        "[a-z]([-a-z0-9]{0,13}[a-z0-9])?",
        "lower-case letters, digits and hyphens, at most 15, a letter first",
        15,
    )


def count(minimum: int = 1, maximum: int = 10_000) -> Schema:
    """Return a whole number within bounds."""
    return {"type": "integer", "minimum": minimum, "maximum": maximum}


def variable_name() -> Schema:
    """Return the name of an environment variable."""
    return matching("[A-Za-z_][A-Za-z0-9_.-]*", "the name of an environment variable", 128)


def secret_key() -> Schema:
    """Return a key of a Secret or ConfigMap."""
    return matching("[-._a-zA-Z0-9]{1,253}", "letters, digits, dots, hyphens and underscores", 253)


def secret_reference() -> Schema:
    """Return one key of a Secret, as SECRET/KEY."""
    return matching(
        r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[-._a-zA-Z0-9]{1,253}",
        "a Secret and one of its keys, as SECRET/KEY",
        507,
    )


def label_key() -> Schema:
    """Return a key of labels and annotations, of Kubernetes and of Backstage."""
    return matching(
        r"([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?",
        "a key as labels and annotations have it, such as example.com/name",
        317,
    )


def label_value() -> Schema:
    """Return a value of a label."""
    return matching(
        "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?",
        "letters, digits, dots, hyphens and underscores, at most 63",
        63,
    )


def tag() -> Schema:
    """Return a tag of Backstage."""
    return matching(
        "[a-z0-9:+#]+(-[a-z0-9:+#]+)*", "lower-case letters, digits, :, + and #, with hyphens", 63
    )


def free_values() -> Schema:
    """Return a mapping that somebody else defines: Helm values, a patch."""
    return {"type": "object"}

"""Texts and numbers with a form of their own: names, addresses, paths, quantities."""

from __future__ import annotations

from platformgen.schema.forms import (
    Schema,
    described,
    mapping,
    matching,
    one_of,
    record,
)

LABEL = "[a-z]([-a-z0-9]{0,61}[a-z0-9])?"
_EXPECT_LABEL = "lower-case letters, digits and hyphens, at most 63, a letter first"
_DEVICES = "con|prn|aux|nul|com[0-9]|lpt[0-9]"
_DNS_LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?"
_DNS_NAME = rf"{_DNS_LABEL}(\.{_DNS_LABEL})*"
_QUANTITY = r"[0-9]+(\.[0-9]+)?(m|[kMGTPE]|[KMGTPE]i)?"


def named(values: Schema) -> Schema:
    """Return a mapping from names, as the platform's things have them, to what they are."""
    return mapping(values, name())


def text() -> Schema:
    """Return a text of one line."""
    return matching(r"\S|\S[^\r\n]*\S", "a text of one line, with no blanks around it", "The shop")


def prose() -> Schema:
    """Return a text of any number of lines."""
    return {
        "type": "string",
        "minLength": 1,
        "maxLength": 65536,
        "examples": ["What it is for, in a sentence or two"],
    }


def any_text() -> Schema:
    """Return a text, of which nothing is asked; it may be empty."""
    return {"type": "string", "maxLength": 65536, "examples": ["info"]}


def name() -> Schema:
    """Return a name that Kubernetes takes as a label and every file system as a file."""
    return {
        **matching(LABEL, _EXPECT_LABEL, "shop", 63),
        "not": {"pattern": f"^({_DEVICES})$", "$comment": "a name that is no device on Windows"},
    }


def user_name() -> Schema:
    """Return a user's name: like a name, but dots may separate its words."""
    return {
        **matching(
            f"{LABEL}(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
            "lower-case letters, digits, hyphens and dots, at most 63, a letter first",
            "ada.byron",
            63,
        ),
        "not": {"pattern": f"^({_DEVICES})(\\..*)?$", "$comment": "a name that is no device"},
    }


def object_name() -> Schema:
    """Return a Kubernetes object's name (a DNS subdomain)."""
    return matching(
        r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*",
        "lower-case letters, digits, hyphens and dots, as Kubernetes names are",
        "shop-admin",
        253,
    )


def kubernetes_kind() -> Schema:
    """Return the name of a Kubernetes kind."""
    return matching("[A-Z][A-Za-z0-9]{0,62}", "a Kubernetes kind, such as Deployment", "Deployment")


def domain() -> Schema:
    """Return a DNS domain."""
    return matching(_DNS_NAME, "a DNS name in lower case, such as kind.local", "kind.local", 253)


def host() -> Schema:
    """Return the name of a host: whole, or one word for a name under the cluster's domain."""
    return matching(_DNS_NAME, "a host's name in lower case", "shop", 253)


def ip_address() -> Schema:
    """Return an IPv4 or IPv6 address."""
    octet = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    return matching(
        rf"{octet}(\.{octet}){{3}}|[0-9a-f:]*:[0-9a-f:]+|::",
        "an IP address, such as 127.0.0.1",
        "127.0.0.1",
        45,
    )


def cidr() -> Schema:
    """Return a block of IP addresses."""
    return matching(
        r"[0-9]{1,3}(\.[0-9]{1,3}){3}/[0-9]{1,2}|[0-9a-f:]*:[0-9a-f:]*/[0-9]{1,3}",
        "a block of addresses, such as 203.0.113.0/24",
        "203.0.113.0/24",
        49,
    )


def email() -> Schema:
    """Return an e-mail address."""
    return matching(r"[^@\s<>\"]+@[^@\s<>\"]+", "an e-mail address", "shop@example.org", 254)


def web_url() -> Schema:
    """Return an absolute URL of the web, with no user or password in it."""
    return matching(
        r"https?://[^\s/@<>\"'\\]+(/[^\s<>\"\\]*)?",
        "a URL that begins with https:// or http://",
        "https://example.org/shop",
    )


def site_url() -> Schema:
    """Return where a published site is: a folder, or a bucket of one of the clouds."""
    return matching(
        r"file://(/[A-Za-z0-9_@+-][A-Za-z0-9_.@+-]*)+"
        r"|(s3|gs)://[a-z0-9][a-z0-9._-]*[a-z0-9](/[A-Za-z0-9_][A-Za-z0-9_.-]*)*"
        r"|az://[a-z0-9]+/[a-z0-9][a-z0-9-]*",
        "a place such as file:///app/docs, s3://BUCKET, gs://BUCKET or az://ACCOUNT/CONTAINER",
        "file:///app/docs",
    )


def repository_url() -> Schema:
    """Return where charts or manifests come from."""
    return matching(
        r"(https|oci|http)://[^\s/@<>\"'\\]+(/[^\s<>\"\\]*)?",
        "a URL that begins with https:// or oci://, with no user in it",
        "https://example.org/charts",
    )


def project_path(example: str, ending: str = "") -> Schema:
    """Return the path of a file of the project, from its root."""
    segment = r"[A-Za-z0-9_][A-Za-z0-9_.-]*"
    return matching(
        rf"({segment}/)*{segment}{ending}",
        "the path of a file of the project, from its root, with forward slashes",
        example,
        512,
    )


def container_path() -> Schema:
    """Return an absolute path in a container."""
    return matching(
        r"/|(/[A-Za-z0-9_@+-]([A-Za-z0-9_.@+-]*)|/\.[A-Za-z0-9_@+-][A-Za-z0-9_.@+-]*)+",
        "an absolute path without . or ..",
        "/etc/shop",
        1024,
    )


def url_path() -> Schema:
    """Return the path part of a URL."""
    return matching(
        r"/[A-Za-z0-9._~%!&()*+,:@/-]*",
        "a path that begins with /, as it stands in a URL",
        "/ready",
        1024,
    )


def image() -> Schema:
    """Return a container image by tag, digest, or both."""
    return matching(
        r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]([a-z0-9._-]*[a-z0-9])?)*"
        r"(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})",
        "an image with its tag or digest, such as registry.example/shop:2.4.1",
        "registry.example/shop:2.4.1",
        512,
    )


def quantity() -> Schema:
    """Return a Kubernetes quantity; a whole number may stand without quotes."""
    return one_of(
        matching(_QUANTITY, "a quantity, such as 250m, 1.5 or 512Mi", "250m", 32),
        {"type": "integer", "minimum": 0, "maximum": 10**15},
    )


def quantities() -> Schema:
    """Return quantities of the resources that containers ask for."""
    return record(
        {
            "cpu": described(quantity(), "Processor time, in cores"),
            "memory": described(quantity(), "Memory, in bytes"),
            "ephemeral-storage": described(quantity(), "Disk space of the node, in bytes"),
        }
    )


def duration() -> Schema:
    """Return a length of time in whole seconds, minutes or hours."""
    return matching("[1-9][0-9]{0,5}[smh]", "a length of time, such as 90s, 5m or 1h", "5m", 8)


def port_number() -> Schema:
    """Return a TCP port."""
    return {"type": "integer", "minimum": 1, "maximum": 65535}


def port_name() -> Schema:
    """Return the name of a port: an IANA service name, at most 15 characters."""
    return matching(
        "[a-z]([-a-z0-9]{0,13}[a-z0-9])?",
        "lower-case letters, digits and hyphens, at most 15, a letter first",
        "http",
        15,
    )


def variable_name() -> Schema:
    """Return the name of an environment variable."""
    return matching(
        "[A-Za-z_][A-Za-z0-9_.-]*", "the name of an environment variable", "LOG_LEVEL", 128
    )


def secret_key() -> Schema:
    """Return a key of a Secret or ConfigMap."""
    return matching(
        "[-._a-zA-Z0-9]{1,253}",
        "letters, digits, dots, hyphens and underscores",
        "password",
        253,
    )


def secret_reference() -> Schema:
    """Return one key of a Secret, as SECRET/KEY."""
    return matching(
        r"[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[-._a-zA-Z0-9]{1,253}",
        "a Secret and one of its keys, as SECRET/KEY",
        "shop-admin/password",
        507,
    )


def label_key() -> Schema:
    """Return a key of labels and annotations, of Kubernetes and of Backstage."""
    return matching(
        r"([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?",
        "a key as labels and annotations have it, such as example.com/name",
        "example.com/tier",
        317,
    )


def label_value() -> Schema:
    """Return a value of a label."""
    return matching(
        "([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?",
        "letters, digits, dots, hyphens and underscores, at most 63",
        "front",
        63,
    )


def tag() -> Schema:
    """Return a tag of Backstage."""
    return matching(
        "[a-z0-9:+#]+(-[a-z0-9:+#]+)*",
        "lower-case letters, digits, :, + and #, with hyphens",
        "metrics",
        63,
    )

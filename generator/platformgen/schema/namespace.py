"""What the spec says of namespaces, and of the Secrets in them."""

from __future__ import annotations

from platformgen.schema.forms import Schema, choice, count, described, listed, mapping, record
from platformgen.schema.texts import name, object_name, quantities, quantity, secret_key, text


def namespace() -> Schema:
    """Return the form of an entry of `namespaces`."""
    return record(
        {
            "owner": described(name(), "The team that owns it"),
            "podSecurity": described(
                choice("restricted", "baseline", "privileged"),
                "The Pod Security Standard that it enforces; restricted if not said",
            ),
            "network": described(
                choice("isolated", "open"), "isolated: only what an edge allows; that if not said"
            ),
            "quota": described(
                record(
                    {
                        "requests": described(quantities(), "What pods may request in all"),
                        "limits": described(quantities(), "What limits may add up to"),
                        "pods": described(count(), "How many pods there may be"),
                        "storage": described(quantity(), "What claims may request in all"),
                    }
                ),
                "A ResourceQuota",
            ),
            "limitRange": described(
                record(
                    {
                        "default": described(quantities(), "Limits where none are said"),
                        "defaultRequest": described(quantities(), "Requests where none are said"),
                        "min": described(quantities(), "The least a container may ask for"),
                        "max": described(quantities(), "The most a container may ask for"),
                    }
                ),
                "A LimitRange for containers",
            ),
        }
    )


def named_secrets() -> Schema:
    """Return the form of `secrets`: by the Secret's name."""
    key = record(
        {
            "generate": described(count(8, 256), "Made at random, of this many characters"),
            "text": described(text(), "A value that is no secret, such as a user's name"),
        }
    )
    external = record(
        {
            "store": described(object_name(), "The ClusterSecretStore"),
            "path": described(text(), "Where it is in the store"),
            "keys": described(listed(secret_key()), "The keys that it has there"),
        },
        "store",
        "path",
        "keys",
    )
    secret = record(
        {
            "namespace": described(name(), "The namespace that it is in"),
            "keys": described(mapping(key, secret_key()), "Its keys, and where each comes from"),
            "external": described(external, "A secret store that has it: an ExternalSecret"),
            "madeBy": described(name(), "The component that makes it once it runs"),
        },
        "namespace",
    )
    return mapping(secret, object_name())

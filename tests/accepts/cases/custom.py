"""The kinds of other projects."""

from __future__ import annotations

from typing import Final

from accepts.cases.case import GONE, Case, rows
from accepts.custom_bases import CUSTOM_BASES

CUSTOM: Final = (
    *(Case(base=name, changes={}, said="") for name in CUSTOM_BASES),
    *rows(
        "ServiceMonitor",
        "",
        ("spec|endpoints|0|intervall", "30s", "did you mean 'interval'?"),
        ("spec|endpoints|0|interval", "30 s", "'30 s' is not a time, such as 30s or 1h30m"),
        ("spec|endpoints|0|oauth2|anything", 1, ""),
        ("spec|endpoints|0|targetPort", "http", ""),
        ("spec|endpoints|0|params|a", "b", "expected a list, this is a string"),
        ("spec|selector", GONE, "the field 'selector' is missing"),
        ("metadata|name", "A", "'A' is not labels joined by dots"),
        ("metadata|labels|a b", "c", "'a b' is no name for a field here"),
        ("spec", GONE, "the field 'spec' is missing"),
        ("zebra", {}, "there is no field 'zebra' here"),
        ("status", {"anything": 1}, ""),
    ),
    *rows(
        "PrometheusRule",
        "spec|groups|0|",
        ("rules|0|expr", GONE, "the field 'expr' is missing"),
        ("rules|0|expr", True, "expected an integer or a string, this is true"),
        ("rules|0|labels|severity", 1, "expected a string, this is the number 1"),
        ("name", "", "this is empty"),
    ),
    *rows(
        "ExternalSecret",
        "spec|",
        ("data|0|secretKey", "a/b", "'a/b' is not letters, digits, '-', '_' and '.'"),
        ("data|0|remoteRef|propertys", "a", "did you mean 'property'?"),
        ("secretStoreRef|kind", "Store", "expected 'SecretStore' or 'ClusterSecretStore'"),
    ),
    *rows(
        "Application",
        "",
        ("spec|source|helm|valuesObject|c", [{"d": 1}], ""),
        ("spec|source|helm|values", {"a": 1}, "expected a string, this is a map"),
        ("spec|syncPolicy|automated|prune", "yes", "expected true or false, this is a string"),
        ("operation", {"sync": {}}, ""),
    ),
    *rows(
        "HTTPRoute",
        "spec|",
        ("hostnames|0", "*", "the first may be '*'"),
        ("hostnames|0", "*.example", ""),
        ("rules|0|backendRefs|0|port", 0, "0 is less than 1"),
        ("rules|0|matches|0|path|type", "Prefix", "did you mean 'PathPrefix'?"),
        ("rules|0|timeouts|request", "1.5s", "'1.5s' is not a time"),
        ("rules|0|retry", {"codes": [500]}, ""),
        ("parentRefs|0|kind", "1Gateway", "a letter first, no hyphen last"),
        ("rules", [], "this list is empty"),
        ("hostnames", ["a.example"] * 17, "this list has 17 items, more than 16"),
    ),
    *rows(
        "Gateway",
        "spec|",
        ("listeners|0|allowedRoutes|namespaces|from", "any", "expected 'All', 'Selector', 'Same'"),
        ("listeners|0|protocol", GONE, "the field 'protocol' is missing"),
    ),
    *rows("ReferenceGrant", "spec|", ("to|0|name", GONE, ""), ("from|0|namespace", "A", "'A' is")),
)

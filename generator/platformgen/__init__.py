"""Compile one platform spec into catalog, manifests, hosts and docs."""

__version__ = "0.1.0"

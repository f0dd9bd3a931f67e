"""Certificates for a control plane that lives as long as a test run."""

from pathlib import Path

from realparts import command, system

_NAMES = "subjectAltName=IP:127.0.0.1,DNS:localhost,IP:10.0.0.1,DNS:kubernetes.default.svc"
_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc")
_DAYS = "2"


def _openssl(folder: Path, *words: str) -> None:
    command.passed(command.run(system.program("openssl"), *words, cwd=folder))


def write_authority(folder: Path) -> None:
    """Write an authority, ``ca.crt``, and the key pair that signs service accounts, ``sa``."""
    subject = ("-subj", "/CN=test-authority", "-days", _DAYS)
    _openssl(folder, "req", "-x509", *_KEY, *subject, "-keyout", "ca.key", "-out", "ca.crt")
    _openssl(folder, "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "sa.key")
    _openssl(folder, "ec", "-in", "sa.key", "-pubout", "-out", "sa.pub")


def write_certificate(folder: Path, name: str, subject: str) -> None:
    """Write the key and certificate of one server or client, signed by the authority."""
    names = ("-addext", _NAMES, "-subj", subject)
    signer = ("-CA", "ca.crt", "-CAkey", "ca.key", "-days", _DAYS)
    output = ("-keyout", f"{name}.key", "-out", f"{name}.crt")
    _openssl(folder, "req", "-x509", *_KEY, *names, *signer, *output)

"""TLS towards the mail servers: always verified, with an authority of one's own where the config names it."""

from __future__ import annotations

import ssl

from mailbot.config import Server
from mailbot.errors import CertificateRefused


def context(server: Server) -> ssl.SSLContext:
    """Return a context that verifies chain and host name (RFC 9525); CertificateRefused without a usable ca_file."""
    try:
        return ssl.create_default_context(cafile=server.ca_file)
    except OSError as error:
        raise CertificateRefused(
            f"ca_file = {server.ca_file} can't be used: {error}. It holds the authority's certificate in PEM."
        ) from error


def refused(server: Server, error: ssl.SSLCertVerificationError) -> CertificateRefused:
    """Put a failed verification in words."""
    return CertificateRefused(
        f"{server.host}:{server.port} shows a certificate that can't be trusted: {error.verify_message}. "
        "Check host in the config; for an authority of your own, name its certificate in ca_file."
    )

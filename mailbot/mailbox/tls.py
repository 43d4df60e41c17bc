"""TLS towards the mail servers: always verified, with an authority of one's own where the config names it."""

from __future__ import annotations

import ssl
from functools import lru_cache
from pathlib import Path

from mailbot.config import Server
from mailbot.errors import CertificateRefused

_NO_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "PACKET_LENGTH_TOO_LONG", "RECORD_LAYER_FAILURE")
"""What OpenSSL calls an answer that is no TLS."""


def context(server: Server) -> ssl.SSLContext:
    """Return a context that verifies chain and host name (RFC 9525); CertificateRefused without a usable ca_file.

    Connections share it, until what is trusted changes: it holds a hundred and fifty authorities in a megabyte.
    """
    try:
        return _context(server.ca_file, _changed_at(server.ca_file))
    except OSError as error:
        raise CertificateRefused(
            f"ca_file = {server.ca_file} can't be used: {error}. It holds the authority's certificate in PEM."
        ) from error


@lru_cache(maxsize=8)
def _context(ca_file: Path | None, _changed_at: int) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=ca_file)


def _changed_at(ca_file: Path | None) -> int:
    """Return when the file of trusted authorities was written, in nanoseconds; 0 where this machine has none."""
    trusted = ca_file or ssl.get_default_verify_paths().cafile
    return Path(trusted).stat().st_mtime_ns if trusted else 0


def mismatch(server: Server, error: OSError) -> str:
    """Say that the port and `security` do not go together, where that is what it looks like; else nothing.

    A port that expects TLS from the start waits for it, and says nothing to who
    waits for a greeting; one that begins in the clear answers TLS with text.
    """
    waited_in_vain = isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)  # smtplib's own
    if waited_in_vain and server.security != "tls":
        return f'{server.host}:{server.port} says nothing. A port that begins with TLS wants security = "tls".'
    if isinstance(error, ssl.SSLError) and error.reason in _NO_TLS:
        return f'{server.host}:{server.port} begins in the clear, not with TLS. Try security = "starttls".'
    return ""


def refused(server: Server, error: ssl.SSLCertVerificationError) -> CertificateRefused:
    """Put a failed verification in words."""
    return CertificateRefused(
        f"{server.host}:{server.port} shows a certificate that can't be trusted: {error.verify_message}. "
        "Check host in the config; for an authority of your own, name its certificate in ca_file."
    )

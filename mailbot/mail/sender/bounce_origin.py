"""Whether a report that a letter came back was made by a server of our own: one that took the letter on its way.

What another server reports can be anybody's, for whoever has read a letter can write such a report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailbot.mail.message import IncomingMessage
from mailbot.mail.sender import machine_phrases as words
from mailbot.mail.sender.authentication import Authentication, hops_outside, vouched_hosts

_MADE_HERE = re.compile(r"(?:from\s+localhost\s+\(localhost\)\s+)?by\s+([^\s;()]+)", re.IGNORECASE)
"""A server that hands its own report to itself names nobody whom it has it from; sendmail names itself."""
_MADE_BY_EXIM = re.compile(r"from\s+[\w-]+\s+by\s+([^\s;()]+)\s+with\s+local\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OwnServers:
    """The servers that a letter of ours passes: the one we hand it to, and the trusted one; and our mail domain."""

    smtp_host: str
    authserv_id: str | None
    domain: str
    below: bool = False


def made_by_own_server(message: IncomingMessage, servers: OwnServers, proof: Authentication, *, suffices: bool) -> bool:
    """Whether a server of ours made the report: by what stands above all that can have come with it.

    `proof` is what the trusted server says of From, and `suffices` whether that is enough for anybody.
    """
    if servers.authserv_id is None:
        return suffices and _is_own_daemon(message, servers, proof)
    names = {servers.smtp_host.lower(), servers.authserv_id.lower()} - {""}
    outside = next(hops_outside(message, servers.authserv_id), "")
    made = _MADE_HERE.match(outside) or _MADE_BY_EXIM.match(outside)
    if made is not None and made[1].lower() in names:
        return True
    if vouched_hosts(message, servers.authserv_id, below=servers.below) & names:
        return True
    return suffices and _is_own_daemon(message, servers, proof)


def _is_own_daemon(message: IncomingMessage, servers: OwnServers, proof: Authentication) -> bool:
    """Whether From, known to be true, is a mail server's address in our own domain or tenant."""
    address = message.sender.address
    domain = address.rpartition("@")[2]
    hosts = {servers.smtp_host.lower(), (servers.authserv_id or "").lower(), servers.domain.lower()} - {""}
    ours = "internal" in proof.passed or any(f".{domain}".endswith(f".{host}") for host in hosts)
    return ours and bool(words.DAEMON.find(address) or words.POSTMASTER.find(address))

"""What the organisation's own server says of the sender (RFC 8601), and what that is worth.

Only the topmost fields of the trusted server count, one right below the other, for
OpenDKIM and OpenDMARC write one each: a field further down came with the message and
may be forged. For the same reason the first that speaks of a method decides on it, and
no field counts that stands below the Received with which the trusted server took the
message in, or below one that another server wrote: what is there came with the message.
A server that writes its results right below its own Received is believed there where
the operator says so, and that it strips what others wrote in its name. Alignment
(RFC 7489 §3.1) goes by a plain suffix rule: two domains are aligned when they are equal
or one is a subdomain of the other, and the shorter has at least two labels. No list of
public suffixes is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from mailbot.mail.message import IncomingMessage
from mailbot.mail.mime.headers import mailboxes

_PIECE = re.compile(r"\"(?:[^\"\\]|\\.)*\"?|[();]|\\.?|[^\"();\\]+")
_COMMENTED = re.compile(r"[()]|\\.?|[^()\\\"]+")
"""Ends at a quotation mark: some servers quote the sender there as he wrote it, brackets and all."""
_RESULT = re.compile(r"\s*([a-z0-9-]+)\s*(?:/\s*\d+\s*)?=\s*([a-z0-9-]+)", re.IGNORECASE)
_PROPERTY = re.compile(r"\b([a-z]+)\s*\.\s*([a-z0-9_-]+)\s*=\s*((?:\"(?:[^\"\\]|\\.)*\"|[^\s;\"])+)", re.IGNORECASE)
_FILTERS = frozenset({"dkim-filter", "dmarc-filter", "received-spf"})
"""What filters write between their results."""
_RESULTS_OR_FILTERS = _FILTERS | {"authentication-results"}
_HOPS = re.compile(r"(?:from\s+([^\s;()]+)(?:\s+\([^()]*\))*)?\s*(?:by\s+([^\s;()]+))?", re.IGNORECASE)
_REMARK = r"\((?:[^()\"]|\([^()\"]*\))*\)"
_LOCAL = re.compile(
    rf"(?:from\s+[^\s()]+\s*(?:{_REMARK}\s*)*)?\bby\s+[^\s()]+\s*(?:{_REMARK}\s*)*\bwith\s+LMTP"
    r"|from\s+[^\s()]+\s+\((?:[^()\[\]\s=]+\s+)?\[(?:127\.0\.0\.1|IPv6:::1|::1)\]\)",
    re.IGNORECASE,
)
"""Handed over within one machine: to the mailbox, or back from a filter.

Asked from the first word on, each in its place: what a stranger calls himself, in his greeting («helo=…»), his
certificate or an address, is written down by our server, too.
"""
_ONCE = frozenset({"dmarc", "spf"})
"""What is checked once for a message; of its signatures, one that holds is enough."""
_EXCHANGE_ONLINE = "outlook.com"
_EXCHANGE_MARK = "x-ms-exchange-organization-authas"


@dataclass(frozen=True, slots=True)
class Authentication:
    """What passed for the address in From: of «dmarc», «dkim», «spf», «internal»; and whether it is forged.

    `failed`: the server says that the domain in From disowns the message (DMARC fails, or
    where that is not stated SPF and DKIM both do).
    """

    passed: frozenset[str] = frozenset()
    failed: bool = False

    def suffices(self, accepted: tuple[str, ...]) -> bool:
        """Whether one of the accepted signs is there; the internal mark always does where it counts at all."""
        return not self.passed.isdisjoint((*accepted, "internal"))


def verify(
    message: IncomingMessage, authserv_id: str | None, *, internal_mark: bool, below: bool = False
) -> Authentication:
    """Return which checks vouch for the From address.

    `authserv_id` None trusts nothing; an empty text trusts fields without a name,
    as Exchange Online writes them. `internal_mark`: the operator states that the
    server strips Exchange's mark from outside mail. `below`: that it writes its results
    right below its own Received. A message with several From addresses, or none, is
    never verified.
    """
    domain = _from_domain(message)
    if not domain:
        return Authentication()
    results = _trusted_results(message, authserv_id, below=below)
    passed = set(_aligned(results, domain))
    marks = message.header_all(_EXCHANGE_MARK)
    if internal_mark and marks and all(mark.lower() == "internal" for mark in marks):
        passed.add("internal")
    return Authentication(frozenset(passed), failed=not passed and _disowned(results))


def hops_outside(message: IncomingMessage, authserv_id: str) -> Iterator[str]:
    """Yield the Received fields from the trusted server's own downwards: only the first can't have come along."""
    return (value for value in message.header_all("received") if not _handed_on(value, authserv_id))


def results_counted(message: IncomingMessage, authserv_id: str, *, below: bool) -> tuple[str, ...]:
    """Return the results that are believed, as they are written: for a person who asks what counts and why."""
    return _trusted_results(message, authserv_id, below=below)


def vouched_hosts(message: IncomingMessage, authserv_id: str, *, below: bool) -> set[str]:
    """Return the hosts that SPF passed for: by their greeting where a message has no return address (RFC 7208 §2.4)."""
    results = _trusted_results(message, authserv_id, below=below)
    passed = [
        _properties(result) for result in results if (m := _RESULT.match(result)) and m.groups() == ("spf", "pass")
    ]
    named = (found.get("smtp.helo", found.get("smtp.mailfrom", "")) for found in passed)
    return {name.rpartition("@")[2] for name in named}


def _from_domain(message: IncomingMessage) -> str:
    found = [address for value in message.header_all("from") for _name, address in mailboxes(value)]
    alone = len(found) == 1 and found[0] == message.sender.address
    return found[0].rpartition("@")[2] if alone else ""


def _trusted_results(message: IncomingMessage, authserv_id: str | None, *, below: bool) -> tuple[str, ...]:
    """Return the results in the topmost fields that the trusted server wrote."""
    found: dict[str, list[str]] = {}
    for field in _written_here(message, authserv_id, below=below) if authserv_id is not None else ():
        results = _by_method(_results(field, authserv_id or ""))
        if found and field[0] not in _FILTERS and not results:
            break
        found |= {method: said for method, said in results.items() if method not in found}
        # A field without a name may be anybody's: only the topmost is known to be the server's own.
        if found and (not authserv_id or "none" in found):
            break
    return tuple(result for said in found.values() for result in said)


def _written_here(message: IncomingMessage, authserv_id: str, *, below: bool) -> Iterator[tuple[str, str]]:
    """Yield the fields that can't have come with the message."""
    fields = iter(message.headers)
    for name, value in fields:
        if name == "received" and not _handed_on(value, authserv_id):
            if below and _written_by(value) == authserv_id.lower():
                yield from takewhile(lambda field: field[0] in _RESULTS_OR_FILTERS, fields)
            return
        yield name, value


def _results(field: tuple[str, str], authserv_id: str) -> tuple[str, ...]:
    """Return the results in a field, where it is one of that server's."""
    name, value = field
    if name != "authentication-results":
        return ()
    parts = tuple(_parts(value))
    nameless = bool(_RESULT.match(parts[0]))
    if not authserv_id:
        return parts if nameless else ()
    name, *version = parts[0].split() or [""]
    is_theirs = name == authserv_id.lower() and all(word.isdigit() for word in version)
    return parts[1:] if is_theirs and not nameless else ()


def _by_method(results: tuple[str, ...]) -> dict[str, list[str]]:
    """Sort results by method; «none» says that nothing was checked (RFC 8601 §2.2)."""
    sorted_: dict[str, list[str]] = {}
    for result in results:
        stated = _RESULT.match(result)
        method = stated[1] if stated else result.strip()
        if method:
            sorted_.setdefault(method, []).append(result)
    return sorted_


def _handed_on(received: str, authserv_id: str) -> bool:
    """Whether a Received was written on the way from the trusted server to the mailbox.

    What stands after «from» is what the other server calls itself: it is believed
    only where another server of the same site wrote it down. The trusted server itself
    writes down what anybody calls himself.
    """
    name = authserv_id.lower() or _EXCHANGE_ONLINE
    parent = name.partition(".")[2]
    site = parent if "." in parent else name
    come_from, written_by = _hops(received)
    within_site = _is_below(come_from, name) and _is_below(written_by, site) and written_by != name
    return within_site or bool(_LOCAL.match(received))


def _written_by(received: str) -> str:
    return _hops(received)[1]


def _hops(received: str) -> tuple[str, str]:
    """Return from which server a message came, by its own word, and which one says so."""
    found = _HOPS.match(received)
    come_from, written_by = (host or "" for host in found.groups()) if found else ("", "")
    return come_from.lower(), written_by.lower()


def _is_below(host: str, name: str) -> bool:
    return f".{host.lower()}".endswith(f".{name}")


def _parts(value: str) -> Iterator[str]:
    """Split at the semicolons outside quotes and comments; comments are left out."""
    words: list[str] = []
    depth = place = 0
    while found := (_COMMENTED if depth else _PIECE).match(value, place):
        piece, place = found.group(), found.end()
        depth = max(0, depth + (piece == "(") - (piece == ")"))
        if piece == ";" and not depth:
            yield "".join(words).lower()
            words = []
        elif not depth and piece != ")":
            words.append(piece)
    yield "".join(words).lower()


def _aligned(results: tuple[str, ...], domain: str) -> Iterator[str]:
    stated = [(match, result) for result in results if (match := _RESULT.match(result))]
    failed = {match[1] for match, _ in stated if match[1] in _ONCE and match[2] != "pass"}
    for match, result in stated:
        if match[2] == "pass" and match[1] not in failed and _speaks_for(match[1], _properties(result), domain):
            yield match[1]


def _disowned(results: tuple[str, ...]) -> bool:
    """Whether DMARC fails; where nothing is said of it, whether SPF and every signature do."""
    said: dict[str, set[str]] = {}
    for match in filter(None, map(_RESULT.match, results)):
        said.setdefault(match[1], set()).add(match[2])
    if "dmarc" in said:
        return said["dmarc"] == {"fail"}
    return said.get("spf") == {"fail"} and said.get("dkim") == {"fail"}


def _properties(result: str) -> dict[str, str]:
    """Return the properties of a result, without one that is stated twice, and differently."""
    stated: dict[str, set[str]] = {}
    for kind, name, value in _PROPERTY.findall(result):
        stated.setdefault(f"{kind}.{name}", set()).add(value.strip('"'))
    return {name: values.pop() for name, values in stated.items() if len(values) == 1}


def _speaks_for(method: str, properties: dict[str, str], domain: str) -> bool:
    """DMARC is about From itself, so its domain is compared whole; a signer's or envelope's is aligned."""
    if method == "dmarc":
        return properties.get("header.from", "").rpartition("@")[2] == domain
    names = {"dkim": ("header.d", "header.i"), "spf": ("smtp.mailfrom",)}.get(method, ())
    vouched = next((properties[name] for name in names if name in properties), "")
    return _same_organisation(vouched.rpartition("@")[2], domain)


def _same_organisation(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return "." in shorter and (longer == shorter or longer.endswith("." + shorter))

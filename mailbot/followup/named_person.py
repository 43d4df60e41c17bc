"""Who a text names: an address in it, and the name that stands before it."""

from __future__ import annotations

import re
from collections.abc import Collection

from mailbot.mail.message import Address
from mailbot.primitives.addresses import IN_TEXT, is_mail_address
from mailbot.primitives.safe_text import shortened

_NAME = re.compile(r"((?:[A-ZÅÄÖÉÜ][\w'’.-]{0,40}[ \t]+){0,4}[A-ZÅÄÖÉÜ][\w'’-]{1,40})[\s,;:(<–-]{0,8}(?:mailto:)?\Z")
_NO_NAMES = frozenset({"hej", "ja", "nej", "jag", "vi", "det", "ansvarig", "ny", "kontakt", "e-post", "mejl"})


def named_in(text: str, *, besides: Collection[str] = ()) -> Address | None:
    """Return the one address that a text names, besides those that are left out; None where it names none, or more."""
    found = {match[0].lower().rstrip("."): match.start() for match in reversed(list(IN_TEXT.finditer(text)))}
    others = {address: at for address, at in found.items() if is_mail_address(address) and address not in besides}
    if len(others) != 1:
        return None
    address, at = next(iter(others.items()))
    return Address(_name_before(text[:at]), address)


def _name_before(text: str) -> str:
    """Return the capitalised words right before an address, without those that are no part of a name."""
    found = _NAME.search(text[-200:])
    words = found[1].split() if found else []
    while words and words[0].lower().strip(".") in _NO_NAMES:
        words = words[1:]
    return shortened(" ".join(words), 80)

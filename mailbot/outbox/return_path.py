"""The envelope's sender: the address that a letter comes back to (RFC 5321 §3.6.3).

Where the server delivers plus addresses, each letter has one of its own, with a code that nobody else can make (VERP).
"""

from __future__ import annotations

import re

from mailbot.mail.message import IncomingMessage
from mailbot.mail.thread_ids import ThreadKey

_CODE = r"(\d{1,9})-([0-9a-f]{20})"


def with_code(own: str, key: ThreadKey, letter_id: int, message_id: str) -> str:
    """Return `local+number-code@domain` for our own address `local@domain`."""
    local, _, domain = own.rpartition("@")
    return f"{local}+{letter_id}-{key.return_code(message_id)}@{domain}"


def returned_to(own: str, message: IncomingMessage) -> tuple[int, str] | None:
    """Return the letter's number and the code in the address that a message came to, wherever its header has it.

    The code is not tried here. None where it came to no such address.
    """
    local, _, domain = own.rpartition("@")
    address = re.compile(rf"(?<![\w.+-]){re.escape(local)}\+{_CODE}@{re.escape(domain)}(?![\w-])", re.IGNORECASE)
    found = next(filter(None, (address.search(value) for _, value in message.headers)), None)
    return (int(found[1]), found[2].lower()) if found else None

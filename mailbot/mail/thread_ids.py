"""What we can tell for our own by an HMAC (RFC 2104): Message-IDs (RFC 5322 §3.6.4), and return addresses (VERP).

Such an id finds the thread; it is no secret and says nothing about who writes. A return address
is seen only by the servers on a letter's way and its recipient: who reads our letters elsewhere has none.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256

from mailbot.errors import ConfigError

_OURS = re.compile(r"<([0-9A-Za-z_-]{1,100})\.([0-9a-f]{32})@[^<>@\s]+>")
_LETTERS = re.compile(r"<[0-9a-f]{16}\.[0-9a-f]{32}@[^<>@\s]+>")
"""What letters of the register have: their nonce is random, that of other mail of ours begins with a word."""

_RETURN_SIGNS = 20
"""80 bits (RFC 2104 §5): the address that they stand in has little room."""


class ThreadKey:
    """The keys of the bot's own ids, one a line: the first signs, all verify.

    ConfigError where the text holds none.
    """

    def __init__(self, text: str) -> None:
        self._keys = tuple(line.encode() for line in text.split())
        if not self._keys:
            raise ConfigError("The register's thread key is empty: restore the latest backup.")

    def sign(self, nonce: str, domain: str) -> str:
        """Return `<nonce.hmac@domain>`. The nonce holds letters, digits, `_` and `-` alone."""
        return f"<{nonce}.{_code(self._keys[0], nonce)}@{domain}>"

    def made(self, message_id: str) -> bool:
        """Whether one of our keys signed this id."""
        found = _OURS.fullmatch(message_id)
        return found is not None and any(hmac.compare_digest(_code(key, found[1]), found[2]) for key in self._keys)

    def return_code(self, message_id: str) -> str:
        """Return what proves, in the address that a letter comes back to, that the letter went out with it."""
        return _code(self._keys[0], f"return {message_id}")[:_RETURN_SIGNS]

    def is_return_code(self, code: str, message_id: str) -> bool:
        """Whether one of our keys made this code for the letter."""
        return any(hmac.compare_digest(_code(key, f"return {message_id}")[:_RETURN_SIGNS], code) for key in self._keys)


def is_letters(message_id: str) -> bool:
    """Whether it looks like the id of a letter of some register, whatever key signed it. Proves nothing by itself."""
    return _LETTERS.fullmatch(message_id) is not None


def _code(key: bytes, nonce: str) -> str:
    return hmac.new(key, nonce.encode(), sha256).hexdigest()[:32]

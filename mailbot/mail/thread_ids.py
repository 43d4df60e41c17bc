"""Message-IDs that we can tell for our own: an HMAC over a nonce (RFC 2104, RFC 5322 §3.6.4).

Such an id finds the thread; it is no secret and says nothing about who writes.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256

from mailbot.errors import ConfigError

_OURS = re.compile(r"<([0-9A-Za-z_-]{1,100})\.([0-9a-f]{32})@[^<>@\s]+>")


class ThreadKey:
    """The keys of the bot's own ids, one a line: the first signs, all verify.

    ConfigError where the text holds none.
    """

    def __init__(self, text: str) -> None:
        self._keys = tuple(line.encode() for line in text.split())
        if not self._keys:
            raise ConfigError("The thread key file is empty. Remove it to have a new key made.")

    def sign(self, nonce: str, domain: str) -> str:
        """Return `<nonce.hmac@domain>`. The nonce holds letters, digits, `_` and `-` alone."""
        return f"<{nonce}.{_code(self._keys[0], nonce)}@{domain}>"

    def made(self, message_id: str) -> bool:
        """Whether one of our keys signed this id."""
        found = _OURS.fullmatch(message_id)
        return found is not None and any(hmac.compare_digest(_code(key, found[1]), found[2]) for key in self._keys)


def _code(key: bytes, nonce: str) -> str:
    return hmac.new(key, nonce.encode(), sha256).hexdigest()[:32]

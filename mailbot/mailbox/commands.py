"""What is said on an open connection: commands that imapclient does not offer whole."""

from __future__ import annotations

import select
import ssl
import threading
import time
from collections.abc import Sequence
from typing import Any

from mailbot.mailbox.login import Credentials, Token

_NO_FOLDER = frozenset({b"\\Noselect", b"\\NonExistent"})  # only a level that other folders lie below
_STOP_SECONDS = 0.5  # how soon `idle` notices that it is to stop


def authenticate(client: Any, credentials: Credentials | None) -> None:
    """Log in by XOAUTH2, PLAIN (RFC 4616, UTF-8) or LOGIN; without credentials the server greeted us as logged in."""
    if credentials is None:
        return
    if isinstance(credentials, Token):
        # An answer to the server's second challenge, its error report, must be empty.
        client.sasl_login("XOAUTH2", lambda challenge: b"" if challenge else credentials.xoauth2())
    elif client.has_capability("AUTH=PLAIN"):
        client.plain_login(credentials.user, credentials.password)
    else:
        # LOGIN takes ASCII alone.
        client.login(credentials.user, credentials.password)


def namespace(client: Any) -> tuple[str, str]:
    """Return the prefix of the user's own folders and the separator of levels (RFC 2342)."""
    if client.has_capability("NAMESPACE") and (personal := client.namespace().personal):
        prefix, separator = personal[0]
        return prefix, separator or "/"
    return "", "/"


def folders(client: Any) -> set[str]:
    """Return the names of the folders that messages may lie in."""
    return {name for flags, _, name in client.list_folders() if _NO_FOLDER.isdisjoint(flags)}


def move(client: Any, uids: Sequence[int], target: str) -> list[bytes]:
    """Move in the selected folder and return the COPYUID answers."""
    if client.has_capability("MOVE"):
        client.move(uids, target)
    else:
        client.copy(uids, target)
        remove(client, uids)
    _, answers = client._imap.response("COPYUID")  # noqa: SLF001 - imaplib's public method; takes what the server said
    return [answer for answer in answers if answer]


def remove(client: Any, uids: Sequence[int]) -> None:
    """Remove these messages from the selected folder, and no other (UIDPLUS, RFC 4315)."""
    client.delete_messages(uids, silent=True)
    client.uid_expunge(uids)


def same_bytes(client: Any, data: bytes, size: int) -> list[int]:
    """Return the UIDs of messages in the selected folder that are these bytes; `size` is as the server counts."""
    as_long = client.search(["LARGER", str(size - 1), "SMALLER", str(size + 1)])
    found = client.fetch(as_long, ["BODY.PEEK[]"]) if as_long else {}
    return sorted(uid for uid, item in found.items() if item.get(b"BODY[]") == data)


def same_as(client: Any, data: bytes, subject: str) -> list[int]:
    """Return the UIDs in the selected folder of messages that are these bytes; `subject` is theirs, in ASCII."""
    sizes = client.fetch(client.search(["SUBJECT", subject]), ["RFC822.SIZE"])
    as_long = [uid for uid, item in sizes.items() if item.get(b"RFC822.SIZE") == len(data)]
    found = client.fetch(as_long, ["BODY.PEEK[]"])
    return [uid for uid, item in found.items() if item.get(b"BODY[]") == data]


def idle(client: Any, seconds: float, stop: threading.Event) -> bool:
    """Be in IDLE until the server says something, at most `seconds`; True if that was about a new message.

    Leaving IDLE is what notices a dead connection: it waits for the server's answer.
    """
    end = time.monotonic() + seconds
    client.idle()
    while not stop.is_set() and (left := end - time.monotonic()) > 0:
        if _has_answer(client, min(left, _STOP_SECONDS)):
            break
    _, answers = client.idle_done()
    return any(answer[1:2] == (b"EXISTS",) for answer in answers)


def _has_answer(client: Any, seconds: float) -> bool:
    """Whether the server says something within `seconds`, or hangs up."""
    connection = client.socket()
    patience = connection.gettimeout()
    connection.settimeout(0)
    try:
        # What came together with the last answer lies in imaplib's buffer, where poll can't see it.
        buffered = bool(client._imap.file.peek(1))  # noqa: SLF001 - imapclient's idle_check would miss it, too
    except ssl.SSLWantReadError:
        buffered = False
    finally:
        connection.settimeout(patience)
    waiting = select.poll()  # select(2) takes no file numbered above 1023, which hundreds of mailboxes have
    waiting.register(connection, select.POLLIN)
    return buffered or bool(waiting.poll(seconds * 1000))

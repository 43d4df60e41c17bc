"""Sends mailbot a mail through its own servers, and looks at what arrives: `check --send`."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from mailbot.cli.checks.check_result import Doubt, Fault
from mailbot.errors import MailbotError

if TYPE_CHECKING:
    from mailbot.config import Config
    from mailbot.mail.message import IncomingMessage
    from mailbot.mailbox.imap import ImapMailbox

PATIENCE_SECONDS = 120
_LOOK_SECONDS = 1.0
_FROM_INSIDE = "It was sent from inside, with mailbot's login: a server may treat mail from outside otherwise."


def arrival(config: Config) -> str:
    """Send a mail with a forged Authentication-Results, and say what has become of that."""
    nonce = f"{secrets.token_hex(8)}.invalid"
    trusted = config.trust.authserv_id
    named = f"{trusted}; " if trusted else ""
    forged = f"Authentication-Results: {named}spf=pass smtp.helo={nonce}\r\n" if trusted is not None else ""
    message = _sent_and_arrived(config, config.identity.address, forged.encode())
    return "a mail to itself has arrived, and is removed" if trusted is None else _judged(config, message, nonce)


def return_address(config: Config) -> str:
    """Send a mail to a letter's return address, where letters have their own."""
    from mailbot.app import signing_key
    from mailbot.outbox.return_path import with_code

    own = config.identity.address
    if not config.smtp.plus_address:
        return "letters have none of their own (smtp.plus_address is off)"
    _sent_and_arrived(config, with_code(own, signing_key(config), 0, "<check@mailbot>"), b"")
    return "a mail to a letter's own return address has arrived, and is removed"


def _judged(config: Config, message: IncomingMessage, nonce: str) -> str:
    """Say whether the forged field still stands, is believed, and where the server writes its own."""
    from mailbot.mail.sender.authentication import results_counted

    trusted, below = config.trust.authserv_id or "", config.trust.results == "below"
    name = trusted or "a server without a name"
    if any(nonce in result for result in results_counted(message, trusted, below=below)):
        raise Fault(
            f"anybody can vouch for himself: a forged Authentication-Results in the name of {name} arrived where "
            "mailbot believes it. Have the server strip such fields (RFC 8601 §5); until then leave "
            "trust.authserv_id out, or set trust.results to where the server itself writes."
        )
    own = [result for result in results_counted(message, trusted, below=not below) if nonce not in result]
    if own and not results_counted(message, trusted, below=below):
        place = "above" if below else "below"
        raise Doubt(f'{name} writes its results elsewhere: set trust.results = "{place}". {_FROM_INSIDE}')
    if any(nonce in value for value in message.header_all("authentication-results")):
        raise Doubt(
            f"a forged Authentication-Results in the name of {name} arrived, where mailbot does not believe it. "
            f"Have the server strip such fields (RFC 8601 §5). {_FROM_INSIDE}"
        )
    return f"a forged Authentication-Results in the name of {name} was stripped. {_FROM_INSIDE}"


def _sent_and_arrived(config: Config, to: str, head: bytes) -> IncomingMessage:
    """Send a mail of our own, and return it as it arrived; it is removed. Fault where it does not come."""
    from mailbot.app import mailbox, sender, signing_key
    from mailbot.mail.decode import decode

    domain = config.identity.address.rpartition("@")[2]
    message_id = signing_key(config).sign(f"check-{secrets.token_hex(8)}", domain)
    with mailbox(config) as there:
        folders = _folders(config, there)
        there_is = sender(config)
        try:
            there_is.send(config.identity.address, to, head + _mail(config, message_id))
        except MailbotError as error:
            raise Fault(f"a mail to {to} could not be sent: {error}") from None
        finally:
            there_is.close()
        data = _waited_for(there, folders, message_id)
    if data is None:
        raise Fault(
            f"a mail to {to} was accepted by {config.smtp.host}, and had not arrived after {PATIENCE_SECONDS} s. "
            f"Looked in: {', '.join(folders)}. Find it, or the report that it came back, and remove it."
        )
    return decode(data, internal_date=datetime.now(UTC))


def _mail(config: Config, message_id: str) -> bytes:
    """Return a mail that a mailbot which is running knows for its own, and leaves unanswered."""
    from mailbot.mail.compose import Outgoing, build
    from mailbot.mail.message import Address

    own = Address(config.identity.name, config.identity.address)
    text = "Ett prov från mailbot check --send. Det tas bort igen."
    mail = Outgoing(own, own, "Prov", text, f"<p>{text}</p>", message_id, datetime.now(UTC), reply=False)
    return build(mail)


def _folders(config: Config, there: ImapMailbox) -> list[str]:
    """Return where it may be: where mail comes in, and where a mailbot that is running files its own."""
    names = config.mailbox.folders
    automatic = names.automatic.replace("{year}", f"{datetime.now(UTC):%Y}")
    wanted = [*names.watched, automatic]
    missing = there.missing(wanted)
    return [name for name in wanted if name not in missing]


def _waited_for(there: ImapMailbox, folders: list[str], message_id: str) -> bytes | None:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        for folder in folders:
            if (data := there.take_out(folder, message_id)) is not None:
                return data
        if time.monotonic() >= end:
            return None
        time.sleep(_LOOK_SECONDS)

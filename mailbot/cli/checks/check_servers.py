"""Tries the mail servers: log in, look at the folders, ask whether letters would be taken, compare the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from mailbot.cli.checks.check_result import Doubt, Fault
from mailbot.errors import DeliveryRefused, MailbotError

if TYPE_CHECKING:
    from mailbot.config import Config

_PATIENCE = 10
"""Seconds that a server gets to answer: a person waits."""


def mailbox(config: Config) -> str:
    """Log in, make the folders that mails are moved to, and look whether those that are read are there."""
    from mailbot.app import mailbox as connected

    folders = config.mailbox.folders
    year = f"{datetime.now(UTC):%Y}"
    targets = [name.replace("{year}", year) for name in (folders.handled, folders.review, folders.automatic)]
    with connected(_hurried(config)) as there:
        offered = there.capabilities()
        there.prepare(targets)
        missing = there.missing(folders.watched)
        waiting = [f"{name} {len(there.list_uids(name).uids)}" for name in folders.watched if name not in missing]
        names = there.folders() if missing else []
    if folders.inbox in missing:
        raise Fault(
            f"logged in, but there is no folder {folders.inbox}: no mail would ever be seen. "
            f"Set mailbox.folders.inbox to one of: {', '.join(names)}."
        )
    if missing:
        raise Doubt(
            f"logged in, but there is no folder {', '.join(missing)}: forms there would never be seen. "
            f'Set mailbox.folders.junk to one of: {", ".join(names)}; or to "" if there is none.'
        )
    known = [f"{name}{'' if name in offered else ' missing'}" for name in ("IDLE", "MOVE", "UIDPLUS")]
    return f"logged in as {there.account}; messages: {', '.join(waiting)}; {', '.join(known)}"


def smtp(config: Config) -> str:
    """Log in, and ask whether a letter to mailbot itself would be taken; none is sent."""
    from mailbot.app import sender

    there = sender(_hurried(config))
    own = config.identity.address
    try:
        there.connect()
        there.probe(own, own)
    except DeliveryRefused as error:
        raise Fault(f"{error}. It would not take a letter from {own} to {own}: check smtp.user and identity.") from None
    finally:
        there.close()
    reached = "reached without a login" if config.smtp.auth == "none" else "logged in at"
    takes = f"takes letters from {own}, none was sent"
    return f"{reached} {config.smtp.host}:{config.smtp.port}; {takes}; {config.smtp.rate_per_minute} letters a minute"


def bounces(config: Config) -> str:
    """Say which reports of letters that came back are believed; where each letter has an address, try one."""
    if config.smtp.plus_address:
        _try_return_path(config)
        return (
            "each letter has a return address of its own, and only a report to that counts. The SMTP server takes "
            "one (tried); whether such mail reaches the mailbox, `mailbot check --send` tries"
        )
    if config.trust.authserv_id is None and not config.trust.internal_mark:
        raise Doubt(
            "no report that a letter came back can be told from a forged one: a human reads each, and the letter "
            "counts as sent. Set smtp.plus_address = true, or else trust.authserv_id."
        )
    servers = " or ".join(dict.fromkeys(filter(None, (config.smtp.host, config.trust.authserv_id))))
    return (
        f"only a report that {servers} made counts (smtp.plus_address is off), "
        "and a human reads others; that yours names itself so is not tried"
    )


def _try_return_path(config: Config) -> None:
    from mailbot.app import sender
    from mailbot.mail.thread_ids import ThreadKey
    from mailbot.outbox.return_path import with_code

    own = config.identity.address
    there = sender(_hurried(config))
    try:
        there.probe(with_code(own, ThreadKey("check"), 1, "<check@mailbot>"), own)
    except MailbotError as error:
        raise Fault(
            f"{error}. It would not take a letter with a return address of its own: leave smtp.plus_address out."
        ) from None
    finally:
        there.close()


def clock(config: Config) -> str:
    """Compare this machine's clock with the mail server's, by a message that is put into a folder and removed."""
    from mailbot.app import mailbox as connected
    from mailbot.app import utc_now
    from mailbot.jobs.watch.clock_watch import ahead

    with connected(_hurried(config)) as there:
        difference = ahead(config, there, utc_now)
    if difference is None:
        raise Doubt("can't be compared with the mail server's, for that has no UIDPLUS: see that it is right.")
    if difference:
        way = "ahead of" if difference > timedelta(0) else "behind"
        raise Fault(
            f"this machine's clock is {abs(difference)} {way} the mail server's. Set it right before mail comes."
        )
    return "agrees with the mail server's (tried)"


def _hurried(config: Config) -> Config:
    """Return the config with less patience: a person waits."""
    servers = {
        name: server.model_copy(update={"timeout_seconds": min(_PATIENCE, server.timeout_seconds)})
        for name, server in (("mailbox", config.mailbox), ("smtp", config.smtp))
    }
    return config.model_copy(update=servers)

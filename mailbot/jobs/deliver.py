"""The delivery job: hands queued letters to the SMTP server, as fast as the rate allows."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import structlog

from mailbot.errors import (
    DeliveryDeferred,
    DeliveryRefused,
    MailbotError,
    SmtpLoginRefused,
    SmtpUnavailable,
    place,
)
from mailbot.jobs.comparing import older_register
from mailbot.jobs.sent_copies import FileCopy, SentCopies
from mailbot.jobs.services import Services
from mailbot.outbox import delivery
from mailbot.outbox.delivery import Claimed, Postman
from mailbot.primitives.addresses import without_addresses
from mailbot.primitives.safe_text import one_line
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.engine import LEASE
from mailbot.store.lead import Turn
from mailbot.store.tables import Letter
from mailbot.store.values import EventKind, LetterState

log = structlog.get_logger()

_AWAY = 3
"""So many letters deferred in a row mean that the server is in trouble, and the pass ends."""
_PAUSE_SECONDS = 1.0
_AT_HAND = LEASE / 2
"""So long after its claim a letter is begun to be sent, at most: the rest is for the server to take it."""
_LONGEST_SAID = 500
"""Signs of a server's answer in the log."""


class Sender(Protocol):
    """The port to the SMTP server."""

    def send(self, sender: str, recipient: str, mime: bytes) -> None:
        """Hand over a message; DeliveryDeferred or DeliveryRefused where it isn't taken."""


@dataclass(slots=True)
class _Pass:
    """Whether a pass goes on. It ends where another register has taken the place of the one that it began in.

    What waits in one that was put back may have gone out.
    """

    register: str
    ends: bool = False

    def look(self, turn: Turn) -> None:
        self.ends = self.ends or turn.register != self.register


@dataclass(slots=True)
class Delivered:
    """What one pass did, in letters."""

    sent: int = 0
    deferred: int = 0
    failed: int = 0
    said: str = ""
    """Why the last one that was not taken was not, without the recipient."""
    login_refused: bool = False
    """Whether it was our login that the server refused."""


def deliver(
    services: Services,
    sender: Sender,
    *,
    file_copy: FileCopy | None = None,
    stopping: Callable[[], bool] = lambda: False,
    pause: Callable[[float], object] = time.sleep,
) -> Delivered:
    """Send what is due, up to the rate. `file_copy` puts a copy in Sent.

    A copy that is refused is tried again in a later pass.
    Nothing is sent where there is no room to write down that it was (DatabaseUnavailable), nor before
    whoever leads has seen that the mailbox holds no letters that the register doesn't know.

    The outcome of one letter and the claim of the next share a commit, so a
    letter costs one. May be called again at any time, and beside other workers' with
    the same PostgreSQL; in one process never beside itself.
    """
    report = Delivered()
    older_register.refuse(services)
    compared = older_register.compared(services)
    if compared is None:
        return report
    this = _Pass(compared.register)
    services = replace(services, fence=this.look)
    services.database.reserve()
    claimed_at = _seconds()
    with services.unit_of_work("worker") as work:
        postman = _postman(services, work)
        delivery.recover(work.session, postman, services.database.lease)
        letter = None if this.ends else delivery.claim(work.session, work.now, postman)
    away, copies = 0, SentCopies(services, file_copy)
    while letter is not None:
        error = _hand_over(services, sender, letter, claimed_at)
        away = away + 1 if isinstance(error, DeliveryDeferred) else 0
        this.ends = this.ends or away >= _AWAY or isinstance(error, SmtpUnavailable) or stopping()
        claimed_at = _seconds()
        following = _note(services, letter, error, report, this, stopping=stopping, pause=pause)
        if error is None:
            copies.keep(letter)
        letter = following
    copies.finish()
    older_register.note(services)
    return report


def _seconds() -> float:
    """Return the seconds of a clock that nobody sets, and that goes on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


def _postman(services: Services, work: UnitOfWork) -> Postman:
    now = services.database.shared_time(work.session, work.now)
    return Postman(services.database.name, services.config.smtp.rate_per_minute, now)


def _note(
    services: Services,
    letter: Claimed,
    error: MailbotError | None,
    report: Delivered,
    this: _Pass,
    *,
    stopping: Callable[[], bool],
    pause: Callable[[float], object],
) -> Claimed | None:
    """Write down what came of the letter, and claim the next one in the same commit.

    What the server has accepted must not go out again. So where it can't be written down, nothing
    else is done before it is: with the room that was laid aside, else when there is some again.
    """
    while True:
        try:
            with services.unit_of_work("worker") as work:
                postman = _postman(services, work)
                state = _settle(work, letter, error, postman.name)
                following = None if this.ends else delivery.claim(work.session, work.now, postman)
        except Exception as fault:
            said = str(fault) if isinstance(fault, MailbotError) else place(fault)
            log.error("letter_not_noted", letter=letter.id, error=said)  # noqa: TRY400 - a traceback quotes mail
            if stopping():
                raise
            this.ends = True
            services.database.use_reserve()
            pause(_PAUSE_SECONDS)
        else:
            _report(services, letter, state, error, report)
            return following


def _hand_over(services: Services, sender: Sender, letter: Claimed, claimed_at: float) -> MailbotError | None:
    """Send one letter; the error says why it was not taken. A fault of ours must not stop the letters behind it.

    A process that stood still since it claimed the letter sends nothing: by now it may be another's.
    """
    services.checkpoint("claimed")
    if _seconds() - claimed_at > _AT_HAND.total_seconds():
        return DeliveryDeferred("mailbot stood still with the letter in hand.")
    try:
        sender.send(services.outbox.return_path(letter.id, letter.message_id), letter.recipient, letter.mime)
    except (DeliveryDeferred, DeliveryRefused) as error:
        return error
    except Exception as error:  # noqa: BLE001 - as said
        return DeliveryDeferred(f"mailbot failed: {place(error)}")
    services.checkpoint("accepted")
    return None


def _settle(work: UnitOfWork, letter: Claimed, error: MailbotError | None, name: str) -> LetterState:
    """Note in the register what came of the letter.

    Where we took so long over it that another worker sends it, ours counts only if it was accepted.
    """
    if error is None:
        return _accepted(work, letter, name)
    row = work.session.get_one(Letter, letter.id)
    if not delivery.is_still_with(row, name):
        log.warning("letter_taken_over", letter=letter.id)
        return row.state
    match error:
        case SmtpUnavailable():
            delivery.put_off(work.session, row, work.now, str(error))
        case DeliveryRefused():
            delivery.failed(row, work.now, str(error))
        case _:
            delivery.deferred(row, work.now, str(error))
    if row.state is LetterState.FAILED:
        work.record(EventKind.LETTER_FAILED, f"letter:{letter.id}")
    return row.state


def _accepted(work: UnitOfWork, letter: Claimed, name: str) -> LetterState:
    holder = delivery.sent(work.session, letter, work.now, owes_copy=work.config.smtp.copy_to_sent)
    if holder != name:
        log.warning("letter_taken_over", letter=letter.id)
    if holder is not None:
        work.record(EventKind.LETTER_SENT, f"letter:{letter.id}")
    return LetterState.SENT


def _report(
    services: Services, letter: Claimed, state: LetterState, error: MailbotError | None, report: Delivered
) -> None:
    if error is None:
        report.sent += 1
        log.info("letter_sent", letter=letter.id)
        return
    report.failed += state is LetterState.FAILED
    report.deferred += state is not LetterState.FAILED
    own = {services.config.identity.address, services.config.smtp.user.lower()}
    # The server's words may name the recipient: whole they are kept with the letter, not in the log.
    report.login_refused = isinstance(error, SmtpLoginRefused)
    report.said = without_addresses(one_line(str(error)), letter.recipient, kept=own)[:_LONGEST_SAID]
    log.warning("letter_not_taken", letter=letter.id, state=state, error=type(error).__name__, said=report.said)

"""Reminders to initiators whose completion is awaited, and the secretary's note on what needs a human."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select

from mailbot.errors import Temporary, place
from mailbot.intake.handlers.outcomes import recent_letters
from mailbot.intake.handlers.receipts import stored_lacks
from mailbot.intake.review import digest
from mailbot.jobs.services import Services
from mailbot.mail.message import Address
from mailbot.meetings import calendar
from mailbot.outbox.contents import CompletionReminder, FileFault
from mailbot.outbox.letters import Draft
from mailbot.primitives.personnummer import mask
from mailbot.register import codes, initiatives
from mailbot.register.initiatives import about, initiator
from mailbot.register.on_duty import on_duty
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store import plausible_times, settings
from mailbot.store.tables import Initiative, Letter
from mailbot.store.values import DECISIONS, InstructionKind, State
from parsers import FormTemplate

log = structlog.get_logger()

_LAST_DIGEST = "last_digest"


def remind(services: Services) -> int:
    """Remind everyone who was asked to complete a form some time ago, once; return how many.

    A transaction each: one that fails is a line in the log, and is tried again.
    """
    with services.database.reading() as session:
        patience = timedelta(days=services.config.letters.reminder_days)
        waiting = session.scalars(
            select(Initiative).where(Initiative.state == State.INCOMPLETE, Initiative.reminded_at.is_(None)),
        ).all()
        now = services.clock()
        due = [initiative.reference for initiative in waiting if _asked(initiative, now) < now - patience]
    return sum(_remind_one(services, reference) for reference in due)


def _remind_one(services: Services, reference: str) -> bool:
    try:
        with services.unit_of_work("worker") as work:
            initiative = initiatives.find(work.session, reference)
            if not initiative.sender_confirmed and _is_flood(work, initiative):
                return False
            work.send(_reminder(work, initiative, services.forms))
            initiative.reminded_at = work.now
    except Temporary:
        raise
    except Exception as error:  # noqa: BLE001 - one initiative must not stop the others
        log.error("reminder_failed", reference=reference, error=place(error))  # noqa: TRY400 - a traceback quotes mail
        return False
    return True


def _is_flood(work: UnitOfWork, initiative: Initiative) -> bool:
    """Whether an address that nobody vouches for never had the letter that it is reminded of, or has many as it is."""
    to = initiative.initiator_address
    told = select(Letter.id).where(Letter.initiative_id == initiative.id, Letter.recipient == to).limit(1)
    most = work.config.letters.unverified_per_hour
    never = work.session.scalar(told) is None
    return never or recent_letters(work, to, Letter.kind.not_in(DECISIONS)) >= most


def _asked(initiative: Initiative, now: datetime) -> datetime:
    """Return when the completion was last asked for."""
    return plausible_times.past(initiative.incomplete_since, now) or initiative.received_at


def _reminder(work: UnitOfWork, initiative: Initiative, forms: tuple[FormTemplate, ...]) -> Draft:
    coming = calendar.next_meeting(work.session, work.now)
    asked = _asked(initiative, work.now)
    content = CompletionReminder(
        about(initiative),
        stored_lacks(initiative, forms),
        _unreadable(initiative),
        asked=calendar.swedish_day(asked),
        meeting=calendar.view(coming) if coming else None,
    )
    return Draft(initiator(initiative), f"reminder:{initiative.id}:{asked:%Y%m%d}", content, initiative)


def _unreadable(initiative: Initiative) -> tuple[FileFault, ...]:
    """Return the files of an initiative whose form could not be read."""
    if initiative.form is not None:
        return ()
    return tuple(FileFault(mask(file.filename), "filen går inte att läsa") for file in initiative.attachments)


def tell_secretary(services: Services) -> bool:
    """Send the digest, where something new waits for a human; one an hour at most."""
    with services.unit_of_work("worker") as work:
        last = plausible_times.past(settings.last(work.session, _LAST_DIGEST), work.now)
        pause = timedelta(minutes=services.config.letters.digest_minutes)
        if last is not None and work.now - last < pause:
            return False
        content = digest(work, since=last)
        if content is None:
            return False
        for secretary in on_duty(work.session, services.config, work.now):
            to, code = Address(secretary.name, secretary.address), codes.new()
            codes.issue(work, InstructionKind.DESK, secretary.address, code)
            work.send(Draft(to, f"digest:{work.now:%Y%m%dT%H%M%S}", replace(content, code=code)))
        settings.keep(work.session, _LAST_DIGEST, work.now)
        return True

"""The letter about what was achieved in a period: made once, read by a secretary first, sent or stopped by her word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.errors import NotFound
from mailbot.followup.celebrating import achievements, letter_in_word, periods
from mailbot.followup.celebrating.achievements import Step
from mailbot.followup.celebrating.letter_in_word import LetterView
from mailbot.followup.celebrating.periods import Period
from mailbot.followup.celebrating.words import words
from mailbot.mail.message import Address, Attachment
from mailbot.outbox.celebration_contents import CelebrationDraft, CelebrationLetter, StepCount
from mailbot.outbox.letters import Draft
from mailbot.outbox.swedish_day import local_day
from mailbot.primitives.filenames import plain_name
from mailbot.register import codes
from mailbot.register.on_duty import on_duty
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Celebration, CelebrationText
from mailbot.store.values import EventKind, InstructionKind

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_PDF = "application/pdf"
_NAME_LENGTH = 120


def due(session: Session, config: Config, today: date) -> Period | None:
    """Return the period that is over and has no letter yet; None where none has, or nobody is to get one.

    It begins where the last letter ended that went out, was stopped or had nothing to tell.
    """
    ended = periods.last_ended(config.celebration.rhythm, today)
    if ended is None or not config.celebration.recipients:
        return None
    newest = _newest(session)
    if newest is not None and newest.last_day >= ended.last_day:
        return None
    return Period(_begins(newest) or ended.first_day, ended.last_day)


def since_last(session: Session, config: Config, today: date) -> Period:
    """Return the days that a letter made today would tell of: since the last one, where there is one."""
    ended = periods.last_ended(config.celebration.rhythm, today)
    begun = _begins(_newest(session)) or (
        ended.last_day + timedelta(days=1) if ended else today.replace(month=1, day=1)
    )
    return Period(min(begun, today), today)


def _newest(session: Session) -> Celebration | None:
    return session.scalar(select(Celebration).order_by(Celebration.last_day.desc()).limit(1))


def _begins(newest: Celebration | None) -> date | None:
    """Return the day on which the next letter's time begins; None before the first."""
    if newest is None:
        return None
    return newest.first_day if _waits(newest) else newest.last_day + timedelta(days=1)


def make(work: UnitOfWork, token: str) -> Celebration | None:
    """Make the letter that is due and mail it to the secretaries; None where none is. May be called again.

    Where nothing was achieved, it is noted that the period is over, and no letter written. One that no secretary
    has answered is stopped: the new one tells what it would have told.
    """
    period = due(work.session, work.config, local_day(work.now))
    if period is None:
        return None
    for earlier in waiting(work.session):
        stop(work, earlier)
    made = Celebration(first_day=period.first_day, last_day=period.last_day, token=token, made_at=work.now, texts=[])
    work.session.add(made)
    steps = achievements.achieved(work.session, period, words())
    if steps:
        add_text(work, made, letter_in_word.write(view_of(work.config, period, steps, token), words()))
        work.record(EventKind.CELEBRATION_MADE, subject(made))
        _ask(work, made, steps)
    work.session.flush()
    return made


def view_of(config: Config, period: Period, steps: Sequence[Step], token: str) -> LetterView:
    """Return what the letter about a period says."""
    return LetterView(config.identity.name, config.identity.address, periods.in_words(period), token, tuple(steps))


def add_text(work: UnitOfWork, celebration: Celebration, word: bytes, ledger_id: int | None = None) -> CelebrationText:
    """Keep a new version of the letter's text."""
    number = len(celebration.texts) + 1
    text = CelebrationText(celebration=celebration, number=number, word=word, ledger_id=ledger_id, created_at=work.now)
    work.session.add(text)
    work.session.flush()
    return text


def newest_text(celebration: Celebration) -> CelebrationText:
    """Return the newest version of the text of a letter that has one."""
    return celebration.texts[-1]


def waiting(session: Session) -> Sequence[Celebration]:
    """Return the letters that wait for a secretary's word, oldest first."""
    found = select(Celebration).where(Celebration.sent_at.is_(None), Celebration.stopped_at.is_(None))
    return [one for one in session.scalars(found.order_by(Celebration.last_day)) if one.texts]


def newest_waiting(session: Session) -> Celebration:
    """Return the letter that waits for a secretary's word; NotFound where none does."""
    found = waiting(session)
    if not found:
        raise NotFound("No letter about what was achieved waits. `mailbot celebrate list` shows them all.")
    return found[-1]


def of_token(session: Session, token: str) -> Celebration | None:
    """Return the celebration whose mark a file has."""
    return session.scalar(select(Celebration).where(Celebration.token == token))


def send(work: UnitOfWork, celebration: Celebration) -> tuple[str, ...]:
    """Send the newest text to all recipients in the config, and return them; once, however often it is called."""
    if not _waits(celebration) or not work.config.celebration.recipients:
        return ()
    celebration.sent_at = work.now
    text = newest_text(celebration)
    content = CelebrationLetter(words().title.format(name=work.config.identity.name), said_period(celebration))
    for recipient in work.config.celebration.recipients:
        cause = f"celebration:{celebration.id}"
        work.send(Draft(Address("", recipient), cause, content, attachments=(for_recipients(work.config, text),)))
    work.record(EventKind.CELEBRATION_SENT, subject(celebration), text=text.number)
    return work.config.celebration.recipients


def stop(work: UnitOfWork, celebration: Celebration) -> bool:
    """Drop the letter; False where it is sent or dropped already."""
    if not _waits(celebration):
        return False
    celebration.stopped_at = work.now
    work.record(EventKind.CELEBRATION_STOPPED, subject(celebration))
    return True


def said_period(celebration: Celebration) -> str:
    """Return the period that the letter is about, in words."""
    return periods.in_words(Period(celebration.first_day, celebration.last_day))


def subject(celebration: Celebration) -> str:
    """Return what the audit chain calls it."""
    return f"celebration:{celebration.last_day}"


def in_word(config: Config, text: CelebrationText) -> Attachment:
    """Return a version of the text as a secretary gets it, to read and to edit."""
    return Attachment(f"{_name(config, text)}.docx", _WORD, text.word)


def for_recipients(config: Config, text: CelebrationText) -> Attachment:
    """Return a version of the text as recipients get it: as PDF, in Word where none could be made."""
    return Attachment(f"{_name(config, text)}.pdf", _PDF, text.pdf) if text.pdf else in_word(config, text)


def _name(config: Config, text: CelebrationText) -> str:
    said = words().file_name.format(name=config.identity.name, period=said_period(text.celebration))
    return plain_name(said, _NAME_LENGTH)


def _waits(celebration: Celebration) -> bool:
    return celebration.sent_at is None and celebration.stopped_at is None and bool(celebration.texts)


def _ask(work: UnitOfWork, celebration: Celebration, steps: Sequence[Step]) -> None:
    """Mail the letter to the secretaries, each with a code of her own."""
    text = newest_text(celebration)
    content = CelebrationDraft(
        period=said_period(celebration),
        steps=tuple(StepCount(words().steps[step.kind], len(step.told) + len(step.unnamed)) for step in steps),
        unnamed=tuple(reference for step in steps for reference in step.unnamed),
        recipients=work.config.celebration.recipients,
        code="",
    )
    attached = (in_word(work.config, text),)
    for secretary in on_duty(work.session, work.config, work.now):
        to, code = Address(secretary.name, secretary.address), codes.new()
        codes.issue(work, InstructionKind.CELEBRATION, secretary.address, code, celebration_text_id=text.id)
        draft = Draft(to, f"celebration:{celebration.id}", replace(content, code=code), attachments=attached)
        work.send(draft)

"""The earlier mail that an answer with a code makes good: read again, and handled as its sender's own."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.intake.facts import gather
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.dispatch import HANDLERS
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.ledger import Before
from mailbot.intake.reading import Read, read
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.evidence import Facts
from mailbot.intake.triage.rule import Detail
from mailbot.intake.triage.verdict import Verdict, triage
from mailbot.jobs.services import Services
from mailbot.mail.message import IncomingMessage, Location, RawMessage
from mailbot.primitives.references import codes_in
from mailbot.register import codes
from mailbot.store.tables import Instruction, Message, Original
from mailbot.store.values import InstructionKind

_KINDS = (InstructionKind.SENDER, InstructionKind.CHANGE)
_MOST_CODES = 5
"""A thread quotes a few codes; whoever writes more is guessing."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The mail that is confirmed, and the instructions that waited for it."""

    instructions: tuple[int, ...]
    row_id: int
    seen: Read
    facts: Facts
    verdict: Verdict


def reads_earlier(verdict: Verdict) -> bool:
    """Whether a mail that is this may confirm another, which is read again for it."""
    return verdict.detail is Detail.CONFIRMS_EARLIER


def find(services: Services, answer: IncomingMessage, verdict: Verdict, seconds: float) -> Confirmed | None:
    """Read the mail that the answer confirms, before any transaction; None where its code is not good for one."""
    if not reads_earlier(verdict):
        return None
    with services.database.reading() as session:
        waiting = _waiting(services, session, answer)
        if not waiting:
            return None
        row = session.get_one(Message, waiting[0].ledger_id)
        raw = _raw(row, session.get_one(Original, row.sha256))
        instructions = tuple(one.id for one in waiting if one.ledger_id == row.id)
    seen = read(raw, services.forms, services.trusted_hosts, services.reader.sharing(seconds))
    with services.database.reading() as session:
        facts = gather(session, services.config, services.outbox.key, seen, Before(), junk=False)
    return Confirmed(instructions, row.id, seen, facts, triage(seen.message, seen.readings, facts))


def handle(case: Case, confirmed: Confirmed) -> Handled:
    """Do what the confirmed mail wanted, for who had the code: another may have sent it for them. A code works once."""
    session = case.work.session
    waiting = session.scalars(select(Instruction).where(Instruction.id.in_(confirmed.instructions))).all()
    if any(one.answered_at for one in waiting):
        return to_review(Reason.CONFIRMS_NOTHING.text())
    for one in waiting:
        one.answered_at = case.work.now
    row = session.get_one(Message, confirmed.row_id)
    mail = replace(
        case,
        message=replace(confirmed.seen.message, sender=case.message.sender),
        row=row,
        readings=confirmed.seen.readings,
        facts=confirmed.facts,
        verdict=confirmed.verdict,
        earlier=None,
        confirmed=True,
    )
    return HANDLERS[confirmed.verdict.kind](mail)


def _waiting(services: Services, session: Session, answer: IncomingMessage) -> Sequence[Instruction]:
    now = services.clock()
    return [
        one
        for code in codes_in(answer.text)[:_MOST_CODES]
        for kind in _KINDS
        for one in codes.find(session, kind, answer.sender.address, code, now=now)
    ]


def _raw(row: Message, original: Original) -> RawMessage:
    received = row.received_at or row.begun_at
    return RawMessage(
        zlib.decompress(original.compressed), received, Location(row.account, row.folder, row.uidvalidity, row.uid)
    )

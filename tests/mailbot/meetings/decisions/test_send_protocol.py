"""When the minutes come, and what comes with them."""

from __future__ import annotations

import email
import email.policy
import zlib

from sqlalchemy import select

from mailbot.meetings.agenda import freeze
from mailbot.meetings.decisions import take_effect
from mailbot.store.tables import Letter
from mailbot.store.values import DecisionOutcome, LetterKind
from tests.support.meetings import NOW, SECRETARY, TOKEN, a_config, a_meeting, a_unit_of_work, an_initiative

ONE, TWO = "OH-2026-0001", "OH-2026-0002"


def protocols(work) -> list[tuple[str, list[str]]]:
    """Return the subject and the names of the files of each letter with minutes, to the first secretary."""
    found = select(Letter.mime).where(Letter.kind == LetterKind.PROTOCOL, Letter.recipient == SECRETARY)
    mails = [
        email.message_from_bytes(zlib.decompress(mime), policy=email.policy.default)
        for mime in work.session.scalars(found.order_by(Letter.id))
    ]
    return [(str(mail["Subject"]), [part.get_filename() for part in mail.iter_attachments()]) for mail in mails]


def test_minutes_come_once_when_all_is_decided_and_again_when_corrected(session):
    work = a_unit_of_work(session, a_config(meetings={"adjusters": ["Eva Nordin"]}))
    an_initiative(work, "Ett")
    an_initiative(work, "Två")
    freeze.freeze(work, a_meeting(work), NOW, TOKEN)
    take_effect.decide(work, ONE, DecisionOutcome.APPROVED, "Bra.")
    assert protocols(work) == []
    take_effect.decide(work, TWO, DecisionOutcome.REJECTED, "Nej.")
    files = ["Protokoll RUG 2026-12-10.docx", f"Protokollsutdrag {ONE}.docx", f"Protokollsutdrag {TWO}.docx"]
    assert protocols(work) == [("Protokoll från RUG torsdag 10 december 2026", files)]
    take_effect.decide(work, TWO, DecisionOutcome.APPROVED, "Ja.")
    assert protocols(work)[1:] == [("Protokoll från RUG torsdag 10 december 2026, rättat", files)]

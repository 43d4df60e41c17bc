"""Somebody asks how to propose something, or anything else."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, capped, has_room, to_review, unless_more
from mailbot.intake.handlers.proposals import form_files
from mailbot.intake.handlers.proposals.own_initiatives import own_initiative_in_thread
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.who_may import may_be_told
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.rule import Detail
from mailbot.outbox.contents import HowTo
from mailbot.store.values import LetterKind


def question(case: Case) -> Handled:
    """Answer how to propose an initiative; leave every other question to a human."""
    if case.verdict.detail is not Detail.HOW_TO_PROPOSE:
        return to_review(Reason.QUESTION.text(), own_initiative_in_thread(case))
    if not may_be_told(case):
        return to_review(Reason.QUESTION_FROM_STRANGER.text())
    if not has_room(case, case.message.sender.address, LetterKind.HOW_TO):
        return to_review(Reason.CAPPED.text())
    files = form_files.blank_forms(case.forms[0])
    content = HowTo(tuple(file.filename for file in files))
    return unless_more(case, capped(case, reply(case, content, attachments=files)))

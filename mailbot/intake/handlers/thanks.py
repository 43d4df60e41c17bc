"""Somebody says thanks."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review, unless_more
from mailbot.intake.handlers.proposals.brought_files import brings_files
from mailbot.intake.handlers.proposals.own_initiatives import own_initiative_in_thread
from mailbot.intake.review_reasons import Reason
from mailbot.store.values import LetterKind


def thanks(case: Case) -> Handled:
    """Keep it; nobody answers thanks. What comes along is for a human, and «ok» where a code is asked for."""
    if brings_files(case):
        return to_review(Reason.FILE_BESIDE_THANKS.text(), own_initiative_in_thread(case))
    if case.facts.answers is LetterKind.WITHDRAWAL_CONFIRM:
        return to_review(Reason.NOT_UNDERSTOOD.text(), own_initiative_in_thread(case))
    if case.facts.asked_about:
        return to_review(Reason.NOT_A_YES.text(reference=case.facts.asked_about))
    return unless_more(case, Handled(initiative=own_initiative_in_thread(case)))

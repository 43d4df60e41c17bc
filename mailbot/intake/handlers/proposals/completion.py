"""An initiator completes what was registered."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.proposals import on_behalf
from mailbot.intake.handlers.proposals.brought_files import latest_forms
from mailbot.intake.handlers.proposals.submission import submission
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.rule import Detail


def completion(case: Case) -> Handled:
    """Complete the sender's own incomplete initiative that the mail is about."""
    if case.verdict.detail is Detail.CONFIRMS_EARLIER:
        return to_review(Reason.CONFIRMS_NOTHING.text())
    if case.verdict.detail is Detail.TAKES_OVER:
        return on_behalf.take_over(case)
    if not latest_forms(case):
        return to_review(Reason.NO_COMPLETION.text())
    return submission(case)

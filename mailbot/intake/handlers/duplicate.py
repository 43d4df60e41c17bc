"""A second copy of a mail."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.review_reasons import Reason


def duplicate(case: Case) -> Handled:
    """File the copy: the mail itself was dealt with. A forged copy waits for a human."""
    if case.facts.same_id_other_content:
        return to_review(Reason.SAME_ID.text())
    return Handled()

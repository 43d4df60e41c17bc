"""Mail from machines, and our own: kept and filed, never answered."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.proposals.brought_files import latest_forms, unusable_files
from mailbot.intake.review_reasons import Reason
from mailbot.store.values import Outcome
from parsers import Unreadable


def automatic(case: Case) -> Handled:
    """File it; one that brings a form waits for a human, for a person may stand behind it."""
    if latest_forms(case) or any(
        isinstance(result, Unreadable) and result.maybe_form for _, result in unusable_files(case)
    ):
        return to_review(Reason.FORM_FROM_MACHINE.text())
    return Handled(Outcome.AUTOMATIC)

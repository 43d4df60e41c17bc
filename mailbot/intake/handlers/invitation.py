"""An invitation to a meeting."""

from __future__ import annotations

from mailbot.intake import review_reasons
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review


def meeting_invitation(_case: Case) -> Handled:
    """Leave it to a human: meetings are entered in the config or by command."""
    return to_review(review_reasons.INVITATION)

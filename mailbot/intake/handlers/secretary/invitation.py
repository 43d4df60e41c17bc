"""An invitation to a meeting."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.review_reasons import Reason


def meeting_invitation(_case: Case) -> Handled:
    """Leave it to a human: meetings are entered in the config or by command."""
    return to_review(Reason.INVITATION.text())

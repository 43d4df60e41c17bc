"""Which handler takes which verdict."""

from __future__ import annotations

from mailbot.intake.handlers import (
    automatic,
    duplicate,
    how_to,
    status,
    thanks,
    undelivered_letter,
    unknown,
    withdrawal,
)
from mailbot.intake.handlers.follow_up import about_work
from mailbot.intake.handlers.outcomes import Handler
from mailbot.intake.handlers.proposals import completion, submission
from mailbot.intake.handlers.secretary import agenda_return, invitation, orders
from mailbot.store.values import VerdictKind

HANDLERS: dict[VerdictKind, Handler] = {
    VerdictKind.SUBMISSION: submission.submission,
    VerdictKind.COMPLETION: completion.completion,
    VerdictKind.STATUS_REQUEST: status.status_request,
    VerdictKind.QUESTION: how_to.question,
    VerdictKind.WITHDRAWAL: withdrawal.withdrawal,
    VerdictKind.THANKS: thanks.thanks,
    VerdictKind.DECISION_RETURN: agenda_return.decision_return,
    VerdictKind.MEETING_INVITATION: invitation.meeting_invitation,
    VerdictKind.SECRETARY_COMMAND: orders.secretary_command,
    VerdictKind.AUTOMATIC: automatic.automatic,
    VerdictKind.BOUNCE: undelivered_letter.bounce,
    VerdictKind.OWN_LETTER: automatic.automatic,
    VerdictKind.LIST_MAIL: automatic.automatic,
    VerdictKind.DUPLICATE: duplicate.duplicate,
    VerdictKind.FOLLOW_UP: about_work.about_work,
    VerdictKind.UNKNOWN: unknown.unknown,
}

TO_SECRETARIES = frozenset({VerdictKind.MEETING_INVITATION})
"""Verdicts whose handlers write to the secretaries in the config alone, so that a machine may have sent the mail.

Calendars on the web send invitations themselves, in the name of who invites.
"""

FROM_MACHINES = frozenset(
    kind
    for kind, handler in HANDLERS.items()
    if handler in (automatic.automatic, undelivered_letter.bounce, duplicate.duplicate)
)
"""Verdicts whose handlers answer nobody."""

"""Which handler takes which verdict."""

from __future__ import annotations

from mailbot.intake.handlers import (
    agenda_return,
    automatic,
    bounce,
    completion,
    duplicate,
    how_to,
    invitation,
    orders,
    status,
    submission,
    thanks,
    unknown,
    withdrawal,
)
from mailbot.intake.handlers.outcomes import Handler
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
    VerdictKind.BOUNCE: bounce.bounce,
    VerdictKind.OWN_LETTER: automatic.automatic,
    VerdictKind.LIST_MAIL: automatic.automatic,
    VerdictKind.DUPLICATE: duplicate.duplicate,
    VerdictKind.UNKNOWN: unknown.unknown,
}

FROM_MACHINES = frozenset(
    kind for kind, handler in HANDLERS.items() if handler in (automatic.automatic, bounce.bounce, duplicate.duplicate)
)
"""Verdicts whose handlers answer nobody."""

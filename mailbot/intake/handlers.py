"""Which handler takes which verdict."""

from __future__ import annotations

from mailbot.intake import machines, questions, secretary, submission, withdrawal
from mailbot.intake.case import Handler
from mailbot.store.values import VerdictKind

HANDLERS: dict[VerdictKind, Handler] = {
    VerdictKind.SUBMISSION: submission.submission,
    VerdictKind.COMPLETION: submission.completion,
    VerdictKind.STATUS_REQUEST: questions.status_request,
    VerdictKind.QUESTION: questions.question,
    VerdictKind.WITHDRAWAL: withdrawal.withdrawal,
    VerdictKind.THANKS: questions.thanks,
    VerdictKind.DECISION_RETURN: secretary.decision_return,
    VerdictKind.MEETING_INVITATION: secretary.meeting_invitation,
    VerdictKind.SECRETARY_COMMAND: secretary.secretary_command,
    VerdictKind.AUTOMATIC: machines.automatic,
    VerdictKind.BOUNCE: machines.bounce,
    VerdictKind.OWN_LETTER: machines.automatic,
    VerdictKind.LIST_MAIL: machines.automatic,
    VerdictKind.DUPLICATE: machines.duplicate,
    VerdictKind.UNKNOWN: questions.unknown,
}

FROM_MACHINES = frozenset(kind for kind, handler in HANDLERS.items() if handler in machines.ALL)
"""Verdicts whose handlers answer nobody."""

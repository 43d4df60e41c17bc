"""The draft of a letter that answers a mail."""

from __future__ import annotations

from hashlib import sha256

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.who_may import Assurance, assurance, is_from_within
from mailbot.mail.message import Address, Attachment
from mailbot.outbox.contents import Content
from mailbot.outbox.letters import Draft
from mailbot.store.tables import Initiative
from mailbot.store.values import Urgency


def reply(
    case: Case,
    content: Content,
    *,
    to: Address | None = None,
    initiative: Initiative | None = None,
    attachments: tuple[Attachment, ...] = (),
    suffix: str = "",
) -> Draft:
    """Return a draft that answers the mail; to its sender where no other is named.

    `suffix` tells several letters of a kind to the same recipient apart. Where somebody
    writes in another's name, nothing of his comes along, not even the ids of his thread.
    """
    forged = assurance(case) is Assurance.FAILS
    return Draft(
        to=to or case.message.sender,
        cause=cause_of(case) + suffix,
        content=content,
        initiative=initiative,
        answers=None if forged else case.message,
        attachments=attachments,
        behind=_behind(case),
    )


def _behind(case: Case) -> Urgency:
    """Say whose letters this one waits behind. A domain of one's own vouches for all that is written from it."""
    if assurance(case) is Assurance.FAILS:
        return Urgency.IN_THEIR_NAME
    return Urgency.NORMAL if is_from_within(case) else Urgency.STRANGER


def cause_of(case: Case) -> str:
    """Return what the answers are caused by: the mail's identity, so that a second copy gets none."""
    identity = f"{case.message.message_id} {case.message.fingerprint}"
    return f"mail:{sha256(identity.encode()).hexdigest()[:40]}"

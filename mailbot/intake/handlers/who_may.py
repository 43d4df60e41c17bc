"""What the sender of a mail may do, and be told."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.store.values import Standing


def is_verified(case: Case) -> bool:
    """Whether the server that we trust vouches for the From address."""
    return case.facts.standing is not Standing.UNVERIFIED


def may_change_own(case: Case) -> bool:
    """Whether the sender may change what is theirs: verified, or answering a letter that went to them.

    Where the operator names no server to trust, From is all that there is.
    """
    trust = case.work.config.trust
    nothing_to_trust = trust.authserv_id is None and not trust.internal_mark
    return is_verified(case) or case.facts.answers_own or nothing_to_trust


def may_be_told(case: Case) -> bool:
    """Whether an unasked-for answer goes to a real person, and not to a forged address."""
    listed = case.work.config.is_listed_domain(case.message.sender.address)
    return is_verified(case) or case.facts.belongs or listed

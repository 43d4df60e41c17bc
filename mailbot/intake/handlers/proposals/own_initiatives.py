"""Which initiatives are the sender's own: those that came from the same address; and which may be."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, String, bindparam, select, union_all

from mailbot.intake.handlers.case import Case
from mailbot.store.tables import Initiative, Letter
from mailbot.store.values import LetterKind, State

OPEN = (State.INCOMPLETE, State.QUEUED, State.ON_AGENDA)
"""States in which an initiative can still be added to."""
CARRIED_ON = (State.APPROVED, State.IN_PROGRESS, State.EVALUATED)
"""States after a decision in which somebody must still answer for it."""


@dataclass(frozen=True, slots=True)
class Senders:
    """Initiatives that may be the sender's, newest first."""

    own: list[Initiative]
    """Those that came from the same address."""
    asked_about: list[Initiative]
    """Those that another sent, of which the sender was ever asked whether they are the sender's."""


def _of_sender() -> Select[Initiative]:
    sender = bindparam("sender", type_=String())
    own = select(Initiative.id).where(Initiative.initiator_address == sender)
    asked = select(Letter.initiative_id).where(Letter.kind == LetterKind.ON_BEHALF, Letter.recipient == sender)
    return select(Initiative).where(Initiative.id.in_(union_all(own, asked))).order_by(Initiative.id.desc())


_OF_SENDER = _of_sender()
"""Made once: every form asks for it."""


def of_sender(case: Case) -> Senders:
    """Look them all up at once."""
    sender = case.message.sender.address
    found = case.work.session.scalars(_OF_SENDER, {"sender": sender}).all()
    return Senders(
        [one for one in found if one.initiator_address == sender],
        [one for one in found if one.initiator_address != sender],
    )


def own_initiative_in_thread(case: Case) -> Initiative | None:
    """Return the initiative that the mail is about, where its sender belongs to it."""
    if not case.facts.belongs or not case.verdict.references:
        return None
    return case.work.session.scalar(select(Initiative).where(Initiative.reference == case.verdict.references[0]))

"""Asks who is in charge of the work: the person who was named, or the initiator where nobody was.

Nobody is put in charge, and nobody learns anything, by another's word alone: until who was named has
said yes, the letter to that address has nothing but a reference.
"""

from __future__ import annotations

from typing import Any

from mailbot.mail.message import Address
from mailbot.outbox.follow_up_contents import ResponsibleAsked, ResponsibleWanted
from mailbot.outbox.letters import Draft
from mailbot.outbox.swedish_day import swedish_day
from mailbot.register import initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import FollowUp
from mailbot.store.values import EventKind, Urgency


def ask(work: UnitOfWork, follow_up: FollowUp, person: Address, *, by: str = "", **data: Any) -> None:
    """Ask a person to be in charge. `by` is the address of who named them; empty where the decision did."""
    follow_up.asked_name, follow_up.asked_address, follow_up.asked_by = person.name, person.address, by
    _wait_from_now(work, follow_up)
    work.record(EventKind.RESPONSIBLE_ASKED, follow_up.initiative.reference, **data)
    work.send(question(follow_up))


def want(work: UnitOfWork, follow_up: FollowUp) -> None:
    """Ask the initiator who is in charge."""
    follow_up.asked_name = follow_up.asked_address = follow_up.asked_by = ""
    _wait_from_now(work, follow_up)
    work.send(question(follow_up))


def question(follow_up: FollowUp, reminder: int = 0) -> Draft:
    """Return the letter that asks whom an answer is waited for; `reminder` counts how often it has gone out before."""
    initiative = follow_up.initiative
    cause = f"responsible:{follow_up.id}:{follow_up.changes}:{reminder}"
    if follow_up.asked_address:
        content = ResponsibleAsked(initiative.reference, follow_up.asked_by, reminder=reminder > 0)
        return Draft(Address("", follow_up.asked_address), cause, content, initiative, behind=Urgency.IN_THEIR_NAME)
    wanted = ResponsibleWanted(
        initiatives.about(initiative), swedish_day(follow_up.follow_up_on), reminder=reminder > 0
    )
    return Draft(initiatives.initiator(initiative), cause, wanted, initiative)


def _wait_from_now(work: UnitOfWork, follow_up: FollowUp) -> None:
    follow_up.asked_at, follow_up.reminders, follow_up.left_at = work.now, 0, None
    follow_up.changes += 1

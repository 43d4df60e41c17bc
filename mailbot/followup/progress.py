"""What happens to the work: somebody says yes to it, it is evaluated later than was said, or it is stopped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from mailbot.errors import IllegalTransition
from mailbot.followup.people_concerned import responsible, told_of_it
from mailbot.mail.message import Address
from mailbot.outbox.contents import Content
from mailbot.outbox.follow_up_contents import WorkDelayed, WorkStarted, WorkStopped
from mailbot.outbox.letters import Draft
from mailbot.outbox.swedish_day import local_day, swedish_day
from mailbot.primitives.personnummer import mask
from mailbot.register import initiatives
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import FollowUp
from mailbot.store.values import EventKind, State


def accept(work: UnitOfWork, follow_up: FollowUp, person: Address, **data: Any) -> None:
    """Put in charge who has said yes to it: the work starts, or goes on in other hands."""
    initiative, before = follow_up.initiative, responsible(follow_up)
    event = EventKind.STARTED if initiative.state is State.APPROVED else EventKind.RESPONSIBLE_CHANGED
    initiatives.transition(work, initiative, event, **data)
    name = follow_up.asked_name if person.address == follow_up.asked_address else ""
    follow_up.responsible_name, follow_up.responsible_address = person.name or name, person.address
    follow_up.accepted_at = work.now
    follow_up.asked_name = follow_up.asked_address = follow_up.asked_by = ""
    follow_up.asked_at, follow_up.reminders, follow_up.left_at = None, 0, None
    _tell(work, follow_up, lambda to: _started(follow_up, to, took_over=before is not None), before)


def can_delay(work: UnitOfWork, follow_up: FollowUp, until: date) -> bool:
    """Whether the day is another than was told, and still to come."""
    return until != follow_up.follow_up_on and until > local_day(work.now)


def delay(work: UnitOfWork, follow_up: FollowUp, until: date, **data: Any) -> None:
    """Evaluate the work on that day; IllegalTransition where it has passed, or is the day already."""
    before = follow_up.follow_up_on
    if not can_delay(work, follow_up, until):
        raise IllegalTransition(f"{follow_up.initiative.reference} can't be followed up on {until}.")
    initiatives.transition(work, follow_up.initiative, EventKind.DELAYED, **data)
    follow_up.follow_up_on = until
    close_round(work, follow_up)
    content = WorkDelayed(
        initiatives.about(follow_up.initiative), said_name(follow_up), swedish_day(until), swedish_day(before)
    )
    _tell(work, follow_up, lambda _: content)


def stop(work: UnitOfWork, follow_up: FollowUp, reason: str, **data: Any) -> None:
    """End the work before it is done."""
    initiatives.transition(work, follow_up.initiative, EventKind.CANCELLED, **data)
    follow_up.stop_reason = reason
    close_round(work, follow_up)
    about, name = initiatives.about(follow_up.initiative), said_name(follow_up)
    _tell(
        work,
        follow_up,
        lambda to: WorkStopped(about, name, mask(reason), is_responsible=to.address == follow_up.responsible_address),
    )


def close_round(work: UnitOfWork, follow_up: FollowUp) -> None:
    """Wait no more for an evaluation that was asked for."""
    if follow_up.open_round is not None:
        follow_up.open_round.closed_at = work.now


def said_name(follow_up: FollowUp) -> str:
    """Return how letters name who is in charge."""
    return mask(follow_up.responsible_name) or follow_up.responsible_address


def _started(follow_up: FollowUp, to: Address, *, took_over: bool) -> WorkStarted:
    return WorkStarted(
        initiatives.about(follow_up.initiative),
        said_name(follow_up),
        swedish_day(follow_up.follow_up_on),
        is_responsible=to.address == follow_up.responsible_address,
        took_over=took_over,
    )


def _tell(
    work: UnitOfWork, follow_up: FollowUp, content: Callable[[Address], Content], also: Address | None = None
) -> None:
    """Write to all who are told of the work, and to another who was until now."""
    everyone = {one.address: one for one in (*told_of_it(follow_up), *([also] if also else []))}
    follow_up.changes += 1
    cause = f"work:{follow_up.id}:{follow_up.changes}"
    for to in everyone.values():
        work.send(Draft(to, cause, content(to), follow_up.initiative))

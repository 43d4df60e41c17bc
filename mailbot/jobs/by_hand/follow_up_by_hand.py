"""What an operator enters of the work that follows an approval, in place of a mail."""

from __future__ import annotations

from datetime import date

from mailbot.errors import IllegalTransition
from mailbot.followup import asking, people_concerned, progress
from mailbot.followup.spreading import answers, what_others_are_told
from mailbot.jobs.services import Services
from mailbot.mail.message import Address
from mailbot.outbox.letters import Draft
from mailbot.primitives.addresses import is_mail_address
from mailbot.store.tables import FollowUp, Spreading
from mailbot.store.values import SpreadAnswer

_OPERATOR = "operator"


def ask(services: Services, reference: str, name: str, address: str) -> FollowUp:
    """Ask an address to be in charge; nobody is before that one has said yes. NotFound as `people_concerned.find`."""
    with services.unit_of_work(_OPERATOR) as work:
        follow_up = people_concerned.find(work.session, reference)
        asking.ask(work, follow_up, _person(name, address))
        return follow_up


def start(services: Services, reference: str, name: str, address: str) -> FollowUp:
    """Put in charge who has said yes in another way than by mail. NotFound, IllegalTransition."""
    with services.unit_of_work(_OPERATOR) as work:
        follow_up = people_concerned.find(work.session, reference)
        progress.accept(work, follow_up, _person(name, address))
        return follow_up


def delay(services: Services, reference: str, until: date) -> FollowUp:
    """Move the day on which the work is evaluated. NotFound; IllegalTransition for a day that has passed."""
    with services.unit_of_work(_OPERATOR) as work:
        follow_up = people_concerned.find(work.session, reference)
        progress.delay(work, follow_up, until)
        return follow_up


def stop(services: Services, reference: str, reason: str) -> FollowUp:
    """End the work before it is done. NotFound, IllegalTransition."""
    with services.unit_of_work(_OPERATOR) as work:
        follow_up = people_concerned.find(work.session, reference)
        progress.stop(work, follow_up, reason)
        return follow_up


def spread_answer(
    services: Services,
    reference: str,
    organisation: str,
    answer: SpreadAnswer,
    *,
    on: date | None = None,
    reason: str = "",
) -> Spreading:
    """Enter what an organisation has answered; its contact gets the receipt. NotFound, IllegalTransition."""
    with services.unit_of_work(_OPERATOR) as work:
        one = answers.find(work.session, reference, organisation)
        if answers.take(work, one, answer, on=on, reason=reason) and one.contact_address:
            to = Address(one.contact_name, one.contact_address)
            work.send(
                Draft(to, f"spread:{one.id}:answer:{one.answers}", what_others_are_told.answered(one), one.initiative)
            )
        return one


def _person(name: str, address: str) -> Address:
    if not is_mail_address(address):
        raise IllegalTransition(f"{address} is not a mail address.")
    return Address(name, address.lower())

"""Somebody sends a form for another: whose address stands in it is asked, and becomes the initiator by saying yes.

Until then the sender is the initiator, and the address learns nothing but that there is a proposal. From
is a claim, and so is what stands in the form: nobody gets in by naming somebody, or by being named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mailbot.intake.facts import last_asked
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, capped, has_room, to_review
from mailbot.intake.handlers.proposals.own_initiatives import CARRIED_ON, OPEN
from mailbot.intake.handlers.proposals.same_proposal import is_about, same_among
from mailbot.intake.handlers.proposals.where_it_stands import where_it_stands
from mailbot.intake.handlers.who_may import Assurance, Grant, Wish, assurance, grant
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.phrasebook import FOR_ANOTHER
from mailbot.intake.triage.plain_text import LONGEST
from mailbot.mail.message import Address
from mailbot.outbox.contents import HandedOver, NamedInForm, OnBehalf
from mailbot.outbox.letters import Draft
from mailbot.primitives.addresses import is_mail_address
from mailbot.register import initiatives
from mailbot.store import plausible_times
from mailbot.store.tables import Decision, Initiative, Letter
from mailbot.store.values import LetterKind, Urgency
from parsers import FieldKey, ParsedForm

_IS_OPEN = Initiative.state.in_(OPEN)


@dataclass(frozen=True, slots=True)
class AskedAddress:
    """What the sender is told of another address in the form, and why a human must look, if one must."""

    named: NamedInForm | None = None
    reason: str = ""


def named_in(case: Case, form: ParsedForm) -> str:
    """Return the address that the mail or else the form names, where it is neither its sender's nor our own."""
    address = _named_in_mail(case) or str(form.values.get(FieldKey.EMAIL) or "").lower()
    own = (case.message.sender.address, case.work.config.identity.address)
    return address if is_mail_address(address) and address not in own else ""


def _named_in_mail(case: Case) -> str:
    """Return whom the sender's own words say that the form is for; an empty text where they name none."""
    found = FOR_ANOTHER.pattern.search(case.message.own_text[:LONGEST])
    return found["address"].lower() if found else ""


def ask(case: Case, initiative: Initiative, form: ParsedForm) -> AskedAddress:
    """Ask the address that the form names, once for each initiative, whether it is the initiator's."""
    address = named_in(case, form)
    if not address or address == initiative.initiator_address:
        return AskedAddress()
    in_mail = address == _named_in_mail(case)
    if not case.work.config.is_listed_domain(address):
        return AskedAddress(
            NamedInForm(address, asked=False, in_mail=in_mail),
            Reason.NAMED_ELSEWHERE.text(reference=initiative.reference),
        )
    if last_asked(case.work.session, initiative) == address:
        return AskedAddress(NamedInForm(address, asked=True, in_mail=in_mail))
    if not has_room(case, address, LetterKind.ON_BEHALF) or _asks_too_many(case):
        return AskedAddress(
            NamedInForm(address, asked=False, in_mail=in_mail),
            Reason.NAMED_NOT_ASKED.text(reference=initiative.reference),
        )
    case.work.send(_question(case, initiative, address))
    return AskedAddress(NamedInForm(address, asked=True, in_mail=in_mail))


def _question(case: Case, initiative: Initiative, address: str) -> Draft:
    """Return the letter: no word of the mail's, and its sender's address only where that is no stranger's claim."""
    verified = assurance(case) in (Assurance.VERIFIED, Assurance.ANSWERS_US)
    sender = case.message.sender.address
    told = sender if verified or case.work.config.is_listed_domain(sender) else ""
    content = OnBehalf(initiative.reference, told, verified)
    return Draft(Address("", address), f"on_behalf:{initiative.id}", content, initiative, behind=Urgency.IN_THEIR_NAME)


def _asks_too_many(case: Case) -> bool:
    """Whether an address that anybody can have made asks more addresses than may be asked so in an hour.

    A domain of one's own vouches for all that is written from it. So only senders of the listed organisations
    may ask as many as they will; for the others, what anybody has asked in that hour counts.
    """
    config, now = case.work.config, case.work.now
    if assurance(case) is Assurance.VERIFIED and config.is_listed_domain(case.message.sender.address):
        return False
    hour = plausible_times.since(Letter.created_at, now - timedelta(hours=1), now)
    asked = select(Initiative.initiator_address).join(Letter).where(Letter.kind == LetterKind.ON_BEHALF, hour)
    senders = case.work.session.scalars(asked).all()
    own = senders.count(case.message.sender.address)
    return own >= config.letters.caps_per_hour or len(senders) >= config.letters.unverified_per_hour


def take_over(case: Case) -> Handled:
    """Make who says «it is mine» the initiator, and tell them where it stands."""
    if grant(case, Wish.TAKE_OVER) is not Grant.DONE:
        return to_review(Reason.TAKES_OVER_UNCONFIRMED.text(reference=case.facts.asked_about))
    initiative = initiatives.find(case.work.session, case.facts.asked_about or "")
    if not _can_be_taken_over(case.work.session, initiative):
        return to_review(Reason.TAKES_OVER_TOO_LATE.text(reference=initiative.reference))
    _hand_over(case, initiative)
    return capped(case, where_it_stands(case, initiative))


def _can_be_taken_over(session: Session, initiative: Initiative) -> bool:
    """Whether it is open as when its new initiator was asked: before the decision, or after it and not finished."""
    if initiative.state in OPEN:
        return True
    asked = select(func.max(Letter.created_at)).where(
        Letter.initiative_id == initiative.id, Letter.kind == LetterKind.ON_BEHALF
    )
    decided = select(func.max(Decision.applied_at)).where(Decision.initiative_id == initiative.id)
    asked_at, decided_at = session.scalar(asked), session.scalar(decided)
    return initiative.state in CARRIED_ON and (not (asked_at and decided_at) or asked_at > decided_at)


def brought_oneself(case: Case, initiative: Initiative | None) -> Initiative | None:
    """Hand over, and return, what the sender was asked about and now brings the form of (`same_for_sender`).

    That answers the question, where the mail is known to be the sender's; else None.
    """
    if initiative is None or grant(case, Wish.TAKE_OVER) is not Grant.DONE:
        return None
    _hand_over(case, initiative)
    return initiative


def same_for_sender(case: Case, form: ParsedForm, asked_about: Sequence[Initiative]) -> Initiative | None:
    """Find the same proposal, open, among what another sent; the sender must be who was asked about it last."""
    sender = case.message.sender.address
    still_open = (one for one in asked_about if one.state in OPEN)
    theirs = [one for one in still_open if last_asked(case.work.session, one) == sender]
    named = (one for one in theirs if one.reference in case.verdict.references and is_about(form, one))
    return next(named, None) or same_among(case, form, theirs)


def already_theirs(case: Case, form: ParsedForm) -> Initiative | None:
    """Find the same proposal, open, whose initiator is the address that the form names besides the sender's."""
    address = named_in(case, form)
    if not address:
        return None
    others = select(Initiative).where(Initiative.initiator_address == address, _IS_OPEN)
    return same_among(case, form, case.work.session.scalars(others.order_by(Initiative.id.desc())))


def _hand_over(case: Case, initiative: Initiative) -> None:
    """Make the sender the initiator, and tell who was it until now, by a letter that holds nothing of the mail's."""
    cause = f"handed_over:{case.row.id}:{initiative.id}"
    before = Address("", initiative.initiator_address)  # the name is that of who takes over: it stood in the form
    told = HandedOver(initiatives.about(initiative))
    initiatives.hand_over(case.work, initiative, case.message.sender, message=case.row.id)
    case.work.send(Draft(before, cause, told, initiative))

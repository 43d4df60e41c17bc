"""An organisation answers whether it takes up what others have done: only whom the config names speaks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mailbot.config import STOCKHOLM
from mailbot.followup.spreading import answers, what_others_are_told
from mailbot.intake.facts import answered_letter
from mailbot.intake.handlers.ask_for_code import ask_whether_reported
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, capped, to_review
from mailbot.intake.handlers.reply import cause_of, reply
from mailbot.intake.handlers.who_may import Grant, Wish, grant
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.answers.spread_answers import SpreadSaid, spread_answer
from mailbot.meetings.planning.day_in_words import SaidDay
from mailbot.outbox.follow_up_contents import SpreadWhen
from mailbot.register import initiatives
from mailbot.register.initiatives import about
from mailbot.store.tables import Spreading
from mailbot.store.values import SpreadAnswer


def answered(case: Case) -> Handled:
    """Keep the answer of whom the organisation's question went to; nobody else's counts."""
    said, asked = spread_answer(case.message), _asked(case)
    if said is None or not asked:
        return to_review(Reason.NOT_UNDERSTOOD.text())
    initiative = asked[0].initiative
    if len(asked) > 1:
        return to_review(Reason.SPREAD_FOR_WHOM.text(reference=initiative.reference), initiative)
    if grant(case, Wish.CHANGE_OWN) is not Grant.DONE:
        return ask_whether_reported(case, initiative)
    handled = _take(case, asked[0], said)
    if said.more and not handled.reason:
        return to_review(Reason.SAYS_MORE.text(), initiative)
    return handled


def _asked(case: Case) -> Sequence[Spreading]:
    """Return what the sender was asked: of the letter that is answered, else of the initiative that is named."""
    session, sender = case.work.session, case.message.sender.address
    letter = answered_letter(session, case.work.outbox.key, case.message)
    match letter.cause.split(":") if letter else []:
        case ["spread", number, *_]:
            one = session.get(Spreading, int(number))
            stands = one is not None and one.lapsed_at is None and one.contact_address == sender
            return [one] if one is not None and stands else []
    reference = case.facts.spreading
    return answers.of(session, initiatives.find(session, reference), sender) if reference else []


def _take(case: Case, one: Spreading, said: SpreadSaid) -> Handled:
    day = _day(case, said.on)
    if said.answer is SpreadAnswer.TAKES_UP and day is None:
        content = SpreadWhen(about(one.initiative), one.organisation)
        draft = reply(case, content, initiative=one.initiative)
        return capped(case, replace(draft, cause=f"spread:{one.id}:{cause_of(case)}"))
    answers.take(case.work, one, said.answer, on=day, reason=said.reason, message=case.row.id)
    draft = reply(case, what_others_are_told.answered(one), initiative=one.initiative)
    return capped(case, replace(draft, cause=f"spread:{one.id}:{cause_of(case)}"))


def _day(case: Case, said: SaidDay | None) -> date | None:
    """Return the day, today or later; of a day without a year, the first that comes."""
    if said is None:
        return None
    today = case.message.received_at.astimezone(STOCKHOLM).date()
    day = said.on(today.year)
    if day is not None and day < today and said.year is None:
        day = said.on(today.year + 1)
    return day if day is not None and day >= today else None

"""What a secretary is told without changing anything: the register, what can be said, what was not understood."""

from __future__ import annotations

from collections.abc import Sequence

from mailbot.config import Secretary
from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import CannotDo
from mailbot.intake.handlers.desk.matters.named_initiative import initiative_named
from mailbot.intake.handlers.desk.sayings import nearest, sayings
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.handlers.outcomes import Handled, capped
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.triage.orders.desk_orders import DeskOrder, DeskSaid
from mailbot.mail.message import Address, Attachment
from mailbot.meetings import calendar
from mailbot.outbox.desk_contents import DeskHelp, NotUnderstood
from mailbot.primitives.references import without_codes
from mailbot.primitives.safe_text import shortened
from mailbot.reports import register_overview
from mailbot.reports.initiative_story import story
from mailbot.store.tables import Initiative

_SHEET = "Initiativ.xlsx"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_LINES, _LONGEST_LINE = 5, 200
_MOST_STORIES = 10
"""Stories in answer to one mail: anybody can ask for them in her name, and each is a letter to her."""


def help_with(case: Case, secretary: Secretary, _orders: Sequence[DeskOrder]) -> Handled:
    """Send everything that can be said."""
    if no := refused(case, secretary):
        return no
    case.work.send(reply(case, DeskHelp(sayings()), to=Address(secretary.name, secretary.address)))
    return Handled()


def status(case: Case, secretary: Secretary, orders: Sequence[DeskOrder]) -> Handled:
    """Send the whole register where an order names no initiative, and the story of each that any of them names."""
    if no := refused(case, secretary):
        return no
    if not all(order.references for order in orders):
        _send_overview(case, secretary)
    unclear, told = [], set[str]()
    for name in dict.fromkeys(name for order in orders for name in order.references):
        try:
            initiative = initiative_named(case.work.session, name)
        except CannotDo as error:
            unclear.append(str(error))
            continue
        if len(told | {initiative.reference}) > _MOST_STORIES:
            unclear.append(Sentence.TOO_MANY_STORIES.text(reference=initiative.reference, most=_MOST_STORIES))
        elif initiative.reference not in told:
            told.add(initiative.reference)
            _send_story(case, secretary, initiative)
    if unclear:
        nothing = NotUnderstood(
            understood=(),
            unclear=tuple(unclear[:_MOST_LINES]),
            nearest=nearest(["status"]),
            left=len(review.waiting(case.work.session)),
        )
        case.work.send(reply(case, nothing, to=Address(secretary.name, secretary.address)))
    return Handled()


def _send_overview(case: Case, secretary: Secretary) -> None:
    from mailbot.reports import register_workbook  # noqa: PLC0415 - with openpyxl comes numpy

    session = case.work.session
    sheet = Attachment(_SHEET, _XLSX, register_workbook.write(case.work))
    coming = calendar.next_meeting(session, case.work.now)
    content = register_overview.overview(case.work, calendar.view(coming) if coming else None)
    to = Address(secretary.name, secretary.address)
    case.work.send(reply(case, content, to=to, attachments=(sheet,)))


def _send_story(case: Case, secretary: Secretary, initiative: Initiative) -> None:
    case.work.write_events()  # the story tells of what this mail has done, too
    content, to = story(case.work.session, initiative), Address(secretary.name, secretary.address)
    case.work.send(reply(case, content, to=to, suffix=f"#{initiative.reference}"))


def not_understood(case: Case, secretary: Secretary, said: DeskSaid) -> Handled:
    """Say what was understood and what was not, and what can be said that is like it. Nothing is done."""
    if no := refused(case, secretary):
        return no
    lines = said.unclear or tuple(filter(None, map(str.strip, case.message.own_text.splitlines())))
    content = NotUnderstood(
        understood=_shown(said.clear),
        unclear=_shown(lines),
        nearest=nearest(lines[:_MOST_LINES]),
        left=len(review.waiting(case.work.session)),
    )
    letter = reply(case, content, to=Address(secretary.name, secretary.address))
    if case.facts.answers is None:  # anybody can write a new mail in her name
        return capped(case, letter)
    case.work.send(letter)
    return Handled()


def _shown(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(shortened(without_codes(line), _LONGEST_LINE) for line in lines[:_MOST_LINES])

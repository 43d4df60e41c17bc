"""What a secretary is told without changing anything: the register, what can be said, what was not understood."""

from __future__ import annotations

from collections.abc import Sequence

from mailbot.config import Secretary
from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import CannotDo
from mailbot.intake.handlers.desk.matters.named_initiative import initiative_named
from mailbot.intake.handlers.desk.sayings import nearest, sayings
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.triage.orders.desk_orders import DeskOrder, DeskSaid
from mailbot.mail.message import Address, Attachment
from mailbot.meetings import calendar
from mailbot.outbox.desk_contents import DeskHelp, NotUnderstood
from mailbot.primitives.references import without_codes
from mailbot.primitives.safe_text import shortened
from mailbot.reports import register_overview, register_workbook
from mailbot.reports.initiative_story import story

_SHEET = "Initiativ.xlsx"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_LINES, _LONGEST_LINE = 5, 200


def help_with(case: Case, secretary: Secretary, _order: DeskOrder) -> Handled:
    """Send everything that can be said."""
    if no := refused(case, secretary):
        return no
    case.work.send(reply(case, DeskHelp(sayings()), to=Address(secretary.name, secretary.address)))
    return Handled()


def status(case: Case, secretary: Secretary, order: DeskOrder) -> Handled:
    """Send the whole register, or the story of each initiative that is named."""
    if no := refused(case, secretary):
        return no
    to, session = Address(secretary.name, secretary.address), case.work.session
    if not order.references:
        sheet = Attachment(_SHEET, _XLSX, register_workbook.write(register_overview.all_initiatives(session)))
        coming = calendar.next_meeting(session, case.work.now)
        content = register_overview.overview(session, calendar.view(coming) if coming else None)
        case.work.send(reply(case, content, to=to, attachments=(sheet,)))
        return Handled()
    unknown: list[str] = []
    for number, reference in enumerate(order.references):
        try:
            initiative = initiative_named(session, reference)
        except CannotDo as error:
            unknown.append(str(error))
        else:
            case.work.send(reply(case, story(session, initiative), to=to, suffix=f"#{number}"))
    if unknown:
        nothing = NotUnderstood(
            understood=(), unclear=tuple(unknown), nearest=nearest(["status"]), left=len(review.waiting(session))
        )
        case.work.send(reply(case, nothing, to=to))
    return Handled()


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
    case.work.send(reply(case, content, to=Address(secretary.name, secretary.address)))
    return Handled()


def _shown(lines: Sequence[str]) -> tuple[str, ...]:
    return tuple(shortened(without_codes(line), _LONGEST_LINE) for line in lines[:_MOST_LINES])

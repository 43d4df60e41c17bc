"""What a secretary is told without changing anything: what can be said, and what of her words was not understood."""

from __future__ import annotations

from collections.abc import Sequence

from mailbot.config import Secretary
from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.sayings import nearest, sayings
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.triage.desk_orders import DeskSaid
from mailbot.mail.message import Address
from mailbot.outbox.secretary_contents import DeskHelp, NotUnderstood
from mailbot.primitives.references import without_codes
from mailbot.primitives.safe_text import shortened

_MOST_LINES, _LONGEST_LINE = 5, 200


def help_with(case: Case, secretary: Secretary) -> Handled:
    """Send everything that can be said."""
    if no := refused(case, secretary):
        return no
    case.work.send(reply(case, DeskHelp(sayings()), to=Address(secretary.name, secretary.address)))
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

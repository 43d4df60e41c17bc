"""An item of an agenda, as a letter tells it in one line."""

from __future__ import annotations

from mailbot.config import Config
from mailbot.outbox.meeting_contents import AgendaLine
from mailbot.register import initiatives
from mailbot.store.tables import AgendaItem


def agenda_line(config: Config, item: AgendaItem) -> AgendaLine:
    """Return the line, which says where nobody vouches for who sent the initiative."""
    initiative = item.initiative
    return AgendaLine(
        item.paragraph,
        initiatives.about(initiative),
        initiative.organisation,
        item.deferred_before,
        initiative.sender_confirmed,
        config.outside_domain(initiative.initiator_address),
        evaluated=item.evaluation_number is not None,
    )

"""The printing job of letters about what was achieved: as PDF for who gets them, where LibreOffice is installed."""

from __future__ import annotations

from mailbot.followup.celebrating import celebrations
from mailbot.jobs.print_agendas import print_row
from mailbot.jobs.services import Services
from mailbot.store.tables import CelebrationText


def print_celebrations(services: Services) -> int:
    """Print the newest text of each letter that waits and is not printed yet; return how many could be.

    As agendas are: outside any transaction, once, and again only where it hung.
    """
    with services.database.reading() as session:
        newest = (celebrations.newest_text(one) for one in celebrations.waiting(session))
        unprinted = [(text.id, text.word) for text in newest if text.pdf is None]
    return sum(print_row(services, CelebrationText, text_id, word) for text_id, word in unprinted)

"""The printing job of letters about what was achieved: as PDF for who gets them, where LibreOffice is installed."""

from __future__ import annotations

import structlog

from mailbot.followup.celebrating import celebrations
from mailbot.jobs.print_agendas import printed
from mailbot.jobs.services import Services
from mailbot.store.tables import CelebrationText
from parsers import Hung

log = structlog.get_logger()


def print_celebrations(services: Services) -> int:
    """Print the newest text of each letter that waits and is not printed yet; return how many could be.

    As agendas are: outside any transaction, once, and again only where it hung.
    """
    with services.database.reading() as session:
        newest = (celebrations.newest_text(one) for one in celebrations.waiting(session))
        unprinted = [(text.id, text.word) for text in newest if text.pdf is None]
    return sum(_print(services, text_id, word) for text_id, word in unprinted)


def _print(services: Services, text_id: int, word: bytes) -> bool:
    try:
        pdf = printed(word, converts_unconfined=services.config.reading.convert_unconfined)
    except Hung:
        log.warning("celebration_printing_hung", text=text_id)
        return False
    with services.unit_of_work("worker") as work:
        work.session.get_one(CelebrationText, text_id).pdf = pdf
    if not pdf:
        log.warning("celebration_not_printed", text=text_id)
    return bool(pdf)

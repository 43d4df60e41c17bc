"""What an operator does with the letter about what was achieved, in place of a secretary's word."""

from __future__ import annotations

from dataclasses import dataclass

from mailbot.errors import NotFound
from mailbot.followup.celebrating import achievements, celebrations, letter_in_word, periods
from mailbot.followup.celebrating.words import words
from mailbot.jobs.services import Services
from mailbot.outbox.swedish_day import local_day

_OPERATOR = "operator"
_NO_TOKEN = "0" * 16


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter about the days since the last one: the days in words, its steps with references, and the file (docx).

    No file, and no steps, where there is nothing to tell.
    """

    period: str
    steps: tuple[tuple[str, tuple[str, ...]], ...] = ()
    word: bytes | None = None


def preview(services: Services) -> Preview:
    """Return the letter as it would be made now; nothing is kept."""
    with services.database.reading() as session:
        period = celebrations.since_last(session, services.config, local_day(services.clock()))
        steps = achievements.achieved(session, period, words())
    said = periods.in_words(period)
    if not steps:
        return Preview(said)
    told = tuple((words().steps[one.kind], (*(each.reference for each in one.told), *one.unnamed)) for one in steps)
    view = celebrations.view_of(services.config, period, steps, _NO_TOKEN)
    return Preview(said, told, letter_in_word.write(view, words()))


def send(services: Services) -> tuple[str, tuple[str, ...]]:
    """Send the letter that waits; return its period in words, and the recipients.

    NotFound where none waits, or nobody is to get it.
    """
    with services.unit_of_work(_OPERATOR) as work:
        celebration = celebrations.newest_waiting(work.session)
        recipients = celebrations.send(work, celebration)
        if not recipients:
            raise NotFound("The config names no recipients: fill in celebration.recipients.")
        return celebrations.said_period(celebration), recipients


def stop(services: Services) -> str:
    """Drop the letter that waits, and return its period in words. NotFound where none waits."""
    with services.unit_of_work(_OPERATOR) as work:
        celebration = celebrations.newest_waiting(work.session)
        celebrations.stop(work, celebration)
        return celebrations.said_period(celebration)

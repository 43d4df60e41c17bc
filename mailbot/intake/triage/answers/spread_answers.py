"""What an organisation says to taking up what others have done: yes and when, already, or no and why.

Pure. Where two things are said, or it is asked, doubted or said with other words beside, nothing is: a human reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailbot.intake.triage.phrasebook import (
    BESIDE_ANSWER,
    DECLINES_SPREAD,
    HAS_ALREADY,
    LEAVES_SPREAD_OPEN,
    ONLY_WHEN,
    TAKES_NO_BACK,
    TAKES_UP,
)
from mailbot.intake.triage.plain_text import sentences
from mailbot.intake.triage.politeness import is_polite
from mailbot.mail.message import IncomingMessage
from mailbot.meetings.planning.day_in_words import SaidDay, day_and_time, first_day
from mailbot.primitives.personnummer import beginning
from mailbot.primitives.references import without_references
from mailbot.store.values import SpreadAnswer

_LONGEST_REASON = 2_000
_GREETING = re.compile(r"^hej(?:san)?(?: \w+)?[!,.]?\s*", re.IGNORECASE)
_SIGNS = " \t\n,.:;!–—-"


@dataclass(frozen=True, slots=True)
class SpreadSaid:
    """One answer, and the ids of the phrases that say it.

    `on` is the day of a yes, as written; None where it is to be asked for. `more`: something stands beside that was
    not understood.
    """

    answer: SpreadAnswer
    phrases: tuple[str, ...]
    on: SaidDay | None = None
    reason: str = ""
    more: bool = False


def spread_answer(message: IncomingMessage) -> SpreadSaid | None:
    """Return the one answer that the mail gives; None where it gives none, or more than one."""
    own = _GREETING.sub("", without_references(message.own_text).strip())
    said = [one for one in sentences(own) if not is_polite(one.strip(_SIGNS)) and not _is_name(message, one)]
    if not said:
        return None
    first, *others = said
    if no := DECLINES_SPREAD.find(first):
        return _declined(own, no, said)
    already, yes = HAS_ALREADY.find(first), TAKES_UP.find(first)
    if not (already or yes) or LEAVES_SPREAD_OPEN.find(first):
        return None
    day = day_and_time(first)
    left = [word for word in re.findall(r"#?\w+#?", day.rest) if not BESIDE_ANSWER.find(word)]
    more = bool(others)
    if already:
        alone = day.day is None and not left
        return SpreadSaid(SpreadAnswer.HAS_ALREADY, (already,), more=more) if alone else None
    if day.day is not None and not left:
        return SpreadSaid(SpreadAnswer.TAKES_UP, (yes,), on=day, more=more)
    when_alone = all(map(ONLY_WHEN.find, left)) and day.day is None
    return SpreadSaid(SpreadAnswer.TAKES_UP, (yes,), more=more) if when_alone else None


def _declined(own: str, phrase: str, said: list[str]) -> SpreadSaid | None:
    """Return the no, with all that follows it as its reason; None where that takes it back, asks or names a day."""
    if any(TAKES_NO_BACK.find(one) or first_day(one).day is not None for one in said):
        return None
    reason = DECLINES_SPREAD.pattern.sub("", own, count=1).strip(_SIGNS)
    takes_back = any("?" in one or HAS_ALREADY.find(one) or TAKES_UP.find(one) for one in said[1:])
    if takes_back or "?" in said[0] or HAS_ALREADY.find(said[0]):
        return None
    return SpreadSaid(SpreadAnswer.DECLINES, (phrase,), reason=_tidy(reason))


def _tidy(text: str) -> str:
    bare = beginning(text, _LONGEST_REASON).strip()
    return bare[:1].upper() + bare[1:]


def _is_name(message: IncomingMessage, sentence: str) -> bool:
    """Whether a sentence is the sender's own name or address."""
    names = set(re.findall(r"\w+", f"{message.sender.name} {message.sender.address}".lower()))
    return names.issuperset(re.findall(r"\w+", sentence))

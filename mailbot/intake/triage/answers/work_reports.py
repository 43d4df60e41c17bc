"""What somebody with a part in approved work says of it: yes, who takes over, a later day, that it has stopped.

Pure. Where two things are said, or it is asked, doubted or negated, nothing is: a human reads it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto

from mailbot.followup.named_person import named_in
from mailbot.intake.triage.phrasebook import (
    ACCEPTS_WORK,
    DELAYS_WORK,
    HANDS_OVER,
    LEAVES_OPEN,
    STOPS_WORK,
    WORK_CLAUSE_END,
)
from mailbot.intake.triage.plain_text import LONGEST, sentences
from mailbot.intake.triage.politeness import is_polite
from mailbot.mail.message import Address, IncomingMessage
from mailbot.meetings.planning.day_in_words import SaidDay, first_day
from mailbot.primitives.personnummer import beginning

_LONGEST_REASON = 4_000


class ReportTold(Enum):
    """What is said."""

    ACCEPTS = auto()
    HANDS_OVER = auto()
    DELAYS = auto()
    STOPS = auto()


@dataclass(frozen=True, slots=True)
class WorkReport:
    """One thing that is said of the work, and the ids of the phrases that say so.

    `person` is named to be in charge; `until` a day (as written); `reason` the sender's whole words; `more`, whether
    something stands beside that was not understood.
    """

    told: ReportTold
    phrases: tuple[str, ...]
    person: Address | None = None
    until: SaidDay | None = None
    reason: str = ""
    more: bool = False


_BY = {ReportTold.STOPS: STOPS_WORK, ReportTold.DELAYS: DELAYS_WORK, ReportTold.ACCEPTS: ACCEPTS_WORK}


def work_report(message: IncomingMessage, own_address: str = "") -> WorkReport | None:
    """Return the one thing that the mail says of the work; None where it says none, or more than one."""
    said = sentences(message.own_text)
    own = (message.sender.address, own_address)
    found = {told: phrases for told in _BY if (phrases := _sayings(told, said))}
    person = named_in(message.own_text[:LONGEST], besides=own)
    if person and any(HANDS_OVER.find(one) for one in said):
        found = {kind: phrases for kind, phrases in found.items() if kind is not ReportTold.ACCEPTS}
        found[ReportTold.HANDS_OVER] = tuple(filter(None, map(HANDS_OVER.find, said)))
    if len(found) != 1:
        return None
    told, phrases = next(iter(found.items()))
    return _whole(message, told, phrases, person)


def _whole(
    message: IncomingMessage, told: ReportTold, phrases: tuple[str, ...], person: Address | None
) -> WorkReport | None:
    """Return the report where what it needs is there, and nothing in it leaves it open."""
    said = sentences(message.own_text)
    about = [one for one in said if _finds(told, one)]
    if any(_is_open(told, one) for one in about):
        return None
    beside = [one for one in said if one not in about and not _is_beside(message, one, person)]
    if told is ReportTold.STOPS:
        return WorkReport(told, phrases, reason=beginning(message.own_text.strip(), _LONGEST_REASON))
    if told is ReportTold.DELAYS:
        until = next((day for one in about if (day := first_day(_behind(one))).day is not None), None)
        return WorkReport(told, phrases, until=until, more=bool(beside)) if until else None
    if told is ReportTold.ACCEPTS and beside:
        return None
    return WorkReport(told, phrases, person=person if told is ReportTold.HANDS_OVER else None, more=bool(beside))


def _sayings(told: ReportTold, said: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (_finds(told, one) for one in said))))


def _finds(told: ReportTold, sentence: str) -> str:
    return HANDS_OVER.find(sentence) if told is ReportTold.HANDS_OVER else _BY[told].find(sentence.strip(" .,!/"))


def _is_open(told: ReportTold, sentence: str) -> bool:
    """Whether a sentence asks, or the clause that says it doubts or negates it."""
    clauses = [clause for clause in WORK_CLAUSE_END.split(sentence) if _finds(told, clause)] or [sentence]
    return "?" in sentence or any(map(LEAVES_OPEN.find, clauses))


def _behind(sentence: str) -> str:
    """Return what stands behind the word that says «later»: its day."""
    found = DELAYS_WORK.pattern.search(sentence)
    return sentence[found.start() :] if found else sentence


def _is_beside(message: IncomingMessage, sentence: str, person: Address | None) -> bool:
    """Whether a sentence is politeness, the sender's name, or the name and address of who is named."""
    known = f"{message.sender.name} {message.sender.address} {f'{person.name} {person.address}' if person else ''}"
    names = set(re.findall(r"\w+", known.lower()))
    return is_polite(sentence.strip(" .,!/")) or names.issuperset(re.findall(r"\w+", sentence))

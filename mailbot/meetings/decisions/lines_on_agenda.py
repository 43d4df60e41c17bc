"""Decisions that a secretary has written in words: which initiative each line is about, on which agenda."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.meetings import calendar
from mailbot.meetings.agenda import items
from mailbot.meetings.agenda.documents.words import key
from mailbot.meetings.decisions.returned_agenda import Row, WrittenAnswer
from mailbot.meetings.decisions.written_line import DecisionLine, Named
from mailbot.primitives.personnummer import mask
from mailbot.store.tables import Agenda, AgendaItem, Meeting
from mailbot.store.values import ON_WORK, DecisionOutcome

_QUOTED_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Placed:
    """What the lines say of an agenda's initiatives, and a Swedish sentence for each that is on no agenda."""

    answers: tuple[WrittenAnswer, ...]
    unclear: tuple[str, ...]


def agenda_for(session: Session, lines: Sequence[DecisionLine], references: Iterable[str]) -> Agenda | None:
    """Return the newest agenda of the meeting that these are about, None where no meeting has any of them.

    A meeting where some still wait for a decision goes first, then the one that was held last.
    """
    named = [*(Named(reference) for reference in references), *(one for line in lines for one in line.about)]
    frozen = select(Meeting).where(Meeting.agendas.any(), Meeting.cancelled_at.is_(None))
    meetings = session.scalars(frozen.order_by(Meeting.starts_at.desc())).all()
    having = [meeting for meeting in meetings if _any_fits(named, items.standing(meeting))]
    waiting = [meeting for meeting in having if _any_fits(named, items.undecided(session, meeting))]
    return items.newest(next(iter([*waiting, *having]))) if having else None


def place(agenda: Agenda, lines: Sequence[DecisionLine]) -> Placed:
    """Say which of the agenda's initiatives each line is about."""
    answers: list[WrittenAnswer] = []
    unclear: list[str] = []
    standing = items.standing(agenda.meeting)
    for line in lines:
        for named in line.about:
            found = [item for item in standing if _fits(named, item)]
            answers += [_answer(line, item) for item in found]
            unclear += [] if found else [elsewhere(agenda, named)]
    return Placed(tuple(answers), tuple(unclear))


def _fits(named: Named, item: AgendaItem) -> bool:
    """Whether all that is said is true of the item."""
    said = (named.reference, named.paragraph, named.number)
    true = (item.initiative.reference, item.paragraph, item.initiative.number)
    return all(one in ("", 0, other) for one, other in zip(said, true, strict=True))


def _any_fits(named: Sequence[Named], standing: Sequence[AgendaItem]) -> bool:
    return any(_fits(one, item) for one in named for item in standing)


def _answer(line: DecisionLine, item: AgendaItem) -> WrittenAnswer:
    """Take what stands beside the decision for the item's title, or else for a part of the decision."""
    is_title = _is_part(line.aside, f"{item.initiative.title} {item.initiative.organisation}")
    outcome = line.outcome if is_title else f"{line.aside} {line.outcome}"
    return WrittenAnswer(item.initiative.reference, outcome, line.reasons, line.responsible)


def _is_part(aside: str, known: str) -> bool:
    """Whether the words stand in a row in what is known, whole; nothing does, a number alone never."""
    said, whole = (re.findall(r"\w+", text.casefold()) for text in (aside, known))
    in_row = any(whole[at : at + len(said)] == said for at in range(len(whole) - len(said) + 1))
    return not said or (in_row and not all(word.isdigit() for word in said))


def meant(agenda: Agenda, named: Named) -> list[str]:
    """Return the references on the agenda that are named so."""
    return [item.initiative.reference for item in items.standing(agenda.meeting) if _fits(named, item)]


def elsewhere(agenda: Agenda, named: Named) -> str:
    """Say that what is named is not on the agenda."""
    return f"{named} står inte på dagordningen till mötet {calendar.swedish_day(agenda.meeting.day)}."


def on_no_agenda(lines: Sequence[DecisionLine], table: Sequence[WrittenAnswer]) -> Iterator[str]:
    """Give a sentence for each initiative that is named, where no agenda has any of them."""
    named = (*(str(one) for line in lines for one in line.about), *(answer.reference for answer in table))
    for reference in dict.fromkeys(named):
        yield f"{reference} står inte på någon dagordning."


def combined(in_file: Sequence[Row], in_words: Sequence[Row]) -> tuple[Row, ...]:
    """Return what a file and the mail that brought it say together; where they differ, that is unclear."""
    said = {row.reference: row for row in in_words}
    both = [_together(row, said.pop(row.reference)) if row.reference in said else row for row in in_file]
    return (*both, *said.values())


def _together(in_file: Row, in_words: Row) -> Row:
    if not in_file.written or in_words.unclear:
        return in_words
    differ = in_file.unclear or in_file.outcome is not in_words.outcome or _contradict(in_file, in_words)
    doubt = f"{in_file.reference}: filen och mejlet säger olika."
    if differ:
        return replace(in_file, outcome=None, unclear=doubt)
    return replace(
        in_file,
        reasons=in_file.reasons or in_words.reasons,
        responsible=in_file.responsible or in_words.responsible,
    )


def _contradict(one: Row, other: Row) -> bool:
    pairs = ((one.reasons, other.reasons), (one.responsible, other.responsible), _work(one, other))
    return any(this and that and key(this) != key(that) for this, that in pairs)


def _work(one: Row, other: Row) -> tuple[str, str]:
    """Return what two rows say of evaluated work, each in its own words; empty of a proposal."""
    is_work = one.outcome in ON_WORK and one.outcome not in (DecisionOutcome.SPREAD, DecisionOutcome.ENDED)
    return (one.said, other.said) if is_work else ("", "")


def asked_about(texts: Iterable[str]) -> Iterator[str]:
    """Give a sentence for each piece of a mail that belongs to no decision."""
    for text in texts:
        quoted = mask(" ".join(text.split()))
        quoted = quoted if len(quoted) <= _QUOTED_LENGTH else f"{quoted[:_QUOTED_LENGTH].rstrip()}…"
        yield f"«{quoted}» hör inte till något beslut och följer inte med i något brev."

"""What people mean, found by the phrasebook in their own words.

The words of a quoted letter are not asked. Where two intents are found, or a
withdrawal is doubted or negated, a human reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mailbot.intake.triage.phrasebook import (
    ABOUT_OURS,
    ASKS_FOR_FORM,
    COMPLETES,
    HOW_TO,
    NEVER_ANSWERED,
    NOT_YET,
    QUESTION,
    REACTION,
    SPEAKS_OF_WITHDRAWING,
    STATUS,
    THANKS,
    WITHDRAWS,
)
from mailbot.intake.triage.plain_text import LONGEST, in_one_line, plain
from mailbot.intake.triage.politeness import is_polite
from mailbot.intake.triage.withdrawal_intent import withdraws
from mailbot.mail.sender.machine_phrases import ANSWER_SUBJECT
from parsers import first_found


class Intent(StrEnum):
    """What the sender wants, as far as the words say."""

    WITHDRAWAL = "withdrawal"
    STATUS = "status"
    HOW_TO = "how_to"
    THANKS = "thanks"
    QUESTION = "question"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Meaning:
    """The one thing that somebody wants, and the ids of the phrases that say so."""

    intent: Intent
    phrases: tuple[str, ...] = ()


_SAID_BY = {
    Intent.WITHDRAWAL: (WITHDRAWS, SPEAKS_OF_WITHDRAWING),
    Intent.STATUS: (STATUS,),
    Intent.HOW_TO: (ASKS_FOR_FORM, HOW_TO),
}
_DOTTED = re.compile(r"[åäö]")
_ANSWER = re.compile(r"^[^\W\d_][^:\n]{1,60}:(?:[^\S\n]+|\n[^\S\n]*)\S", re.MULTILINE)
_ANSWERED = re.compile(r"^[^\W\d_][^\s:?.!]*(?: [^\s:?.!]+){0,3}:[^\S\n]+\S.*$", re.MULTILINE)


def intent(own_text: str) -> Intent:
    """Return the one thing that the sender wants; QUESTION where it is more than one, or in doubt."""
    return meaning(own_text).intent


def meaning(own_text: str) -> Meaning:
    """Return the same, with what says so."""
    text = in_one_line(own_text)
    said = {kind: phrase for kind in _SAID_BY if (phrase := carries(kind, text))}
    if list(said) == [Intent.WITHDRAWAL]:
        wanted = Intent.WITHDRAWAL if withdraws(text) else Intent.QUESTION
    elif len(said) == 1 and not NEVER_ANSWERED.find(text):
        wanted = next(iter(said))
    elif said:
        wanted = Intent.QUESTION
    else:
        return _nothing_special(own_text, text)
    return Meaning(wanted, tuple(said.values()))


def _nothing_special(own_text: str, text: str) -> Meaning:
    """Return whether a text asks, or thanks, or says nothing that is known here."""
    if asks := QUESTION.find(text):
        return Meaning(Intent.QUESTION, (asks,))
    lines = plain(own_text)
    thanks = REACTION.find(lines) or (THANKS.find(lines) if is_polite(lines) else "")
    return Meaning(Intent.THANKS, (thanks,)) if thanks else Meaning(Intent.NONE)


def carries(wanted: Intent, text: str) -> str:
    """Return the phrase by which a plain text says this somewhere, or an empty text."""
    groups = _SAID_BY.get(wanted, ())
    if _DOTTED.search(text):
        return first_found(groups, text)
    return next(filter(None, (group.find_without_dots(text) for group in groups)), "")


def meant(own_text: str, subject: str) -> Meaning:
    """Return the meaning of a mail: that of its words, else of a subject that is the sender's own, too.

    How something is done is only answered to who asks it in the mail itself, and thanks
    in a subject say nothing about the rest.
    """
    said = meaning(own_text)
    if said.intent not in {Intent.NONE, Intent.THANKS} or is_answer(subject):
        return said
    headed = meaning(subject)
    if headed.intent is Intent.NONE and said.intent is Intent.THANKS:
        return said
    if not own_text or said.intent is Intent.THANKS:
        return headed
    if headed.intent is Intent.THANKS:
        return said
    return Meaning(Intent.QUESTION, headed.phrases) if headed.intent is Intent.HOW_TO else headed


def is_answer(subject: str) -> bool:
    """Whether a subject is another mail's («SV: …», «VB: …»), and not the sender's own."""
    return bool(ANSWER_SUBJECT.find(subject.strip()))


def about_ours(text: str) -> bool:
    """Whether a proposal, an initiative or a reference is named."""
    return bool(ABOUT_OURS.find(plain(text)))


def asks_for_form(own_text: str) -> bool:
    """Whether somebody plainly wants the form, or to know where it is."""
    return bool(ASKS_FOR_FORM.find(in_one_line(own_text)))


def completes(own_text: str) -> bool:
    """Whether the words say that they bring what was missing, or a line is written like an answer («Syfte: …»)."""
    return bool(brings(own_text) or _ANSWER.search(own_text[:LONGEST]))


def brings(own_text: str) -> str:
    """Return the phrase that says that what was missing comes with this mail, or an empty text."""
    text = in_one_line(own_text)
    return "" if NOT_YET.find(text) else COMPLETES.find(text)


def without_answers(own_text: str) -> str:
    """Return the text without the lines that are answers («Syfte: …»)."""
    return _ANSWERED.sub("", own_text[:LONGEST])

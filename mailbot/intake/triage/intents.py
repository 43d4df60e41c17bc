"""What people mean, found by a small table of Swedish phrases in their own words.

The words of a quoted letter are not asked. Where two intents are found, or a
withdrawal is doubted or negated, a human reads it.
"""

from __future__ import annotations

import re
from enum import StrEnum

from mailbot.intake.triage import phrasebook, withdrawal_phrases
from mailbot.intake.triage.politeness import is_polite


class Intent(StrEnum):
    """What the sender wants, as far as the words say."""

    WITHDRAWAL = "withdrawal"
    STATUS = "status"
    HOW_TO = "how_to"
    THANKS = "thanks"
    QUESTION = "question"
    NONE = "none"


_PHRASES = (
    (Intent.WITHDRAWAL, (*withdrawal_phrases.WITHDRAWAL, *withdrawal_phrases.SPEAKS_OF_WITHDRAWING)),
    (Intent.STATUS, phrasebook.STATUS),
    (Intent.HOW_TO, phrasebook.HOW_TO),
)
_DOTLESS = str.maketrans("åäö", "aao")
_TABLE = {intent: re.compile("|".join(phrases), re.MULTILINE) for intent, phrases in _PHRASES}
_DOTLESS_TABLE = {
    intent: re.compile("|".join(phrases).translate(_DOTLESS), re.MULTILINE) for intent, phrases in _PHRASES
}
"""For who writes no å, ä and ö at all."""
_QUESTION = re.compile("|".join((r"\?", *phrasebook.QUESTION)))
_NEVER_ANSWERED = re.compile(phrasebook.NEVER_ANSWERED)
_ABOUT = re.compile(phrasebook.ABOUT)
_ASKS_FOR_FORM = re.compile("|".join(phrasebook.ASKS_FOR_FORM), re.MULTILINE)
_NOT_YET = re.compile(phrasebook.NOT_YET)
_REACTION = re.compile(phrasebook.REACTION)
_ANSWER = re.compile(r"^[^\W\d_][^:\n]{1,60}:(?:[^\S\n]+|\n[^\S\n]*)\S", re.MULTILINE)
_ANSWERED = re.compile(r"^[^\W\d_][^\s:?.!]*(?: [^\s:?.!]+){0,3}:[^\S\n]+\S.*$", re.MULTILINE)
_COMPLETES = re.compile("|".join(phrasebook.COMPLETES), re.MULTILINE)
_DOUBT = re.compile(withdrawal_phrases.DOUBT)
_NEGATED = re.compile(withdrawal_phrases.NEGATED)
_CLAUSE = re.compile(withdrawal_phrases.CLAUSE)
_SPEAKS_OF_WITHDRAWING = _TABLE[Intent.WITHDRAWAL]
_WITHDRAWS = re.compile("|".join(withdrawal_phrases.WITHDRAWAL))
_OWN_THING = re.compile(withdrawal_phrases.OWN_THING)
_PLAIN = re.compile(withdrawal_phrases.PLAINLY)
_NOT_ANY_MORE = re.compile("|".join(withdrawal_phrases.NOT_ANY_MORE))
_THANKS = re.compile("|".join(phrasebook.THANKS))
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_CONTINUES = re.compile(r"(?<=[^\s.!?:]) ?\n ?(?=[a-zåäö])|(?<=[^\n]{50})\n(?=\S)")
_LINK = re.compile(r"\bhttps?://\S+|\bwww\.\S+")
_ANSWERS = re.compile(r"\s*(?:sv|re|svar|vb|fw|fwd|vs|aw)\s*:", re.IGNORECASE)
_DOTTED = re.compile(r"[åäö]")
_SPACES = re.compile(r"[^\S\n]+")
# Programs break lines where they like, also in the middle of a phrase.
_WRAPPED = re.compile(r"(?<=\S) ?\n ?(?=\S)")


def intent(own_text: str) -> Intent:
    """Return the one thing that the sender wants; QUESTION where it is more than one, or in doubt."""
    lines = plain(own_text)
    text = _WRAPPED.sub(" ", lines)
    found = [kind for kind in _TABLE if carries(kind, text)]
    if found == [Intent.WITHDRAWAL]:
        return Intent.WITHDRAWAL if _withdraws(text) else Intent.QUESTION
    if len(found) == 1 and not _NEVER_ANSWERED.search(text):
        return found[0]
    if found or _QUESTION.search(text):
        return Intent.QUESTION
    return Intent.THANKS if _only_thanks(lines) else Intent.NONE


def carries(wanted: Intent, text: str) -> bool:
    """Whether a plain text says this somewhere."""
    table = _TABLE if _DOTTED.search(text) else _DOTLESS_TABLE
    return wanted in table and bool(table[wanted].search(text))


def meant(own_text: str, subject: str) -> Intent:
    """Return the intent of a mail: that of its words, else of a subject that is the sender's own, too.

    How something is done is only answered to who asks it in the mail itself, and thanks
    in a subject say nothing about the rest.
    """
    said = intent(own_text)
    if said not in {Intent.NONE, Intent.THANKS} or is_answer(subject):
        return said
    headed = intent(subject)
    if headed is Intent.NONE and said is Intent.THANKS:
        return said
    if not own_text or said is Intent.THANKS:
        return headed
    return {Intent.THANKS: Intent.NONE, Intent.HOW_TO: Intent.QUESTION}.get(headed, headed)


def is_answer(subject: str) -> bool:
    """Whether a subject is another mail's («SV: …», «VB: …»), and not the sender's own."""
    return bool(_ANSWERS.match(subject))


def about_ours(text: str) -> bool:
    """Whether a proposal, an initiative or a reference is named."""
    return bool(_ABOUT.search(plain(text)))


def asks_for_form(own_text: str) -> bool:
    """Whether somebody plainly wants the form, or to know where it is."""
    return bool(_ASKS_FOR_FORM.search(_WRAPPED.sub(" ", plain(own_text))))


def completes(own_text: str) -> bool:
    """Whether the words say that they bring what was missing, or a line is written like an answer («Syfte: …»)."""
    text = _WRAPPED.sub(" ", plain(own_text))
    brings = _COMPLETES.search(text) and not _NOT_YET.search(text)
    return bool(brings or _ANSWER.search(own_text[:20_000]))


def without_answers(own_text: str) -> str:
    """Return the text without the lines that are answers («Syfte: …»)."""
    return _ANSWERED.sub("", own_text[:20_000])


def plain(own_text: str) -> str:
    """Return the beginning in lower case, without the links, whose marks mean nothing."""
    return _SPACES.sub(" ", _LINK.sub(" ", own_text[:20_000])).lower().strip()


def _withdraws(text: str) -> bool:
    """Whether a sentence withdraws, and none that speaks of it asks, negates or only considers it."""
    about = [sentence for sentence in _SENTENCE.split(text) if _SPEAKS_OF_WITHDRAWING.search(sentence)]
    return any(map(_WITHDRAWS.search, about)) and not any(map(_doubted, about))


def _doubted(sentence: str) -> bool:
    clauses = _CLAUSE.split(_NOT_ANY_MORE.sub("", sentence))
    negated = any(_SPEAKS_OF_WITHDRAWING.search(clause) and _NEGATED.search(clause) for clause in clauses)
    return negated or bool(_DOUBT.search(sentence))


def _only_thanks(text: str) -> bool:
    """Whether there is nothing but politeness, and thanks in it."""
    return bool(_REACTION.fullmatch(text)) or (bool(_THANKS.search(text)) and is_polite(text))


def sentences(own_text: str) -> list[str]:
    """Return the sentences of a text, plain; a line of its own is one, unless the next line goes on with it."""
    return [sentence for sentence in _SENTENCE.split(plain(_CONTINUES.sub(" ", own_text[:20_000]))) if sentence]


def withdraws_plainly(own_text: str) -> bool:
    """Whether one short sentence withdraws and names its object («mitt förslag»), and the rest is politeness."""
    sentences = _SENTENCE.split(plain(own_text))
    said = [sentence for sentence in sentences if not is_polite(sentence)]
    return len(said) == 1 and bool(_PLAIN.fullmatch(said[0])) and bool(_OWN_THING.search(said[0]))

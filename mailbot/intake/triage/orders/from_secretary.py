"""Whether a mail is an order of the secretary's. Who may give orders is asked by the handler."""

from __future__ import annotations

from mailbot.intake.triage.evidence import Evidence
from mailbot.intake.triage.files.files_of_content import has_files
from mailbot.intake.triage.intents import Intent
from mailbot.intake.triage.orders.agenda_orders import Verb, agreement, command, commands
from mailbot.intake.triage.orders.call_off_orders import called_off
from mailbot.intake.triage.orders.desk_orders import DeskSaid, desk_said
from mailbot.intake.triage.orders.stop_date_orders import stop_order
from mailbot.intake.triage.orders.told_proposal import told_proposal
from mailbot.intake.triage.orders.written_decisions import additions, written_decisions
from mailbot.intake.triage.rule import Answer, by_phrase
from mailbot.mail.text.quotes import passed_on
from mailbot.primitives.references import codes_in
from mailbot.store.values import LetterKind

_INSTRUCTED = frozenset(
    {
        LetterKind.DECISIONS_RECEIPT,
        LetterKind.MEETINGS_RECEIPT,
        LetterKind.AGENDA,
        LetterKind.DONE,
        LetterKind.DESK_RECEIPT,
        LetterKind.MEMBERS_RECEIPT,
        LetterKind.CELEBRATION_DRAFT,
        LetterKind.CELEBRATION_RECEIPT,
    }
)
_TO_EDIT = frozenset({LetterKind.CELEBRATION_DRAFT, LetterKind.CELEBRATION_RECEIPT})
"""Letters with a file that comes back edited."""
_ASKS_WHETHER = frozenset(
    {LetterKind.MEETINGS_RECEIPT, LetterKind.DESK_RECEIPT, LetterKind.MEMBERS_RECEIPT, LetterKind.DONE}
)
"""Letters that ask «stämmer det?», where they have a word to answer with. One about decisions asks more than that."""
_LISTS = frozenset({LetterKind.REVIEW_DIGEST, *_INSTRUCTED})


def instructs(evidence: Evidence) -> Answer:
    """Whether the mail is one clear order, and answers what asks for one or names what it is about.

    Who may give orders is asked by the handler.
    """
    facts = evidence.facts
    asked = facts.answers in _INSTRUCTED or bool(codes_in(f"{evidence.message.subject}\n{evidence.message.text}"))
    may_instruct = (asked or facts.listed_secretary) and facts.answers is not LetterKind.WITHDRAWAL_CONFIRM
    ordered = commands(evidence.ordering_words) if may_instruct else ()
    names_what = any(one.references or one.verb is Verb.SEND_TO_MEMBERS for one in ordered)
    return (asked or names_what) and tuple(one.phrase for one in ordered)


def agrees(evidence: Evidence) -> Answer:
    """Whether a secretary says yes and nothing else to a receipt that asks whether it is right, with its code below."""
    facts = evidence.facts
    if not facts.listed_secretary or facts.answers not in _ASKS_WHETHER or has_files(evidence):
        return False
    return _quotes_what_to_answer(evidence.message.text) and by_phrase(agreement(evidence.ordering_words))


def _quotes_what_to_answer(text: str) -> bool:
    """Whether a line of the text is the word that the receipt wants, with its code."""
    said = (command(line.lstrip("> ")) for line in text.splitlines() if codes_in(line))
    return any(one is not None and one.verb is Verb.SEND for one in said)


def orders_about_what_waits(evidence: Evidence) -> Answer:
    """Whether the mail is clear orders about what waits, from a listed secretary or in answer to a list of it."""
    answers = evidence.facts.answers
    if answers not in _LISTS and not evidence.facts.listed_secretary:
        return False
    said = desk_said(evidence.ordering_words)
    # In the thread of her own proposal she is an initiator.
    asked = answers in _LISTS or answers is None or _names_numbers(said)
    return asked and said.is_clear and tuple(order.phrase for order in said.orders)


def returns_letter(evidence: Evidence) -> bool:
    """Whether a secretary returns the letter about what was achieved, or answers it with another file."""
    if not evidence.facts.listed_secretary or evidence.has_form:
        return False
    return evidence.returns_letter or (evidence.facts.answers in _TO_EDIT and has_files(evidence))


def writes_decisions(evidence: Evidence) -> bool:
    """Whether decisions stand in the mail's own words; who may decide is asked by the handler."""
    return evidence.facts.listed_secretary and written_decisions(evidence.message).decide


def adds_to_letters(evidence: Evidence) -> bool:
    """Whether the mail adds words to letters that wait for a code."""
    return evidence.facts.listed_secretary and bool(additions(evidence.message.own_text).texts)


def is_no_clear_order(evidence: Evidence) -> bool:
    """Whether a secretary answers a list or receipt with words that are no order, or orders only in part.

    Files, thanks and questions of hers are for a human.
    """
    if not evidence.facts.listed_secretary or has_files(evidence) or evidence.intent is Intent.THANKS:
        return False
    said = desk_said(evidence.ordering_words)
    if evidence.facts.answers in _LISTS:
        return bool(evidence.message.own_text)
    return evidence.facts.answers is None and _names_numbers(said)


def is_no_order(evidence: Evidence) -> bool:
    """Whether a secretary writes a mail of her own, with no file, that passes nothing on, and no rule has known it."""
    message = evidence.message
    new = evidence.facts.listed_secretary and evidence.facts.answers is None and not has_files(evidence)
    return new and bool(message.own_text) and not passed_on(message.text, message.subject)


def _names_numbers(said: DeskSaid) -> bool:
    return any(order.numbers for order in said.orders)


def plans_meetings(evidence: Evidence) -> bool:
    """Whether a secretary sends a table of meetings, and no form."""
    return evidence.facts.listed_secretary and evidence.plans_meetings and not evidence.has_form


def sets_stop_date(evidence: Evidence) -> Answer:
    """Whether a secretary says when the agenda of a meeting closes, and nothing else."""
    if not evidence.facts.listed_secretary or evidence.has_form:
        return False
    return stop_order(evidence.ordering_words) is not None and by_phrase("stop_date.words")


def calls_off_meeting(evidence: Evidence) -> Answer:
    """Whether a secretary says that a meeting is not to be held, and nothing else."""
    if not evidence.facts.listed_secretary or evidence.has_form:
        return False
    return called_off(evidence.ordering_words) is not None and by_phrase("calls_off.words")


def registers_told(evidence: Evidence) -> Answer:
    """Whether a secretary has a proposal registered that somebody has told her, without a form or any file."""
    if not evidence.facts.listed_secretary or evidence.has_form or has_files(evidence):
        return False
    return told_proposal(evidence.message.own_text) is not None and by_phrase("registers_told.for_another")

"""What a mail is: an ordered table of rules, one question each; the first that says yes decides.

Pure: the message, its parsed forms and what the register knows go in, a verdict
comes out. Who may do what is no question here, it belongs to the handlers.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mailbot.intake.phrases import Intent, codes_in, command, intent, references_in
from mailbot.mail.automatic import (
    automatic_sign,
    automatic_subject,
    bounce,
    calendar_method,
    from_machine,
    list_mail,
    ours,
)
from mailbot.mail.incoming import Attachment, IncomingMessage
from mailbot.store.values import LetterKind, Standing, VerdictKind
from parsers.form import NotAForm, ParsedForm, Unreadable

__all__ = ["Facts", "Reading", "Verdict", "describe", "references_in", "triage"]

_ADDRESS = re.compile(r"[^@\s<>,;:\"()\\]+@[^@\s<>,;:\"()\\]+\.[^@\s<>,;:\"()\\.]+")
_INSTRUCTED = frozenset({LetterKind.DECISIONS_RECEIPT, LetterKind.AGENDA, LetterKind.DONE})
_CONFIRMS = re.compile(
    r"\s*(?:ja|japp|jo|jag bekräftar|bekräftar|bekräftas|stämmer|det stämmer)?[\s.,!]*", re.IGNORECASE
)
_DECORATION = 50_000
"""A picture below so many bytes is a logo in a signature, not an answer."""
_SIDE_PARTS = frozenset({"text/calendar", "text/vcard", "text/x-vcard", "application/pkcs7-signature"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the register and the trusted server know of a message; gathered before triage.

    `listed_secretary`, like every look at From, is a claim; only `standing` is more.
    `belongs`: From is the recipient of the letter that is answered, or the initiator
    of an initiative that is mentioned. `known_references`: those mentioned that exist.
    """

    standing: Standing = Standing.UNVERIFIED
    listed_secretary: bool = False
    own_message: bool = False
    answers: LetterKind | None = None
    thread_reference: str | None = None
    belongs: bool = False
    duplicate: bool = False
    same_id_other_content: bool = False
    waits_for_completion: bool = False
    known_references: tuple[str, ...] = ()
    junk: bool = False
    agenda_tokens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the readers made of one attachment, or of the body where `attachment` is None."""

    attachment: Attachment | None
    result: tuple[ParsedForm, ...] | NotAForm | Unreadable


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the mail is, the rule that said so, and the initiatives it is about (the thread's first).

    `answerable`: a letter may go to its sender, as far as the mail itself tells.
    """

    kind: VerdictKind
    rule: str
    answerable: bool
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """All that a rule may ask about."""

    message: IncomingMessage
    forms: tuple[Reading, ...]
    facts: Facts
    intent: Intent

    @property
    def has_form(self) -> bool:
        """Whether a form was read anywhere in the mail."""
        return any(isinstance(reading.result, tuple) and reading.result for reading in self.forms)

    @property
    def may_hold_form(self) -> bool:
        """Whether a file that could not be read may be the form."""
        return any(isinstance(reading.result, Unreadable) and reading.result.maybe_form for reading in self.forms)

    @property
    def in_thread(self) -> bool:
        """Whether the mail answers a letter of ours."""
        return self.facts.answers is not None


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: its name goes in the ledger, its question changes nothing."""

    name: str
    kind: VerdictKind
    applies: Callable[[Case], bool]


def _says(wanted: Intent) -> Callable[[Case], bool]:
    return lambda case: case.intent is wanted


def _instructs(case: Case) -> bool:
    """Whether a listed secretary answers a receipt or agenda, or shows a code, and gives one clear order."""
    text = case.message.own_text
    reached = case.facts.answers in _INSTRUCTED or bool(codes_in(text))
    return case.facts.listed_secretary and reached and command(text) is not None


def _confirms_withdrawal(case: Case) -> bool:
    """Whether the letter that asks «did you mean it?» is answered with yes, its code in the text."""
    answered = case.facts.answers is LetterKind.WITHDRAWAL_CONFIRM and bool(codes_in(case.message.text))
    own = case.message.own_text
    for code in codes_in(own):
        own = own.replace(code, "")
    return answered and (bool(_CONFIRMS.fullmatch(own)) or case.intent is Intent.WITHDRAWAL)


def _brings_other_files(case: Case) -> bool:
    """Whether a new mail has files, and none that is the form."""
    files = (reading.attachment for reading in case.forms if reading.attachment is not None)
    return not case.in_thread and any(map(_is_content, files))


def _is_content(file: Attachment) -> bool:
    small_picture = file.content_type.startswith("image/") and file.size < _DECORATION
    return not small_picture and file.content_type not in _SIDE_PARTS


def _invites(case: Case) -> bool:
    """Whether a listed secretary sends an invitation or cancels one; others' are mail like any."""
    return case.facts.listed_secretary and calendar_method(case.message) in {"request", "cancel", "publish"}


def _sounds_automatic(case: Case) -> bool:
    """Whether a machine's subject answers a letter of ours and brings no form."""
    return case.in_thread and not case.has_form and automatic_subject(case.message.subject)


RULES: tuple[Rule, ...] = (
    Rule("own_message", VerdictKind.OWN_LETTER, lambda c: c.facts.own_message or ours(c.message)),
    Rule("same_id_other_content", VerdictKind.DUPLICATE, lambda c: c.facts.same_id_other_content),
    Rule("handled_before", VerdictKind.DUPLICATE, lambda c: c.facts.duplicate),
    Rule("bounce", VerdictKind.BOUNCE, lambda c: bounce(c.message) is not None),
    Rule("calendar_request", VerdictKind.MEETING_INVITATION, _invites),
    Rule("list_fields", VerdictKind.LIST_MAIL, lambda c: list_mail(c.message)),
    Rule("automatic_sign", VerdictKind.AUTOMATIC, lambda c: automatic_sign(c.message) is not None),
    Rule("automatic_subject_in_thread", VerdictKind.AUTOMATIC, _sounds_automatic),
    Rule("junk_without_form", VerdictKind.UNKNOWN, lambda c: c.facts.junk and not (c.has_form or c.in_thread)),
    Rule("agenda_returned", VerdictKind.DECISION_RETURN, lambda c: bool(c.facts.agenda_tokens)),
    Rule("secretary_instructs", VerdictKind.SECRETARY_COMMAND, _instructs),
    Rule("form_in_waiting_thread", VerdictKind.COMPLETION, lambda c: c.has_form and c.facts.waits_for_completion),
    Rule("form", VerdictKind.SUBMISSION, lambda c: c.has_form),
    Rule("withdrawal_confirmed", VerdictKind.WITHDRAWAL, _confirms_withdrawal),
    Rule("asks_to_withdraw", VerdictKind.WITHDRAWAL, _says(Intent.WITHDRAWAL)),
    Rule(
        "unread_in_waiting_thread", VerdictKind.COMPLETION, lambda c: c.may_hold_form and c.facts.waits_for_completion
    ),
    Rule("unread_file", VerdictKind.SUBMISSION, lambda c: c.may_hold_form and not c.in_thread),
    Rule("asks_status", VerdictKind.STATUS_REQUEST, _says(Intent.STATUS)),
    Rule("asks_how", VerdictKind.QUESTION, _says(Intent.HOW_TO)),
    Rule("asks", VerdictKind.QUESTION, _says(Intent.QUESTION)),
    Rule("no_usable_file", VerdictKind.UNKNOWN, _brings_other_files),
    Rule("only_thanks", VerdictKind.THANKS, _says(Intent.THANKS)),
)
"""In order. Machines come before people, files before words; what nobody claims is for a human."""


def triage(message: IncomingMessage, forms: tuple[Reading, ...], facts: Facts) -> Verdict:
    """Say what the mail is. `forms` holds one reading per attachment, and one of the body."""
    case = Case(message, forms, facts, intent(message.own_text))
    rule = next((rule for rule in RULES if rule.applies(case)), Rule("nothing_applies", VerdictKind.UNKNOWN, bool))
    references = dict.fromkeys(filter(None, (facts.thread_reference, *facts.known_references)))
    return Verdict(rule.kind, rule.name, _answerable(case, rule), tuple(references))


_NEVER_ANSWERED = frozenset(
    {
        VerdictKind.AUTOMATIC,
        VerdictKind.BOUNCE,
        VerdictKind.LIST_MAIL,
        VerdictKind.OWN_LETTER,
        VerdictKind.DUPLICATE,
    }
)


def _answerable(case: Case, rule: Rule) -> bool:
    """Whatever the verdict is, a machine is not answered, nor an address that nobody reads."""
    address = case.message.sender.address
    usable = bool(_ADDRESS.fullmatch(address)) and not from_machine(address)
    machine = automatic_sign(case.message) is not None or list_mail(case.message)
    return usable and not machine and rule.kind not in _NEVER_ANSWERED and rule.name != "junk_without_form"


def describe(file: str, message: IncomingMessage, verdict: Verdict, facts: Facts) -> dict[str, Any]:
    """Return the verdict as `mailbot triage --json` prints it; what is not there is None."""
    return {
        "file": file,
        "verdict": verdict.kind.value,
        "rule": verdict.rule,
        "sender_standing": facts.standing.value,
        "subject": message.subject,
        "references": list(verdict.references),
        "from": {"name": message.sender.name or None, "address": message.sender.address or None},
        "message_id": message.message_id or None,
        "date": message.date.isoformat() if message.date else None,
        "text": message.own_text,
        "attachments": [
            {"filename": a.filename, "content_type": a.content_type, "size": a.size} for a in message.attachments
        ],
        "answerable": verdict.answerable,
    }

"""The rules of triage: an ordered table, one question a line; the first that says yes decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mailbot.intake.evidence import Case
from mailbot.intake.phrases import Intent, codes_in, command, completes
from mailbot.mail.automatic import (
    automatic_sign,
    automatic_subject,
    calendar_method,
    list_mail,
    marked_spam,
    newsletter,
    ours,
    own_files,
    says_away,
    says_unread,
    sounds_away,
    sounds_received,
    speaks_alone,
)
from mailbot.mail.bounces import bounce
from mailbot.mail.incoming import Attachment
from mailbot.mail.links import to_a_file
from mailbot.mail.wrapped import SEALED
from mailbot.store.values import LetterKind, VerdictKind

_INSTRUCTED = frozenset({LetterKind.DECISIONS_RECEIPT, LetterKind.AGENDA, LetterKind.DONE})
_SAYS_LITTLE = frozenset({Intent.NONE, Intent.HOW_TO, Intent.THANKS})
_CONFIRMS = re.compile(
    r"\s*(?:ja|japp|jo|jag bekräftar|bekräftar|bekräftas|stämmer|det stämmer)[\s.,!]*", re.IGNORECASE
)
_DECORATION = 50_000
"""A picture below so many bytes is a logo in a signature, not an answer."""
_SIDE_PARTS = frozenset(
    {"text/calendar", "application/ics", "text/vcard", "text/x-vcard", "text/directory"}
    | {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
"""What programs put beside a mail."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: its name goes in the ledger, its question changes nothing."""

    name: str
    kind: VerdictKind
    applies: Callable[[Case], bool]


def _says(wanted: Intent) -> Callable[[Case], bool]:
    return lambda case: case.intent is wanted


def _instructs(case: Case) -> bool:
    """Whether the mail is one clear order, and answers what asks for one or names what it is about.

    Who may give orders is asked by the handler.
    """
    ordered = command(case.message.own_text)
    if ordered is None or case.facts.answers is LetterKind.WITHDRAWAL_CONFIRM:
        return False
    shown = codes_in(f"{case.message.subject}\n{case.message.text}")
    about = case.facts.listed_secretary and bool(ordered.references)
    return case.facts.answers in _INSTRUCTED or bool(shown) or about


def _confirms_withdrawal(case: Case) -> bool:
    """Whether the letter that asks «did you mean it?» is answered with yes, its code in the text."""
    answered = case.facts.answers is LetterKind.WITHDRAWAL_CONFIRM and bool(codes_in(case.message.text))
    own = case.message.own_text
    for code in codes_in(own):
        own = own.replace(code, "")
    says_nothing_else = not own.strip(" .,!\n") and own != case.message.own_text
    return answered and (says_nothing_else or bool(_CONFIRMS.fullmatch(own)) or case.intent is Intent.WITHDRAWAL)


def _brings_other_files(case: Case) -> bool:
    """Whether a new mail has files, and none that is the form."""
    files = (reading.attachment for reading in case.forms if reading.attachment is not None)
    return not case.in_thread and any(map(is_content, files))


def is_content(file: Attachment) -> bool:
    """Whether a file is more than a picture in a signature."""
    small_picture = file.content_type.startswith("image/") and file.size < _DECORATION
    return not small_picture and file.content_type not in _SIDE_PARTS


def _is_sealed(case: Case) -> bool:
    """Whether the mail is encrypted (S/MIME, PGP), so that nobody here can read it."""
    files = own_files(case.message)
    return case.message.text.startswith("-----BEGIN PGP MESSAGE") or any(f.content_type in SEALED for f in files)


def _links_to_a_file(case: Case) -> bool:
    """Whether the sender shared a file in a cloud, instead of sending it, and asks nothing."""
    return case.intent in _SAYS_LITTLE and to_a_file(case.message)


def _completes_in_words(case: Case) -> bool:
    """Whether what was missing is written in the mail itself."""
    return case.facts.waits_for_completion and case.intent is Intent.NONE and completes(case.message.own_text)


def _invites(case: Case) -> bool:
    """Whether the mail invites to a meeting or cancels one."""
    return calendar_method(case.message) in {"request", "cancel", "publish"}


def _is_newsletter(case: Case) -> bool:
    return not (case.has_form or case.in_thread) and newsletter(case.message)


def _is_spam(case: Case) -> bool:
    return not (case.has_form or case.in_thread) and marked_spam(case.message)


def _says_away(case: Case) -> bool:
    """Whether the words of an auto-reply are all that the mail has."""
    return _says_little(case) and says_away(case.message)


def _says_unread(case: Case) -> bool:
    """Whether a letter of ours is answered by a mailbox that nobody reads, in its words alone."""
    return case.in_thread and _says_little(case) and (says_unread(case.message) or sounds_away(case.message))


def _may_be_automatic(case: Case) -> bool:
    """Whether a machine may have written to us; a person could, and is not to be lost."""
    return _says_little(case) and (sounds_away(case.message) or sounds_received(case.message))


def _says_little(case: Case) -> bool:
    return case.intent in {Intent.NONE, Intent.THANKS} and not case.has_form


def _headed_automatic(case: Case) -> bool:
    """Whether a machine's subject answers a letter of ours and brings no form."""
    return case.in_thread and not case.has_form and automatic_subject(case.message.subject)


def _from_machine(case: Case) -> bool:
    """Whether a machine's address sends words alone; a file may be a form that somebody scanned."""
    files = any(map(is_content, case.message.attachments))
    return speaks_alone(case.message) and not (files or to_a_file(case.message))


RULES: tuple[Rule, ...] = (
    Rule("own_message", VerdictKind.OWN_LETTER, lambda c: c.facts.own_message or ours(c.message)),
    Rule("same_id_other_content", VerdictKind.DUPLICATE, lambda c: c.facts.same_id_other_content),
    Rule("handled_before", VerdictKind.DUPLICATE, lambda c: c.facts.duplicate),
    Rule("bounce", VerdictKind.BOUNCE, lambda c: bounce(c.message) is not None),
    Rule("calendar_request", VerdictKind.MEETING_INVITATION, _invites),
    Rule("list_fields", VerdictKind.LIST_MAIL, lambda c: list_mail(c.message)),
    Rule("newsletter_words", VerdictKind.LIST_MAIL, _is_newsletter),
    Rule("automatic_sign", VerdictKind.AUTOMATIC, lambda c: automatic_sign(c.message) is not None),
    Rule("automatic_subject_in_thread", VerdictKind.AUTOMATIC, _headed_automatic),
    Rule("marked_spam", VerdictKind.UNKNOWN, _is_spam),
    Rule("junk_without_form", VerdictKind.UNKNOWN, lambda c: c.facts.junk and not (c.has_form or c.in_thread)),
    Rule("encrypted", VerdictKind.UNKNOWN, _is_sealed),
    Rule("agenda_returned", VerdictKind.DECISION_RETURN, lambda c: bool(c.facts.agenda_tokens) and not c.has_form),
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
    Rule("completes_in_words", VerdictKind.COMPLETION, _completes_in_words),
    Rule("cloud_link", VerdictKind.UNKNOWN, _links_to_a_file),
    Rule("asks_how", VerdictKind.QUESTION, _says(Intent.HOW_TO)),
    Rule("asks", VerdictKind.QUESTION, _says(Intent.QUESTION)),
    Rule("away_words", VerdictKind.AUTOMATIC, _says_away),
    Rule("unread_mailbox", VerdictKind.AUTOMATIC, _says_unread),
    Rule("may_be_automatic", VerdictKind.UNKNOWN, _may_be_automatic),
    Rule("no_usable_file", VerdictKind.UNKNOWN, _brings_other_files),
    Rule("machine_address", VerdictKind.AUTOMATIC, _from_machine),
    Rule("only_thanks", VerdictKind.THANKS, _says(Intent.THANKS)),
)
"""In order. Machines come before people, files before words; what nobody claims is for a human."""

"""The rules of triage: an ordered table, one question a line; the first that says yes decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.evidence import Evidence
from mailbot.intake.triage.intents import (
    Intent,
    about_ours,
    asks_for_form,
    brings,
    completes,
    intent,
    without_answers,
)
from mailbot.intake.triage.orders.agenda_orders import Verb, command
from mailbot.intake.triage.orders.call_off_orders import called_off
from mailbot.intake.triage.orders.desk_orders import DeskSaid, desk_said
from mailbot.intake.triage.orders.stop_date_orders import stop_order
from mailbot.intake.triage.orders.written_decisions import additions, written_decisions
from mailbot.intake.triage.phrasebook import CONFIRMS
from mailbot.intake.triage.says_it_is_theirs import says_it_is_theirs
from mailbot.intake.triage.says_more import says_more
from mailbot.intake.triage.work_reports import work_report
from mailbot.mail.cloud_links import to_a_file
from mailbot.mail.message import Attachment
from mailbot.mail.mime.wrappings import SEALED
from mailbot.mail.sender.automatic import (
    automatic_phrase,
    automatic_sign,
    automatic_subject,
    invites,
    like_our_letter,
    list_mail,
    marked_spam,
    may_be_automatic,
    newsletter,
    ours,
    own_files,
    speaks_alone,
)
from mailbot.mail.sender.bounces import bounce
from mailbot.primitives.references import codes_in
from mailbot.store.values import LetterKind, VerdictKind

_INSTRUCTED = frozenset(
    {
        LetterKind.DECISIONS_RECEIPT,
        LetterKind.MEETINGS_RECEIPT,
        LetterKind.AGENDA,
        LetterKind.DONE,
        LetterKind.DESK_RECEIPT,
        LetterKind.MEMBERS_RECEIPT,
    }
)
_LISTS = frozenset({LetterKind.REVIEW_DIGEST, *_INSTRUCTED})
_ASKS_WHO = frozenset({LetterKind.SENDER_CONFIRM, LetterKind.CHANGE_CONFIRM})
_ASKS = frozenset({Intent.STATUS, Intent.HOW_TO, Intent.QUESTION})
_SAYS_LITTLE = frozenset({Intent.NONE, Intent.HOW_TO, Intent.THANKS})
_DECORATION = 50_000
"""A picture below so many bytes is a logo in a signature, not an answer."""
_SIDE_PARTS = frozenset(
    {"text/calendar", "application/ics", "text/vcard", "text/x-vcard", "text/directory"}
    | {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
"""What programs put beside a mail."""


Answer = bool | tuple[str, ...]
"""Yes or no; where words decide, the ids of the phrases that say yes."""


class Detail(Enum):
    """What a handler needs to know beyond the verdict."""

    NONE = auto()
    ANSWERS_IN_WORDS = auto()
    """The form's gaps are filled in the mail's own text."""
    CONFIRMS_EARLIER = auto()
    """It answers, with a code, what was asked about an earlier mail in the sender's name."""
    EVALUATES = auto()
    """A form that evaluates approved work came back."""
    TAKES_OVER = auto()
    """It says yes to «is this yours?»: another sent it, with the sender's address in the form."""
    HOW_TO_PROPOSE = auto()
    """The question is how to propose something, and not any other."""
    ADDS_TO_LETTERS = auto()
    """A secretary's words go into letters about decisions that wait for her code."""
    FILES_OF_NO_USE = auto()
    """Files came, and none of them is the form."""
    SETS_STOP_DATE = auto()
    """It says when the agenda of a meeting closes."""
    CALLS_OFF_MEETING = auto()
    LINK_IN_PLACE_OF_FILE = auto()
    NO_CLEAR_ORDER = auto()
    """A secretary writes, and what she wants is not plain."""
    ENCRYPTED = auto()


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: a question that changes nothing, and all that follows where it says yes.

    The name is for the ledger alone. `answerable`: a letter may go to the sender. `review`
    says why a human reads the mail where none may.
    """

    name: str
    verdict: VerdictKind
    applies: Callable[[Evidence], Answer]
    answerable: bool = True
    review: Reason | None = None
    detail: Detail = Detail.NONE


def _by(phrase: str) -> Answer:
    return (phrase,) if phrase else ()


def _says(wanted: Intent) -> Callable[[Evidence], Answer]:
    return lambda evidence: evidence.meaning.phrases if evidence.intent is wanted else ()


def _instructs(evidence: Evidence) -> Answer:
    """Whether the mail is one clear order, and answers what asks for one or names what it is about.

    Who may give orders is asked by the handler.
    """
    ordered = command(evidence.message.own_text)
    if ordered is None or evidence.facts.answers is LetterKind.WITHDRAWAL_CONFIRM:
        return False
    shown = codes_in(f"{evidence.message.subject}\n{evidence.message.text}")
    names_what = bool(ordered.references) or ordered.verb is Verb.SEND_TO_MEMBERS
    about = evidence.facts.listed_secretary and names_what
    instructs = evidence.facts.answers in _INSTRUCTED or bool(shown) or about
    return instructs and _by(ordered.phrase)


def _orders_about_what_waits(evidence: Evidence) -> Answer:
    """Whether the mail is clear orders about what waits, from a listed secretary or in answer to a list of it."""
    said, answers = desk_said(evidence.message.own_text), evidence.facts.answers
    # In the thread of her own proposal she is an initiator.
    asked = answers in _LISTS or (evidence.facts.listed_secretary and (answers is None or _names_numbers(said)))
    return asked and said.is_clear and tuple(order.phrase for order in said.orders)


def _writes_decisions(evidence: Evidence) -> bool:
    """Whether decisions stand in the mail's own words; who may decide is asked by the handler."""
    return evidence.facts.listed_secretary and written_decisions(evidence.message).decide


def _adds_to_letters(evidence: Evidence) -> bool:
    """Whether the mail adds words to letters that wait for a code."""
    return evidence.facts.listed_secretary and bool(additions(evidence.message.own_text).texts)


def _is_no_clear_order(evidence: Evidence) -> bool:
    """Whether a secretary answers a list or receipt with words that are no order, or orders only in part.

    Files, thanks and questions of hers are for a human.
    """
    if not evidence.facts.listed_secretary or _has_files(evidence) or evidence.intent is Intent.THANKS:
        return False
    said = desk_said(evidence.message.own_text)
    if evidence.facts.answers in _LISTS:
        return bool(evidence.message.own_text)
    return evidence.facts.answers is None and _names_numbers(said)


def _names_numbers(said: DeskSaid) -> bool:
    return any(order.numbers for order in said.orders)


def _confirms_withdrawal(evidence: Evidence) -> Answer:
    """Whether the letter that asks «did you mean it?» is answered with yes, its code in the text."""
    if evidence.facts.answers is not LetterKind.WITHDRAWAL_CONFIRM:
        return False
    return _says_yes_with_code(evidence) or (
        bool(codes_in(evidence.message.text)) and _says(Intent.WITHDRAWAL)(evidence)
    )


def _confirms_earlier(evidence: Evidence) -> Answer:
    """Whether the letter that asks «was it you?» is answered with yes, its code in the text."""
    return evidence.facts.answers in _ASKS_WHO and _says_yes_with_code(evidence)


def _takes_over(evidence: Evidence) -> Answer:
    """Whether who is named in a form that another sent says that it is theirs, and nothing else."""
    return evidence.facts.asked_about is not None and says_it_is_theirs(evidence.message)


def _reports_on_work(evidence: Evidence) -> Answer:
    """Whether somebody with a part in approved work says one clear thing about it."""
    if evidence.facts.work is None or evidence.facts.answers is LetterKind.WITHDRAWAL_CONFIRM or _has_files(evidence):
        return False
    report = work_report(evidence.message)
    return report.phrases if report else ()


def _says_yes_with_code(evidence: Evidence) -> Answer:
    """Whether the mail has a code, its own or quoted, and says nothing but yes."""
    own = evidence.message.own_text
    if not codes_in(evidence.message.text):
        return False
    for code in codes_in(own):
        own = own.replace(code, "")
    says_nothing_else = not own.strip(" .,!\n") and own != evidence.message.own_text
    return _by(CONFIRMS.find(own.lower())) or says_nothing_else


def _brings_other_files(evidence: Evidence) -> bool:
    """Whether a new mail has files, and none that is the form."""
    return not evidence.in_thread and _has_files(evidence)


def _has_files(evidence: Evidence) -> bool:
    return any(is_content(reading.attachment) for reading in evidence.forms if reading.attachment is not None)


def is_content(file: Attachment) -> bool:
    """Whether a file is more than a picture in a signature."""
    small_picture = file.content_type.startswith("image/") and file.size < _DECORATION
    return not small_picture and file.content_type not in _SIDE_PARTS


def _is_sealed(evidence: Evidence) -> bool:
    """Whether the mail is encrypted (S/MIME, PGP), so that nobody here can read it."""
    files = own_files(evidence.message)
    return evidence.message.text.startswith("-----BEGIN PGP MESSAGE") or any(f.content_type in SEALED for f in files)


def _links_to_a_file(evidence: Evidence) -> bool:
    """Whether the sender shared a file in a cloud, instead of sending it, and asks nothing."""
    return evidence.intent in _SAYS_LITTLE and to_a_file(evidence.message)


def _asks_status(evidence: Evidence) -> Answer:
    """Whether the mail asks how it goes with what is ours, and is not yet decided."""
    open_matter = not evidence.facts.decided and (evidence.in_thread or _about_ours(evidence))
    return open_matter and _says(Intent.STATUS)(evidence)


def _asks_how(evidence: Evidence) -> Answer:
    """Whether a newcomer asks how to propose, or anybody for the form.

    The form alone, with other questions beside it, may be another form.
    """
    if evidence.intent is not Intent.HOW_TO or evidence.facts.decided:
        return False
    if evidence.facts.thread_reference is not None:
        asks = asks_for_form(evidence.message.own_text)
    else:
        asks = _about_ours(evidence) or not says_more(evidence.message)
    return asks and evidence.meaning.phrases


def _about_ours(evidence: Evidence) -> bool:
    return bool(evidence.facts.known_references) or about_ours(
        f"{evidence.message.subject}\n{evidence.message.own_text}"
    )


def _completes_in_words(evidence: Evidence) -> Answer:
    """Whether what was missing is written in the mail itself; what an answer says is no intent."""
    own = evidence.message.own_text
    says = intent(without_answers(own)) if evidence.intent in _ASKS else evidence.intent
    completed = evidence.facts.waits_for_completion and says in {Intent.NONE, Intent.THANKS} and completes(own)
    return completed and (_by(brings(own)) or True)


def _signed_automatic(evidence: Evidence) -> Answer:
    return automatic_sign(evidence.message) is not None and (_by(automatic_phrase(evidence.message)) or True)


def _plans_meetings(evidence: Evidence) -> bool:
    """Whether a secretary sends a table of meetings, and no form."""
    return evidence.facts.listed_secretary and evidence.plans_meetings and not evidence.has_form


def _sets_stop_date(evidence: Evidence) -> Answer:
    """Whether a secretary says when the agenda of a meeting closes, and nothing else."""
    if not evidence.facts.listed_secretary or evidence.has_form:
        return False
    return stop_order(evidence.message.own_text) is not None and _by("stop_date.words")


def _calls_off_meeting(evidence: Evidence) -> Answer:
    """Whether a secretary says that a meeting is not to be held, and nothing else."""
    if not evidence.facts.listed_secretary or evidence.has_form:
        return False
    return called_off(evidence.message.own_text) is not None and _by("calls_off.words")


def _is_newsletter(evidence: Evidence) -> Answer:
    return not (evidence.has_form or evidence.in_thread) and _by(newsletter(evidence.message))


def _is_spam(evidence: Evidence) -> bool:
    return not (evidence.has_form or evidence.in_thread) and marked_spam(evidence.message)


def _is_junk(evidence: Evidence) -> bool:
    return evidence.facts.junk and not (evidence.has_form or evidence.in_thread)


def _may_be_automatic(evidence: Evidence) -> Answer:
    """Whether a machine may have written to us, and brought nothing that may be a form."""
    return not evidence.may_hold_form and _by(may_be_automatic(evidence.message))


def _headed_automatic(evidence: Evidence) -> Answer:
    """Whether a machine's subject answers a letter of ours and brings no form."""
    return evidence.in_thread and not evidence.has_form and _by(automatic_subject(evidence.message.subject))


def _from_machine(evidence: Evidence) -> bool:
    """Whether a machine's address sends words that ask nothing; a file may be a form that somebody scanned."""
    mails = any(file.taken_apart for file in evidence.message.attachments)
    files = mails or _has_files(evidence) or to_a_file(evidence.message)
    return evidence.intent in {Intent.NONE, Intent.THANKS} and not files and speaks_alone(evidence.message)


RULES: tuple[Rule, ...] = (
    Rule("own_message", VerdictKind.OWN_LETTER, lambda c: c.facts.own_message or ours(c.message), answerable=False),
    Rule("same_id_other_content", VerdictKind.DUPLICATE, lambda c: c.facts.same_id_other_content, answerable=False),
    Rule("handled_before", VerdictKind.DUPLICATE, lambda c: c.facts.duplicate, answerable=False),
    Rule("bounce", VerdictKind.BOUNCE, lambda c: bounce(c.message) is not None, answerable=False),
    Rule("calendar_request", VerdictKind.MEETING_INVITATION, lambda c: invites(c.message) and not c.has_form),
    Rule("list_fields", VerdictKind.LIST_MAIL, lambda c: list_mail(c.message), answerable=False),
    Rule("automatic_sign", VerdictKind.AUTOMATIC, _signed_automatic, answerable=False),
    Rule("automatic_subject_in_thread", VerdictKind.AUTOMATIC, _headed_automatic, answerable=False),
    Rule("marked_spam", VerdictKind.UNKNOWN, _is_spam, answerable=False, review=Reason.MARKED_SPAM),
    Rule("junk_without_form", VerdictKind.UNKNOWN, _is_junk, answerable=False),
    Rule("encrypted", VerdictKind.UNKNOWN, _is_sealed, detail=Detail.ENCRYPTED),
    Rule("agenda_returned", VerdictKind.DECISION_RETURN, lambda c: c.returns_agenda and not c.has_form),
    Rule("secretary_works_the_desk", VerdictKind.SECRETARY_COMMAND, _orders_about_what_waits),
    Rule("meeting_plan", VerdictKind.MEETING_INVITATION, _plans_meetings),
    Rule("sets_stop_date", VerdictKind.SECRETARY_COMMAND, _sets_stop_date, detail=Detail.SETS_STOP_DATE),
    Rule("calls_off_meeting", VerdictKind.SECRETARY_COMMAND, _calls_off_meeting, detail=Detail.CALLS_OFF_MEETING),
    Rule("adds_to_letters", VerdictKind.SECRETARY_COMMAND, _adds_to_letters, detail=Detail.ADDS_TO_LETTERS),
    Rule("decisions_in_words", VerdictKind.DECISION_RETURN, lambda c: not c.has_form and _writes_decisions(c)),
    Rule("secretary_instructs", VerdictKind.SECRETARY_COMMAND, _instructs),
    Rule(
        "like_our_letter",
        VerdictKind.UNKNOWN,
        lambda c: _by(like_our_letter(c.message)),
        answerable=False,
        review=Reason.LIKE_OUR_LETTER,
    ),
    Rule("evaluation", VerdictKind.FOLLOW_UP, lambda c: c.evaluates and not c.has_form, detail=Detail.EVALUATES),
    Rule("form_in_waiting_thread", VerdictKind.COMPLETION, lambda c: c.has_form and c.facts.waits_for_completion),
    Rule("form", VerdictKind.SUBMISSION, lambda c: c.has_form),
    Rule("machine_address", VerdictKind.AUTOMATIC, _from_machine, answerable=False),
    Rule(
        "newsletter_words",
        VerdictKind.UNKNOWN,
        _is_newsletter,
        answerable=False,
        review=Reason.NEWSLETTER_WORDS,
    ),
    Rule(
        "may_be_automatic",
        VerdictKind.UNKNOWN,
        _may_be_automatic,
        answerable=False,
        review=Reason.MAY_BE_AUTOMATIC,
    ),
    Rule("secretary_not_understood", VerdictKind.SECRETARY_COMMAND, _is_no_clear_order, detail=Detail.NO_CLEAR_ORDER),
    Rule("earlier_mail_confirmed", VerdictKind.COMPLETION, _confirms_earlier, detail=Detail.CONFIRMS_EARLIER),
    Rule("takes_over", VerdictKind.COMPLETION, _takes_over, detail=Detail.TAKES_OVER),
    Rule("reports_on_work", VerdictKind.FOLLOW_UP, _reports_on_work),
    Rule("withdrawal_confirmed", VerdictKind.WITHDRAWAL, _confirms_withdrawal),
    Rule("asks_to_withdraw", VerdictKind.WITHDRAWAL, _says(Intent.WITHDRAWAL)),
    Rule(
        "unread_in_waiting_thread", VerdictKind.COMPLETION, lambda c: c.may_hold_form and c.facts.waits_for_completion
    ),
    Rule("unread_file", VerdictKind.SUBMISSION, lambda c: c.may_hold_form and not c.in_thread),
    Rule("completes_in_words", VerdictKind.COMPLETION, _completes_in_words, detail=Detail.ANSWERS_IN_WORDS),
    Rule("asks_status", VerdictKind.STATUS_REQUEST, _asks_status),
    Rule("cloud_link", VerdictKind.UNKNOWN, _links_to_a_file, detail=Detail.LINK_IN_PLACE_OF_FILE),
    Rule("asks_how", VerdictKind.QUESTION, _asks_how, detail=Detail.HOW_TO_PROPOSE),
    Rule("asks", VerdictKind.QUESTION, lambda c: c.intent in _ASKS and c.meaning.phrases),
    Rule("no_usable_file", VerdictKind.UNKNOWN, _brings_other_files, detail=Detail.FILES_OF_NO_USE),
    Rule("only_thanks", VerdictKind.THANKS, _says(Intent.THANKS)),
    Rule("nothing_applies", VerdictKind.UNKNOWN, lambda _: True),
)
"""In order. Machines, and what may be theirs, come before people, forms before words; the rest is for a human."""

"""The rules of triage: an ordered table, one question a line; the first that says yes decides."""

from __future__ import annotations

from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.answers.spread_answers import spread_answer
from mailbot.intake.triage.answers.work_reports import ReportTold, work_report
from mailbot.intake.triage.answers.yes_with_code import ASKS_WHO, confirms_earlier, confirms_withdrawal, takes_over
from mailbot.intake.triage.evidence import Evidence
from mailbot.intake.triage.files.files_of_content import has_files
from mailbot.intake.triage.intents import (
    Intent,
    about_ours,
    asks_for_form,
    brings,
    completes,
    intent,
    without_answers,
)
from mailbot.intake.triage.orders.from_secretary import (
    adds_to_letters,
    agrees,
    calls_off_meeting,
    instructs,
    is_no_clear_order,
    is_no_order,
    orders_about_what_waits,
    plans_meetings,
    registers_told,
    returns_letter,
    sets_stop_date,
    writes_decisions,
)
from mailbot.intake.triage.rule import Answer, Detail, Rule, by_phrase, says
from mailbot.intake.triage.says_more import says_more
from mailbot.mail.cloud_links import to_a_file
from mailbot.mail.mime.wrappings import SEALED
from mailbot.mail.sender.automatic import (
    automatic_phrase,
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
from mailbot.store.values import LetterKind, VerdictKind

_ASKS = frozenset({Intent.STATUS, Intent.HOW_TO, Intent.QUESTION})
_SAYS_LITTLE = frozenset({Intent.NONE, Intent.HOW_TO, Intent.THANKS})


def _reports_on_work(evidence: Evidence) -> Answer:
    """Whether somebody with a part in approved work says one clear thing about it.

    «Ja» to what asks for a code is none: without the code it does nothing, and a human must see that.
    """
    asks_for_code = evidence.facts.answers in {LetterKind.WITHDRAWAL_CONFIRM, *ASKS_WHO}
    if evidence.facts.work is None or asks_for_code or has_files(evidence):
        return False
    report = work_report(evidence.message)
    return report.phrases if report else ()


def _answers_spreading(evidence: Evidence) -> Answer:
    """Whether somebody who was asked for an organisation answers whether it takes the work up, and nothing else."""
    asked = evidence.facts.spreading is not None and evidence.facts.answers not in ASKS_WHO
    answer = spread_answer(evidence.message) if asked and not has_files(evidence) else None
    return answer.phrases if answer else ()


def _brings_other_files(evidence: Evidence) -> bool:
    """Whether a new mail has files, and none that is the form."""
    return not evidence.in_thread and has_files(evidence)


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
    return open_matter and says(Intent.STATUS)(evidence)


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
    return completed and (by_phrase(brings(own)) or True)


def _signed_automatic(evidence: Evidence) -> Answer:
    return evidence.machine_sign is not None and (by_phrase(automatic_phrase(evidence.message)) or True)


def _is_newsletter(evidence: Evidence) -> Answer:
    return not (evidence.has_form or evidence.in_thread) and by_phrase(newsletter(evidence.message))


def _is_spam(evidence: Evidence) -> bool:
    return not (evidence.has_form or evidence.in_thread) and marked_spam(evidence.message)


def _is_junk(evidence: Evidence) -> bool:
    return evidence.facts.junk and not (evidence.has_form or evidence.in_thread)


def _may_be_automatic(evidence: Evidence) -> Answer:
    """Whether a machine may have written to us, and brought nothing that may be a form.

    None says of approved work that it has stopped, if only because somebody «har slutat».
    """
    if evidence.may_hold_form or (_reports_on_work(evidence) and _is_stopped(evidence)):
        return False
    return by_phrase(may_be_automatic(evidence.message))


def _is_stopped(evidence: Evidence) -> bool:
    report = work_report(evidence.message)
    return report is not None and report.told is ReportTold.STOPS


def _headed_automatic(evidence: Evidence) -> Answer:
    """Whether a machine's subject answers a letter of ours and brings no form."""
    return evidence.in_thread and not evidence.has_form and by_phrase(automatic_subject(evidence.message.subject))


def _from_machine(evidence: Evidence) -> bool:
    """Whether a machine's address sends words that ask nothing; a file may be a form that somebody scanned."""
    mails = any(file.taken_apart for file in evidence.message.attachments)
    files = mails or has_files(evidence) or to_a_file(evidence.message)
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
    Rule("letter_returned", VerdictKind.SECRETARY_COMMAND, returns_letter, detail=Detail.RETURNS_LETTER),
    Rule("secretary_works_the_desk", VerdictKind.SECRETARY_COMMAND, orders_about_what_waits),
    Rule("meeting_plan", VerdictKind.MEETING_INVITATION, plans_meetings),
    Rule("sets_stop_date", VerdictKind.SECRETARY_COMMAND, sets_stop_date, detail=Detail.SETS_STOP_DATE),
    Rule("calls_off_meeting", VerdictKind.SECRETARY_COMMAND, calls_off_meeting, detail=Detail.CALLS_OFF_MEETING),
    Rule("registers_what_was_told", VerdictKind.SECRETARY_COMMAND, registers_told, detail=Detail.REGISTERS_TOLD),
    Rule("adds_to_letters", VerdictKind.SECRETARY_COMMAND, adds_to_letters, detail=Detail.ADDS_TO_LETTERS),
    Rule("decisions_in_words", VerdictKind.DECISION_RETURN, lambda c: not c.has_form and writes_decisions(c)),
    Rule("secretary_instructs", VerdictKind.SECRETARY_COMMAND, instructs),
    Rule("secretary_agrees", VerdictKind.SECRETARY_COMMAND, agrees, detail=Detail.AGREES),
    Rule(
        "like_our_letter",
        VerdictKind.UNKNOWN,
        lambda c: by_phrase(like_our_letter(c.message)),
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
    Rule("secretary_not_understood", VerdictKind.SECRETARY_COMMAND, is_no_clear_order, detail=Detail.NO_CLEAR_ORDER),
    Rule("earlier_mail_confirmed", VerdictKind.COMPLETION, confirms_earlier, detail=Detail.CONFIRMS_EARLIER),
    Rule("takes_over", VerdictKind.COMPLETION, takes_over, detail=Detail.TAKES_OVER),
    Rule("answers_spreading", VerdictKind.FOLLOW_UP, _answers_spreading, detail=Detail.SPREADS),
    Rule("reports_on_work", VerdictKind.FOLLOW_UP, _reports_on_work),
    Rule("withdrawal_confirmed", VerdictKind.WITHDRAWAL, confirms_withdrawal),
    Rule("asks_to_withdraw", VerdictKind.WITHDRAWAL, says(Intent.WITHDRAWAL)),
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
    Rule("only_thanks", VerdictKind.THANKS, says(Intent.THANKS)),
    Rule("secretary_says_no_order", VerdictKind.SECRETARY_COMMAND, is_no_order, detail=Detail.NO_CLEAR_ORDER),
    Rule("nothing_applies", VerdictKind.UNKNOWN, lambda _: True),
)
"""In order. Machines, and what may be theirs, come before people, forms before words; the rest is for a human."""

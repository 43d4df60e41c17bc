"""What could not be understood, or not be used."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, capped, has_room, to_review
from mailbot.intake.handlers.proposals.brought_files import unusable_files
from mailbot.intake.handlers.proposals.form_files import blank_forms
from mailbot.intake.handlers.proposals.own_initiatives import own_initiative_in_thread
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.who_may import may_be_told
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.rule import Detail
from mailbot.outbox.contents import CouldNotRead, FileFault
from mailbot.store.values import LetterKind
from parsers import NotAForm

_NO_FILE = {
    Detail.LINK_IN_PLACE_OF_FILE: FileFault(
        "Länken", "det är en länk till filen, och den kan vi inte öppna. Bifoga själva filen"
    ),
    Detail.ENCRYPTED: FileFault("Mejlet", "det är krypterat, och det kan vi inte läsa. Skicka det utan kryptering"),
}
"""What to say where something else came than a file."""


def unknown(case: Case) -> Handled:
    """Leave it to a human; say what could not be used, where someone can be told."""
    faults = _faults(case)
    if faults and may_be_told(case):
        if not has_room(case, case.message.sender.address, LetterKind.COULD_NOT_READ):
            return to_review(Reason.CAPPED.text())
        is_other = any(isinstance(result, NotAForm) for _, result in unusable_files(case))
        files = blank_forms(case.forms[0]) if is_other else ()
        handled = capped(case, reply(case, CouldNotRead(faults, form_attached=is_other), attachments=files))
        return to_review(handled.reason or Reason.NOT_THE_FORM.text())
    if case.facts.asked_about:
        return to_review(Reason.NOT_A_YES.text(reference=case.facts.asked_about))
    return to_review(Reason.NOT_UNDERSTOOD.text(), own_initiative_in_thread(case))


def too_large(case: Case, *, is_told: bool) -> Handled:
    """Leave a mail to a human of which only the header was fetched; tell its sender, where that may be."""
    limit = case.work.config.mailbox.max_message_mb
    reason = Reason.TOO_LARGE.text(limit=limit)
    if not (is_told and may_be_told(case)):
        return to_review(reason)
    fault = FileFault("Mejlet", f"det är större än {limit} MB. Skicka formuläret igen utan de stora bilagorna")
    handled = capped(case, reply(case, CouldNotRead((fault,), form_attached=False)))
    return to_review(f"{reason} {handled.reason or Reason.SENDER_TOLD.text()}")


def _faults(case: Case) -> tuple[FileFault, ...]:
    """Return what the sender should know of what was sent; nothing where the mail was not about a file."""
    detail = case.verdict.detail
    if detail in _NO_FILE:
        return (_NO_FILE[detail],)
    if detail is not Detail.FILES_OF_NO_USE:
        return ()
    return tuple(FileFault(file.filename, result.reason) for file, result in unusable_files(case))

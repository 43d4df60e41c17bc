"""A letter that came back."""

from __future__ import annotations

import structlog
from sqlalchemy import select

from mailbot.intake.facts import proof_of_sender
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.proposals.brought_files import latest_forms
from mailbot.intake.review_reasons import Reason
from mailbot.mail.sender.bounce_origin import OwnServers, made_by_own_server
from mailbot.mail.sender.bounces import Bounce
from mailbot.mail.sender.bounces import bounce as bounce_in
from mailbot.outbox import delivery
from mailbot.outbox.return_path import returned_to
from mailbot.store.tables import Letter
from mailbot.store.values import EventKind, LetterKind, LetterState, Outcome

log = structlog.get_logger()


def bounce(case: Case) -> Handled:
    """Mark the letter that came back; the digest tells the secretary.

    Only where the report is known to be true, and for a letter that went to an address that
    it is about: an initiator's letter ids are no secret. Else the secretary looks at it, unless
    it was her own digest, which would come back again.
    """
    returned = bounce_in(case.message)
    letter = _letter(case, returned) if returned is not None and returned.permanent else None
    if returned is None or letter is None:
        # What a report encloses is a letter that came back; a form beside that is a person's.
        brings_form = any(file is not None and not file.enclosed for _, file in latest_forms(case))
        return to_review(Reason.FORM_FROM_MACHINE.text()) if brings_form else Handled(Outcome.AUTOMATIC)
    if not _is_true(case, letter):
        return _for_a_human(letter, Reason.CAME_BACK_UNPROVEN)
    if letter.recipient not in returned.recipients:
        return _for_a_human(letter, Reason.CAME_BACK)
    delivery.failed(letter, case.work.now, "Brevet kom tillbaka: adressen tar inte emot mejl.")
    case.work.record(EventKind.LETTER_FAILED, f"letter:{letter.id}", message=case.row.id)
    return Handled(Outcome.AUTOMATIC, initiative=letter.initiative)


def _for_a_human(letter: Letter, reason: Reason) -> Handled:
    if letter.kind is LetterKind.REVIEW_DIGEST:
        log.error("digest_came_back", letter=letter.id)
        return Handled(Outcome.AUTOMATIC)
    return to_review(reason.text(recipient=letter.recipient), letter.initiative)


def _letter(case: Case, returned: Bounce) -> Letter | None:
    """Return the letter that came back: by the address that it came back to, else by the id that the report names."""
    coded = returned_to(case.work.config.identity.address, case.message)
    which = Letter.id == coded[0] if coded else Letter.message_id == returned.message_id
    return case.work.session.scalar(select(Letter).where(which, Letter.state == LetterState.SENT))


def _is_true(case: Case, letter: Letter) -> bool:
    """Whether the report came to the letter's own address; where it has none, whether a server of ours made it."""
    config, message = case.work.config, case.message
    if config.smtp.plus_address:
        coded = returned_to(config.identity.address, message)
        return coded is not None and case.work.outbox.key.is_return_code(coded[1], letter.message_id)
    proof = proof_of_sender(config, message)
    domain = config.identity.address.rpartition("@")[2]
    servers = OwnServers(config.smtp.host, config.trust.authserv_id, domain, below=config.trust.results == "below")
    return made_by_own_server(message, servers, proof, suffices=proof.suffices(config.trust.accept))

"""The letter about what was achieved: a secretary returns it edited, sends or stops it, each by a code that she got."""

from __future__ import annotations

from mailbot.config import Secretary
from mailbot.followup.celebrating import celebrations
from mailbot.followup.celebrating.returned_letter import ReturnedLetter
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.handlers.who_may import is_verified
from mailbot.intake.triage.evidence import Reading
from mailbot.intake.triage.files.files_of_content import is_content
from mailbot.mail.message import Address, Attachment
from mailbot.outbox.celebration_contents import CelebrationReceipt
from mailbot.register import codes
from mailbot.store.tables import Celebration, CelebrationText, Instruction
from mailbot.store.values import EventKind, InstructionKind


def returned(case: Case, secretary: Secretary) -> Handled:
    """Keep what she has returned as the newest text, and ask her back; say why where it can't go out.

    It goes to nobody before she answers with the code, which goes to her address in the config.
    """
    if no := refused(case, secretary):
        return no
    files = [one for one in case.readings if one.attachment is not None and is_content(one.attachment)]
    marked = [(one, one.letter) for one in files if one.letter is not None]
    if not marked:
        return _tell(case, secretary, None, obstacle="not_marked")
    if len(files) > 1:
        return _tell(case, secretary, None, obstacle="several")
    ((reading, letter),) = marked
    celebration = celebrations.of_token(case.work.session, letter.token)
    if celebration is None:
        return _tell(case, secretary, None, obstacle="not_marked")
    obstacle = _over(celebration) or _harmful(reading, letter)
    if obstacle:
        return _tell(case, secretary, celebration, obstacle=obstacle, reason=letter.vetted.withheld)
    text = celebrations.add_text(case.work, celebration, letter.vetted.data, case.row.id)
    case.work.record(EventKind.CELEBRATION_RETURNED, celebrations.subject(celebration), text=text.number)
    return _ask(case, secretary, text, removed=letter.vetted.removed)


def confirm(case: Case, secretary: Secretary, code: str) -> Handled | None:
    """Send what the code stands for, once; None where it stands for no such letter.

    Nothing goes where the letter has a newer text than the one that came with the code: she is asked about that.
    """
    text = _answered(case, secretary, code)
    if text is None:
        return None
    celebration = text.celebration
    if obstacle := _over(celebration):
        return _tell(case, secretary, celebration, obstacle=obstacle)
    newest = celebrations.newest_text(celebration)
    if newest is not text:
        return _ask(case, secretary, newest, obstacle="newer")
    if not celebrations.send(case.work, celebration):
        return _tell(case, secretary, celebration, obstacle="no_recipients")
    sent_as = celebrations.for_recipients(case.work.config, text).filename
    return _tell(case, secretary, celebration, filename=sent_as)


def stop(case: Case, secretary: Secretary, code: str) -> Handled | None:
    """Drop the letter that the code stands for; None where it stands for none."""
    text = _answered(case, secretary, code)
    if text is None:
        return None
    dropped = celebrations.stop(case.work, text.celebration)
    return _tell(case, secretary, text.celebration, obstacle="now_stopped" if dropped else _over(text.celebration))


def _answered(case: Case, secretary: Secretary, code: str) -> CelebrationText | None:
    """Return the text that came with the code, which is used up by this."""
    found = codes.find(case.work.session, InstructionKind.CELEBRATION, secretary.address, code, now=case.work.now)
    if not found:
        return None
    waiting: Instruction = found[0]
    waiting.answered_at = case.work.now
    return case.work.session.get_one(CelebrationText, waiting.celebration_text_id)


def _over(celebration: Celebration) -> str:
    """Return why nothing can become of a letter any more; empty while it waits."""
    if celebration.sent_at is not None:
        return "sent"
    return "stopped" if celebration.stopped_at is not None else ""


def _harmful(reading: Reading, letter: ReturnedLetter) -> str:
    if letter.vetted.withheld:
        return "withheld"
    if reading.holds_personnummer is None:
        return "not_searched"
    return "personnummer" if reading.holds_personnummer else ""


def _ask(case: Case, secretary: Secretary, text: CelebrationText, *, obstacle: str = "", removed: str = "") -> Handled:
    """Ask the real secretary whether this text is to go out."""
    about = {"ledger_id": case.row.id, "celebration_text_id": text.id}
    codes.issue(case.work, InstructionKind.CELEBRATION, secretary.address, case.code, **about)
    attached = celebrations.in_word(case.work.config, text)
    return _tell(
        case, secretary, text.celebration, code=case.code, obstacle=obstacle, removed=removed, attached=attached
    )


def _tell(
    case: Case,
    secretary: Secretary,
    celebration: Celebration | None,
    *,
    code: str = "",
    obstacle: str = "",
    reason: str = "",
    removed: str = "",
    filename: str = "",
    attached: Attachment | None = None,
) -> Handled:
    content = CelebrationReceipt(
        period=celebrations.said_period(celebration) if celebration else "",
        recipients=case.work.config.celebration.recipients,
        filename=attached.filename if attached else filename,
        code=code,
        obstacle=obstacle,
        reason=reason,
        removed=removed,
        verified=is_verified(case),
    )
    to, files = Address(secretary.name, secretary.address), (attached,) if attached else ()
    case.work.send(reply(case, content, to=to, attachments=files))
    return Handled()

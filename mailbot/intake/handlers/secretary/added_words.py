"""«ändra …» in answer to a receipt: words that go into that letter, shown anew with a fresh code."""

from __future__ import annotations

from collections.abc import Sequence

from mailbot.config import Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, to_review
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.secretary.forged_orders import refused
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.orders.written_decisions import additions
from mailbot.mail.message import Address
from mailbot.meetings.decisions import lines_on_agenda, receipt_answers
from mailbot.meetings.decisions.decision_receipt import Telling
from mailbot.meetings.decisions.written_line import Named
from mailbot.outbox.desk_contents import OrdersDone
from mailbot.primitives.references import codes_in, without_references
from mailbot.store.tables import Agenda


def add(case: Case, secretary: Secretary) -> Handled:
    """Add the words where the mail has the receipt's code; the old code is good no more."""
    code = next(iter(codes_in(case.message.text)), "")
    agenda = receipt_answers.stands_for(case.work, code, secretary.address)
    if agenda is None:
        return refused(case, secretary) or to_review(Reason.NO_CODE.text())
    said = additions(case.message.own_text)
    loose = (text for text in said.loose if without_references(text).strip())
    texts, unknown = _by_reference(agenda, said.texts)
    unclear = (*unknown, *lines_on_agenda.asked_about(loose))
    telling = Telling(secretary, unclear, case.code, case.message, in_words=True)
    nothing = receipt_answers.amend(case.work, code, secretary, texts, telling)
    if nothing:
        to = Address(secretary.name, secretary.address)
        case.work.send(reply(case, OrdersDone("Inget är ändrat", (), (*nothing, *unclear), ""), to=to))
    return Handled()


def _by_reference(agenda: Agenda, texts: Sequence[tuple[Named, str]]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the words for each reference, and a sentence for what is named and not on the agenda."""
    found: dict[str, str] = {}
    unknown: list[str] = []
    for named, text in texts:
        references = lines_on_agenda.meant(agenda, named)
        unknown += [] if references else [lines_on_agenda.elsewhere(agenda, named)]
        for reference in references:
            found[reference] = "\n\n".join(filter(None, (found.get(reference, ""), text)))
    return found, tuple(unknown)

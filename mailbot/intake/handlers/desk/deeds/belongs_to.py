"""Puts a mail that waits to the initiative that it belongs to, with its files as material."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mailbot.intake import review
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import Done, Intended, mail_of
from mailbot.intake.handlers.desk.matters.named_initiative import initiative_named
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.triage.files.files_of_content import is_content
from mailbot.intake.triage.orders.desk_orders import DeskOrder
from mailbot.register import initiatives
from mailbot.store.tables import Initiative, InitiativeAttachment, Message
from mailbot.store.values import EventKind

_WITHHELD = "kom till i efterhand och är inte granskad"


@dataclass(frozen=True, slots=True)
class BelongsTo:
    """«8 hör till …». Nobody has looked into the files, so they go on no agenda before she releases them."""

    at_once: bool = True

    def ask(self, case: Case, order: DeskOrder, row: Message) -> Intended:
        """Say to which initiative the mail will be put."""
        initiative = initiative_named(case.work.session, order.references[0])
        return Intended(Sentence.TO_BELONG.text(message=review.named(row), reference=initiative.reference))

    def do(self, case: Case, order: DeskOrder, row: Message) -> Done:
        """Put the mail to the initiative, and take it off the list."""
        initiative = initiative_named(case.work.session, order.references[0])
        before, added = row.initiative_id, _attach(case, initiative, row)
        row.initiative_id = initiative.id
        review.resolve(case.work, row.id, how=order.verb)
        case.work.record(EventKind.MAIL_ATTACHED, initiative.reference, message=row.id, files=len(added))
        told = Sentence.BELONGS_WITH_FILES if added else Sentence.BELONGS
        sentence = told.text(message=review.named(row), reference=initiative.reference)
        return Done(sentence, {"initiative": before, "files": added})

    def undo(self, case: Case, row: Message, undo: Mapping[str, Any]) -> None:
        """Take the mail and its files from the initiative again."""
        session = case.work.session
        if row.initiative_id is not None:
            reference = session.get_one(Initiative, row.initiative_id).reference
            case.work.record(EventKind.MAIL_DETACHED, reference, message=row.id)
        for number in undo["files"]:
            session.delete(session.get_one(InitiativeAttachment, number))
        row.initiative_id = undo["initiative"]
        session.flush()
        session.expire_all()


def _attach(case: Case, initiative: Initiative, row: Message) -> list[int]:
    """Keep the mail's files with the initiative, withheld; return the ids of those that it did not have."""
    message = mail_of(case, row)
    files = [file for file in message.attachments if is_content(file)] if message else []
    known = {kept.id for kept in initiative.attachments}
    initiatives.attach(case.work, initiative, files, row.id)
    added = [kept for kept in initiative.attachments if kept.id not in known]
    for kept in added:
        kept.withheld = _WITHHELD
    return [kept.id for kept in added]

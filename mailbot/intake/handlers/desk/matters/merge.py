"""Makes one initiative of two: the files of one go to the other, and the one is closed."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mailbot.config import Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.desk.deeds.deed import CannotDo, Done, Intended
from mailbot.intake.handlers.desk.matters.named_initiative import initiative_named
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.intake.triage.orders.desk_orders import DeskOrder
from mailbot.mail.message import Attachment
from mailbot.outbox.contents import Merged
from mailbot.outbox.desk_contents import LetterPreview
from mailbot.outbox.letters import Draft
from mailbot.register import initiatives
from mailbot.register.initiatives import about, initiator
from mailbot.store.tables import Initiative
from mailbot.store.values import EventKind, State

_MERGES = (State.INCOMPLETE, State.QUEUED)
_TAKES = (*_MERGES, State.ON_AGENDA)


@dataclass(frozen=True, slots=True)
class Merge:
    """«slå ihop 0007 med 0003»: 0003 goes on. The initiator of 0007 is told, so it is shown first."""

    at_once: bool = False

    def ask(self, case: Case, _secretary: Secretary, order: DeskOrder) -> Intended:
        """Show the letter to the initiator of the one that ends."""
        one, other = _both(case, order)
        draft = _draft(case, one, other)
        letter = case.work.outbox.preview(replace(draft, initiative=one))
        told = Sentence.TO_BE_MERGED.text(reference=one.reference, other=other.reference)
        return Intended(told, LetterPreview(draft.to.address, letter.subject, letter.text))

    def do(self, case: Case, _secretary: Secretary, order: DeskOrder) -> Done:
        """Give the other what the one has, close the one, and tell its initiator."""
        one, other = _both(case, order)
        withheld = {kept.sha256: kept.withheld for kept in one.attachments}
        files = [Attachment(k.filename, k.content_type, zlib.decompress(k.compressed)) for k in one.attachments]
        before = {kept.sha256 for kept in other.attachments}
        initiatives.attach(case.work, other, files, case.row.id)
        for kept in other.attachments:
            if kept.sha256 not in before:
                kept.withheld = withheld[kept.sha256]
        initiatives.transition(case.work, one, EventKind.MERGED, _draft(case, one, other), into=other.reference)
        case.work.record(EventKind.MERGED_IN, other.reference, merged=one.reference, message=case.row.id)
        return Done(Sentence.MERGED.text(reference=one.reference, other=other.reference), {})

    def undo(self, _case: Case, _undo: Mapping[str, Any]) -> str:
        """CannotDo: what is closed is closed, and its initiator has been told."""
        raise CannotDo(Sentence.NOT_PARTED.text())


def _both(case: Case, order: DeskOrder) -> tuple[Initiative, Initiative]:
    """Return the one that ends and the other that goes on; CannotDo where they can't be one."""
    one, other = (initiative_named(case.work.session, reference) for reference in order.references)
    if one is other or one.state not in _MERGES or other.state not in _TAKES:
        raise CannotDo(Sentence.NOT_MERGED.text(reference=one.reference, other=other.reference))
    return one, other


def _draft(case: Case, one: Initiative, other: Initiative) -> Draft:
    return Draft(initiator(one), f"merge:{case.row.id}:{one.id}", Merged(about(one), other.reference))

"""The letter to who has just become an initiator: what is registered, and what it waits for."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.proposals.form_files import blank_forms
from mailbot.intake.handlers.receipts import stored_lacks
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.status import status_line
from mailbot.meetings import calendar
from mailbot.outbox.contents import Content, ReceiptComplete, ReceiptIncomplete, Status
from mailbot.outbox.letters import Draft
from mailbot.register.initiatives import about
from mailbot.store.tables import Initiative
from mailbot.store.values import State


def where_it_stands(case: Case, initiative: Initiative) -> Draft:
    """Return the receipt that a first mail of theirs would have had; later on, the status."""
    content = _content(case, initiative)
    # Another sent the form, or told somebody: the new initiator has none to complete.
    blank = blank_forms(case.forms[0]) if isinstance(content, ReceiptIncomplete) else ()
    return reply(case, content, initiative=initiative, attachments=blank)


def _content(case: Case, initiative: Initiative) -> Content:
    coming = calendar.next_meeting(case.work.session, case.message.received_at)
    meeting = calendar.view(coming) if coming else None
    lacks = stored_lacks(initiative, case.forms)
    if initiative.state is State.QUEUED and not initiative.deferred:
        return ReceiptComplete(about(initiative), meeting, None, completed=False)
    if initiative.state is State.INCOMPLETE and lacks:
        return ReceiptIncomplete(
            about(initiative),
            lacks,
            (),
            form_attached=False,
            meeting=meeting,
            completed=False,
            blank_attached=True,
        )
    return Status((status_line(case, initiative),))

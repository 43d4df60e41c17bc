"""Meetings that a secretary plans by mail: asked back about, and changed with the code that went to her."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from mailbot.config import Secretary
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.handlers.reply import reply
from mailbot.mail.message import Address
from mailbot.meetings import calendar
from mailbot.meetings.agenda import freeze, items
from mailbot.meetings.decisions.take_effect import Applied
from mailbot.meetings.planning import newer_invitation
from mailbot.meetings.planning import plan as plans
from mailbot.meetings.planning.acceptance import accepted
from mailbot.meetings.planning.asked_by_invitation import Understood
from mailbot.meetings.planning.carry_out import carry_out, taken
from mailbot.meetings.planning.differences import PlannedChange, What, compare
from mailbot.meetings.planning.plan import Plan
from mailbot.outbox.contents import About, MeetingView
from mailbot.outbox.meeting_contents import InvitationAccepted, MeetingChange, MeetingsReceipt
from mailbot.register import codes, initiatives
from mailbot.store.tables import Instruction, Meeting
from mailbot.store.values import InstructionKind

_MOST_SHOWN = 20
_NOTHING_TO_CHANGE = "Det finns inget i kalendern att ändra: mötena finns redan som du vill ha dem, eller inte alls."
_WORDS = {What.ADDED: "nytt", What.MOVED: "flyttas", What.TIED: "knyts", What.CANCELLED: "ställs in"}


def ask(case: Case, secretary: Secretary, understood: Understood) -> Handled:
    """Send the receipt with what would change, and the code for it, to the secretary's address in the config.

    What comes again, whether it is followed or still asked about, is not answered.
    """
    work, plan = case.work, understood.plan
    found = compare(work.session, work.config.meetings, plan, work.now)
    unclear = (*understood.unclear, *map(taken, found.taken))
    if not (found.changes or unclear):
        if _came_before(case, plan):
            return Handled()
        unclear = (_NOTHING_TO_CHANGE,)
    if _is_asked_about(case, secretary, plan):
        return Handled()
    if found.changes:
        instruction = codes.issue(work, InstructionKind.MEETINGS, secretary.address, case.code, ledger_id=case.row.id)
        instruction.plan = plans.to_json(plan)
    content = MeetingsReceipt(
        changes=tuple(_told(case, change) for change in found.changes),
        unclear=unclear,
        notes=tuple(understood.notes),
        queued=tuple(_queued(case)) if found.changes else (),
        code=case.code if found.changes else "",
    )
    work.send(reply(case, content, to=Address(secretary.name, secretary.address)))
    return Handled()


def confirm(case: Case, secretary: Secretary, code: str) -> Applied | None:
    """Change the calendar as the code stands for, and accept the invitation; None where it stands for no meetings."""
    found = waiting(case, secretary, code)
    if not found:
        return None
    done: list[str] = []
    unclear: list[str] = []
    for instruction in found:
        instruction.answered_at = case.work.now
        plan = plans.from_json(instruction.plan or {})
        changed, refused = carry_out(case.work, plan, case.token)
        done += changed
        unclear += refused
        if changed:
            _accept(case, secretary, plan)
    nothing = () if done or unclear else ("Inget ändras: en nyare inbjudan gäller redan.",)
    return Applied(tuple(done), (*unclear, *nothing))


def stop(case: Case, secretary: Secretary, code: str) -> Applied | None:
    """Forget what the code stands for; None where it stands for no meetings."""
    found = waiting(case, secretary, code)
    for instruction in found:
        instruction.answered_at = case.work.now
    return Applied(("Kalendern är inte ändrad.",), ()) if found else None


def waiting(case: Case, secretary: Secretary, code: str) -> list[Instruction]:
    """Return what waits for this code from her about meetings."""
    return codes.find(case.work.session, InstructionKind.MEETINGS, secretary.address, code, now=case.work.now)


def _came_before(case: Case, plan: Plan) -> bool:
    """Whether an invitation asks for what stands already, or for what something newer has replaced."""
    fresh = newer_invitation.news(case.work.session, plan)
    return bool(plan.versions) and (bool(fresh.wanted) or not fresh.versions)


def _is_asked_about(case: Case, secretary: Secretary, plan: Plan) -> bool:
    """Whether the very same waits for her answer: the invitation came again."""
    unanswered = select(Instruction).where(
        Instruction.kind == InstructionKind.MEETINGS,
        Instruction.address == secretary.address,
        Instruction.answered_at.is_(None),
        Instruction.created_at > case.work.now - codes.LIFETIME,
    )
    held = plans.to_json(plan)
    return bool(plan) and any(one.plan == held for one in case.work.session.scalars(unanswered))


def _told(case: Case, change: PlannedChange) -> MeetingChange:
    before = calendar.view(change.meeting) if change.meeting is not None else None
    after = before if change.wanted is None else _as_wanted(change)
    assert after is not None
    is_other = before if change.what is What.MOVED else None
    return MeetingChange(_word(change), after, is_other, tuple(_notes(case, change)))


def _word(change: PlannedChange) -> str:
    meeting, wanted = change.meeting, change.wanted
    if change.what is What.MOVED and meeting and wanted and meeting.starts_at == wanted.starts_at:
        return "ändras"
    return _WORDS[change.what]


def _as_wanted(change: PlannedChange) -> MeetingView:
    assert change.wanted is not None
    assert change.stop_at is not None
    wanted = change.wanted
    return calendar.view(
        Meeting(day=change.day, starts_at=wanted.starts_at, stop_at=change.stop_at, place=change.place)
    )


def _notes(case: Case, change: PlannedChange) -> Iterator[str]:
    """Yield what else follows, or speaks against it."""
    frozen = change.meeting is not None and bool(change.meeting.agendas)
    if change.what is What.CANCELLED and change.meeting is not None:
        count = len(items.undecided(case.work.session, change.meeting))
        if count:
            yield f"{count} initiativ på dagordningen går tillbaka till kön, och initiativtagarna får veta det."
        return
    if change.what is What.MOVED and frozen:
        yield "Dagordningen är redan gjord. Du får en ny version, och initiativtagarna får veta den nya tiden."
    yield from calendar.warnings(change.day)
    if change.stop_at is not None and change.stop_at <= case.work.now and not frozen:
        yield "Stoppdagen har redan passerat. Dagordningen görs så snart du har svarat."


def _queued(case: Case) -> list[About]:
    return [initiatives.about(one) for one in freeze.queue(case.work.session)[:_MOST_SHOWN]]


def _accept(case: Case, secretary: Secretary, plan: Plan) -> None:
    """Answer each invitation of the plan to whoever sent it: a secretary, else to her who confirmed it."""
    for number, invitation in enumerate(plan.acceptances):
        to = case.work.config.secretary(invitation.organizer) or secretary
        own = case.work.config.identity
        draft = reply(
            case,
            InvitationAccepted(invitation.title),
            to=Address(to.name, to.address),
            suffix=f":{number}" if number else "",
        )
        case.work.send(replace(draft, calendar=accepted(invitation, own.address, own.name, case.work.now)))

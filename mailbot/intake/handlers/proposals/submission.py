"""A form came: register it, complete what was registered, or point out that it came before."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mailbot.intake.handlers import receipts
from mailbot.intake.handlers.ask_for_code import ask_whether_changed, ask_whether_sent
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, capped, joined, to_review, unless_flooded
from mailbot.intake.handlers.proposals import on_behalf
from mailbot.intake.handlers.proposals.brought_files import latest_forms, template_of, unusable_files
from mailbot.intake.handlers.proposals.earlier_answers import filled_up, settled
from mailbot.intake.handlers.proposals.form_files import unmasked
from mailbot.intake.handlers.proposals.own_initiatives import of_sender
from mailbot.intake.handlers.proposals.same_proposal import awaited, namesake, retitled, same_before
from mailbot.intake.handlers.proposals.withheld_files import withhold
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.who_may import Assurance, Grant, Wish, assurance, grant, may_be_told
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.intents import Intent, intent
from mailbot.mail.message import Attachment
from mailbot.mail.sender.automatic import invites
from mailbot.outbox.contents import FileFault, SameAgain
from mailbot.primitives import safe_text
from mailbot.register import initiatives
from mailbot.register.initiatives import Proposal, about
from mailbot.store.tables import Initiative
from mailbot.store.values import EventKind, Outcome, State, VerdictKind
from parsers import ParsedForm, Unreadable

_KNOWN = (Assurance.VERIFIED, Assurance.ANSWERS_US)
_MOST_FORMS = 5
"""More forms than this in one mail are for a human: each would be answered."""


@dataclass(frozen=True, slots=True)
class _Alike:
    """Another initiative that a new one may repeat, and what a human is told of the two."""

    reason: Reason
    other: Initiative


def submission(case: Case) -> Handled:
    """Register every form in the mail; one that came before becomes a version of what it was."""
    forms = latest_forms(case)
    if not forms:
        return _unreadable(case)
    if len(forms) > _MOST_FORMS:
        return to_review(Reason.MANY_FORMS.text(count=len(forms), most=_MOST_FORMS))
    results = [_one(case, form, file, number) for number, (form, file) in enumerate(forms)]
    return _together(results, _besides(case))


def _besides(case: Case) -> str:
    """Say what else the mail wants, which nobody has done."""
    if any(reading.agenda for reading in case.readings):
        return Reason.AGENDA_BESIDE_FORM.text()
    if any(reading.evaluation for reading in case.readings):
        return Reason.EVALUATION_BESIDE_FORM.text()
    if invites(case.message):
        return Reason.INVITATION_BESIDE_FORM.text()
    if intent(case.message.own_text) is Intent.WITHDRAWAL:
        return Reason.WITHDRAWAL_BESIDE_FORM.text()
    return ""


def _together(results: list[Handled], besides: str) -> Handled:
    reason = joined(*(result.reason for result in results), besides)
    in_review = any(result.outcome is Outcome.REVIEW for result in results)
    return Handled(Outcome.REVIEW if in_review else Outcome.HANDLED, reason, results[0].initiative)


def _one(case: Case, form: ParsedForm, file: Attachment | None, number: int) -> Handled:
    """Do with one form what it is there for. Only what is the sender's own is ever added to."""
    senders = of_sender(case)
    own = senders.own
    earlier = case.earlier or awaited(case, form, own) or same_before(case, form, own)
    earlier = earlier or (retitled(case, form, own) if len(latest_forms(case)) == 1 else None)
    anothers = None if earlier else on_behalf.same_for_sender(case, form, senders.asked_about)
    earlier = earlier or on_behalf.brought_oneself(case, anothers)
    if earlier is None:
        return _not_seen_before(case, form, file, number, _alike(case, form, own, anothers))
    form = unmasked(form, template_of(case, form), earlier)
    if earlier.state is State.UNCONFIRMED:
        return _confirm(case, earlier, form, number)
    if grant(case, Wish.CHANGE_OWN) is Grant.CODE and not _brought(case, earlier):
        return ask_whether_changed(case, earlier)
    earlier.sender_confirmed = earlier.sender_confirmed or assurance(case) in _KNOWN
    if earlier.state is State.INCOMPLETE:
        return _complete(case, earlier, form, file, number)
    return _again(case, earlier, form, file, number)


def _alike(case: Case, form: ParsedForm, own: list[Initiative], anothers: Initiative | None) -> _Alike | None:
    """Find what a new proposal may be a repetition of: one with the same title, else one that another sent for them."""
    if other := namesake(case, form, own):
        return _Alike(Reason.SAME_TITLE, other)
    return _Alike(Reason.SAME_FROM_ANOTHER, anothers) if anothers else None


def _not_seen_before(
    case: Case, form: ParsedForm, file: Attachment | None, number: int, alike: _Alike | None
) -> Handled:
    """Register a proposal that is new, where it is the sender's."""
    if case.confirmed:
        # All that the mail brought was registered when it came; what is not found now is another's, or closed since.
        return to_review(Reason.CONFIRMS_NOTHING.text())
    if case.verdict.kind is VerdictKind.COMPLETION and case.facts.answers is not None:
        return to_review(Reason.OTHER_FORM.text())
    others = on_behalf.already_theirs(case, form)
    return _for_its_initiator(case, others, form) if others else _register(case, form, file, number, alike)


def _for_its_initiator(case: Case, initiative: Initiative, form: ParsedForm) -> Handled:
    """Ask the initiator whether a form that another sends for them counts, where it says anything new."""
    if initiative.form is not None and initiative.form.content_hash == initiatives.content_hash(form):
        return to_review(Reason.ALREADY_THEIRS.text(reference=initiative.reference))
    return ask_whether_changed(case, initiative)


def _brought(case: Case, initiative: Initiative) -> bool:
    """Whether this very mail brought the initiative, and is tried again."""
    return initiative is case.earlier and initiative.received_at == case.message.received_at


def _confirm(case: Case, initiative: Initiative, form: ParsedForm, number: int) -> Handled:
    """Take up what was held until its sender confirmed it; ask again where the mail is forged again."""
    if grant(case, Wish.PROPOSE) is Grant.HELD:
        return ask_whether_sent(case, initiative, _nth(number))
    initiatives.confirm_sender(case.work, initiative, message=case.row.id)
    asked = on_behalf.ask(case, initiative, form)
    untold = receipts.receipt(case, initiative, form, _nth(number), completed=False, named=asked.named)
    return Handled(initiative=initiative, reason=joined(untold, asked.reason, withhold(case, initiative, form)))


def _register(case: Case, form: ParsedForm, file: Attachment | None, number: int, alike: _Alike | None) -> Handled:
    files = case.message.attachments if number == 0 else ()
    held = grant(case, Wish.PROPOSE) is Grant.HELD
    initiative = initiatives.register(
        case.work,
        Proposal(
            initiator=case.message.sender,
            received_at=case.message.received_at,
            form=form,
            ledger_id=case.row.id,
            attachments=files if file is None or file in files else (file, *files),
            form_file=file,
            sender_confirmed=assurance(case) in _KNOWN,
            held=held,
        ),
    )
    told = alike.reason.text(reference=initiative.reference, other=alike.other.reference) if alike else ""
    told = joined(told, withhold(case, initiative, form))
    if held:
        held_back = ask_whether_sent(case, initiative, _nth(number))
        return replace(held_back, reason=joined(held_back.reason, told))
    asked = on_behalf.ask(case, initiative, form)
    untold = receipts.receipt(case, initiative, form, _nth(number), completed=False, named=asked.named)
    return Handled(initiative=initiative, reason=joined(untold, told, asked.reason))


def _complete(case: Case, initiative: Initiative, form: ParsedForm, file: Attachment | None, number: int) -> Handled:
    """Give an incomplete initiative what it lacked, whole or in part."""
    merged = settled(case, filled_up(form, initiative.form, template_of(case, form)), initiative)
    initiatives.attach(case.work, initiative, case.message.attachments, case.row.id, form=file)
    if not initiatives.add_version(case.work, initiative, merged, case.row.id):
        return _nothing_new(case, initiative, form, number)
    if merged.complete:
        initiatives.complete(case.work, initiative, case.message.received_at, message=case.row.id)
    else:
        initiatives.transition(case.work, initiative, EventKind.NEW_VERSION, message=case.row.id)
    suffix = f"{_nth(number)}@{case.row.id}" if case.earlier else _nth(number)
    asked = on_behalf.ask(case, initiative, merged)
    untold = receipts.receipt(case, initiative, merged, suffix, completed=True, named=asked.named)
    told = _unplaced(initiative, merged) if merged.complete else ""
    return Handled(initiative=initiative, reason=joined(untold, told, asked.reason, withhold(case, initiative, merged)))


def _unplaced(initiative: Initiative, form: ParsedForm) -> str:
    """Tell a human what a form says that belongs to none of its questions, where its initiator isn't asked any more."""
    texts = safe_text.shortened(" / ".join(form.unplaced))
    return Reason.UNPLACED_TEXT.text(reference=initiative.reference, texts=texts) if texts else ""


def _again(case: Case, initiative: Initiative, form: ParsedForm, file: Attachment | None, number: int) -> Handled:
    """Attach the form to the initiative that it already is."""
    initiatives.attach(case.work, initiative, case.message.attachments, case.row.id, form=file)
    if not initiatives.add_version(case.work, initiative, form, case.row.id):
        return _nothing_new(case, initiative, form, number)
    initiatives.transition(case.work, initiative, EventKind.NEW_VERSION, message=case.row.id)
    on_agenda = initiative.state is State.ON_AGENDA
    asked = on_behalf.ask(case, initiative, form)
    content = SameAgain(about(initiative), changed=True, on_agenda=on_agenda, named=asked.named)
    untold = unless_flooded(case, reply(case, content, initiative=initiative, suffix=_nth(number)))
    told = Reason.ON_AGENDA_ALREADY.text(reference=initiative.reference) if on_agenda else ""
    told = joined(told, "" if form.complete else _unplaced(initiative, form))
    return Handled(initiative=initiative, reason=joined(untold, told, asked.reason, withhold(case, initiative, form)))


def _nothing_new(case: Case, initiative: Initiative, form: ParsedForm, number: int) -> Handled:
    """Point out that the same form came before; capped, for something may be sending it round and round."""
    content = SameAgain(about(initiative), changed=False, on_agenda=initiative.state is State.ON_AGENDA)
    told = capped(case, reply(case, content, initiative=initiative, suffix=_nth(number)))
    return replace(told, reason=joined(told.reason, withhold(case, initiative, form)))


def _nth(number: int) -> str:
    """Tell the letters apart where one mail brings several forms."""
    return f"#{number}" if number else ""


def _unreadable(case: Case) -> Handled:
    """Register what may be the form but can't be opened, where its sender can be told so."""
    faults = tuple(
        FileFault(file.filename, result.reason)
        for file, result in unusable_files(case)
        if isinstance(result, Unreadable) and result.maybe_form
    )
    if case.earlier is not None:
        return to_review(Reason.STILL_UNREADABLE.text(reference=case.earlier.reference), case.earlier)
    if not may_be_told(case):
        return to_review(Reason.UNREADABLE_FROM_STRANGER.text())
    initiative = initiatives.register(
        case.work,
        Proposal(
            case.message.sender,
            case.message.received_at,
            None,
            case.row.id,
            case.message.attachments,
            sender_confirmed=assurance(case) in _KNOWN,
        ),
    )
    untold = receipts.unreadable(case, initiative, faults)
    reason = joined(untold, Reason.UNREADABLE.text(reference=initiative.reference), withhold(case, initiative, None))
    return Handled(Outcome.REVIEW, reason, initiative)

"""An evaluation of approved work came back: kept, and asked about where something is missing."""

from __future__ import annotations

from mailbot.errors import NotFound
from mailbot.followup import evaluation, people_concerned
from mailbot.followup.evaluation_files import REFERENCE
from mailbot.intake.handlers.ask_for_code import ask_whether_reported
from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.outcomes import Handled, capped, joined, to_review, unless_flooded
from mailbot.intake.handlers.proposals.brought_files import template_of
from mailbot.intake.handlers.proposals.earlier_answers import filled_up
from mailbot.intake.handlers.proposals.form_files import form_back
from mailbot.intake.handlers.receipts import lacks
from mailbot.intake.handlers.reply import reply
from mailbot.intake.handlers.who_may import Grant, Wish, grant, is_verified
from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.files.files_of_content import is_content
from mailbot.mail.message import Attachment
from mailbot.meetings.agenda import evaluated_work
from mailbot.outbox.follow_up_contents import EvaluationIncomplete, EvaluationReceived
from mailbot.primitives.references import references_in
from mailbot.register.initiatives import about
from mailbot.store.tables import EvaluationVersion, FollowUp
from mailbot.store.values import Part, State
from parsers import ParsedForm

_MAY_EVALUATE = (Part.RESPONSIBLE, Part.INITIATOR)
_GOES_ON = (State.IN_PROGRESS, State.EVALUATED)


def evaluated(case: Case) -> Handled:
    """Keep the evaluation of work that the sender has a part in; nobody else's counts, or learns anything."""
    forms = [(one.evaluation, one.attachment) for one in case.readings if one.evaluation is not None]
    form, file = forms[-1]
    follow_up = _follow_up(case, form)
    if follow_up is None or len(forms) > 1:
        return to_review(Reason.EVALUATION_OF_WHAT.text())
    initiative = follow_up.initiative
    if people_concerned.part_of(follow_up, case.message.sender.address) not in _MAY_EVALUATE:
        return to_review(Reason.EVALUATION_NOT_THEIRS.text(reference=initiative.reference))
    if initiative.state not in _GOES_ON:
        return to_review(Reason.EVALUATION_TOO_EARLY.text(reference=initiative.reference), initiative)
    if grant(case, Wish.CHANGE_OWN) is not Grant.DONE:
        return ask_whether_reported(case, initiative)
    return _besides(case, file, _take(case, follow_up, form))


def _follow_up(case: Case, form: ParsedForm) -> FollowUp | None:
    """Return the work that the form names; where it names none, that of the mail's thread."""
    written = references_in(str(form.values.get(REFERENCE) or ""), case.work.config.reference_prefix)
    reference = written[0] if written else case.facts.work and case.facts.work.reference
    if not reference or len(written) > 1:
        return None
    try:
        return people_concerned.find(case.work.session, reference)
    except NotFound:
        return None


def _take(case: Case, follow_up: FollowUp, form: ParsedForm) -> Handled:
    initiative, template = follow_up.initiative, template_of(case, form)
    whole = filled_up(form, _unfinished(follow_up), template)
    version = evaluation.receive(case.work, follow_up, whole, case.message.sender, case.row.id)
    if whole.complete:
        content = EvaluationReceived(about(initiative), sent_it=True, again=version is None)
        if version is not None:
            evaluation.tell(case.work, follow_up, version, case.message.sender)
            untold = unless_flooded(case, reply(case, content, initiative=initiative))
            # The next agenda takes it up; one that is frozen keeps the version that it has.
            frozen = evaluated_work.stands_on_agenda(case.work.session, initiative)
            newer = Reason.EVALUATION_CAME.text(reference=initiative.reference) if frozen else ""
            said = joined(newer, untold)
            return to_review(said, initiative) if said else Handled(initiative=initiative)
        return capped(case, reply(case, content, initiative=initiative))
    back = (form_back(template, whole, initiative.reference),) if is_verified(case) else ()
    asked = EvaluationIncomplete(about(initiative), lacks(template, whole.problems), form_attached=bool(back))
    return capped(case, reply(case, asked, initiative=initiative, attachments=back))


def _unfinished(follow_up: FollowUp) -> EvaluationVersion | None:
    """Return the version that this one may complete: who is asked for gaps often fills in those alone."""
    newest = evaluation.newest_of(follow_up)
    return newest if newest is not None and newest.problems else None


def _besides(case: Case, form: Attachment | None, handled: Handled) -> Handled:
    """Leave to a human as well what came beside the form."""
    others = [file for file in case.message.attachments if file is not form and is_content(file)]
    if not others or handled.initiative is None:
        return handled
    besides = Reason.FILES_BESIDE_EVALUATION.text(reference=handled.initiative.reference)
    return to_review(joined(handled.reason, besides), handled.initiative)

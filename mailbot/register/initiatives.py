"""The register's one way to add an initiative, change its state or give it a new form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.errors import NotFound
from mailbot.mail.message import Address, Attachment
from mailbot.outbox.contents import About
from mailbot.outbox.letters import Draft
from mailbot.primitives.compression import compressed
from mailbot.primitives.personnummer import mask
from mailbot.register import states
from mailbot.register.references import next_reference
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import FormVersion, Initiative, InitiativeAttachment
from mailbot.store.values import EventKind, State
from parsers import Field, FieldKey, Kind, ParsedForm, Value


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a new initiative is made of. `form` is None where the file could not be read."""

    initiator: Address
    received_at: datetime
    form: ParsedForm | None
    ledger_id: int | None
    """The ledger row that brought it."""
    attachments: Sequence[Attachment] = ()
    form_file: Attachment | None = None
    sender_confirmed: bool = True
    held: bool = False
    """Whether it waits until its sender has confirmed it."""


def find(session: Session, reference: str) -> Initiative:
    """Return the initiative; NotFound where there is none of that reference."""
    initiative = session.scalar(select(Initiative).where(Initiative.reference == reference.upper()))
    if initiative is None:
        raise NotFound(f"There is no initiative {reference}. `mailbot initiatives list` shows them all.")
    return initiative


def about(initiative: Initiative) -> About:
    """Return what letters and agendas say of the initiative, personnummer masked."""
    return About(initiative.reference, mask(initiative.title), mask(initiative.initiator_name))


def initiator(initiative: Initiative) -> Address:
    """Return the registered address, to which every fact about the initiative goes."""
    return Address(initiative.initiator_name, initiative.initiator_address)


def register(work: UnitOfWork, proposal: Proposal) -> Initiative:
    """Give a proposal its reference and state. The caller sends the receipt."""
    complete = proposal.form is not None and proposal.form.complete
    event = EventKind.REGISTERED_COMPLETE if complete else EventKind.REGISTERED_INCOMPLETE
    if proposal.held:
        event = EventKind.REGISTERED_UNCONFIRMED
    reference, year, number = next_reference(work.session, work.config.reference_prefix, proposal.received_at)
    initiative = Initiative(
        reference=reference,
        year=year,
        number=number,
        state=states.after(None, event),
        title="",
        organisation="",
        initiator_name=proposal.initiator.name,
        initiator_address=proposal.initiator.address,
        received_at=proposal.received_at,
        queued_at=proposal.received_at if event is EventKind.REGISTERED_COMPLETE else None,
        incomplete_since=work.now if event is EventKind.REGISTERED_INCOMPLETE else None,
        sender_confirmed=proposal.sender_confirmed,
        versions=[],
        attachments=[],
    )
    if proposal.form is not None:
        _add_version(work, initiative, proposal.form, proposal.ledger_id)
    _attach(initiative, proposal.attachments, proposal.ledger_id, form=proposal.form_file)
    work.session.add(initiative)
    work.session.flush()
    work.record(event, reference, message=proposal.ledger_id)
    return initiative


def transition(
    work: UnitOfWork, initiative: Initiative, event: EventKind, letter: Draft | None = None, **data: Any
) -> None:
    """Change the state as the table allows, write the audit event and queue the letter.

    IllegalTransition, and nothing changed, where the table does not allow it.
    """
    _enter(work, initiative, states.after(initiative.state, event), event)
    work.record(event, initiative.reference, **data)
    if letter is not None:
        work.send(replace(letter, initiative=initiative))


def confirm_sender(work: UnitOfWork, initiative: Initiative, **data: Any) -> None:
    """Take up what its sender has now confirmed: in the queue, as of when it was received, where it is complete."""
    complete = initiative.form is not None and not initiative.form.problems
    transition(work, initiative, EventKind.CONFIRMED_COMPLETE if complete else EventKind.CONFIRMED_INCOMPLETE, **data)
    initiative.sender_confirmed = True
    initiative.queued_at = initiative.received_at if complete else None


def hand_over(work: UnitOfWork, initiative: Initiative, to: Address, **data: Any) -> None:
    """Make this address the initiator's, which is known to be theirs. Another sent the form for them."""
    form = initiative.form.fields if initiative.form else {}
    # A form that names another address names another person, too.
    named = form.get(FieldKey.INITIATOR_NAME) if str(form.get(FieldKey.EMAIL) or "").lower() == to.address else None
    initiative.initiator_address, initiative.initiator_name = to.address, str(named or to.name)
    initiative.sender_confirmed = True
    work.record(EventKind.HANDED_OVER, initiative.reference, **data)


def complete(work: UnitOfWork, initiative: Initiative, received_at: datetime, **data: Any) -> None:
    """Queue an initiative whose completion was received then: that is what the stop date goes by."""
    transition(work, initiative, EventKind.COMPLETED, **data)
    initiative.queued_at = received_at


def correct(
    work: UnitOfWork, initiative: Initiative, event: EventKind, letter: Draft | None = None, **data: Any
) -> None:
    """Replace a decision about the proposal, or about the evaluated work, by another of that kind."""
    _enter(work, initiative, states.after_correction(initiative.state, event), event)
    work.record(EventKind.DECISION_CORRECTED, initiative.reference, to=event, **data)
    if letter is not None:
        work.send(replace(letter, initiative=initiative))


def _enter(work: UnitOfWork, initiative: Initiative, state: State, event: EventKind) -> None:
    initiative.state = state
    if event is EventKind.DEFERRED:
        initiative.deferred = True
    elif state is State.INCOMPLETE:
        initiative.deferred = False
        initiative.incomplete_since, initiative.reminded_at = work.now, None


def add_version(work: UnitOfWork, initiative: Initiative, form: ParsedForm, ledger_id: int | None) -> bool:
    """Keep a new version of the form; False where the newest one says the same, and the same is wrong with it."""
    newest = initiative.form
    if newest is not None and (newest.content_hash, newest.problems) == (content_hash(form), stored_problems(form)):
        return False
    _add_version(work, initiative, form, ledger_id)
    work.session.flush()
    return True


def _add_version(work: UnitOfWork, initiative: Initiative, form: ParsedForm, ledger_id: int | None) -> None:
    version = FormVersion(
        number=len(initiative.versions) + 1,
        ledger_id=ledger_id,
        template=form.template,
        format=form.format,
        fields=plain(form.values),
        problems=stored_problems(form),
        content_hash=content_hash(form),
        created_at=work.now,
    )
    initiative.versions.append(version)
    initiative.title = str(form.values.get(FieldKey.TITLE) or initiative.title)
    initiative.organisation = str(form.values.get(FieldKey.ORGANISATION) or initiative.organisation)
    initiative.initiator_name = str(form.values.get(FieldKey.INITIATOR_NAME) or initiative.initiator_name)


def stored_problems(form: ParsedForm) -> list[dict[str, str]]:
    """Return what is wrong with a form, as it is kept."""
    return [{"field": p.field, "code": p.code.value, "message": p.message} for p in form.problems]


def attach(
    work: UnitOfWork,
    initiative: Initiative,
    files: Sequence[Attachment],
    ledger_id: int | None,
    form: Attachment | None = None,
) -> None:
    """Keep the files that came with an initiative, each content once."""
    _attach(initiative, files, ledger_id, form)
    work.session.flush()


def _attach(
    initiative: Initiative, files: Sequence[Attachment], ledger_id: int | None, form: Attachment | None
) -> None:
    known = {kept.sha256 for kept in initiative.attachments}
    for file in files:
        digest = hashlib.sha256(file.data).hexdigest()
        if digest in known:
            continue
        known.add(digest)
        initiative.attachments.append(
            InitiativeAttachment(
                ledger_id=ledger_id,
                filename=file.filename,
                content_type=file.content_type,
                size=file.size,
                sha256=digest,
                is_form=file is form,
                compressed=compressed(file.data),
            ),
        )


def release_material(work: UnitOfWork, initiative: Initiative) -> None:
    """Let withheld material go out with agendas: a human has looked at it. May be called twice."""
    for kept in initiative.attachments:
        kept.withheld = ""
    work.record(EventKind.MATERIAL_RELEASED, initiative.reference)


def plain(values: Mapping[str, Value]) -> dict[str, Any]:
    """Return a form's values as JSON has them: dates as ISO text, choices as lists."""
    return {key: _plain(value) for key, value in values.items()}


def _plain(value: Value) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def content_hash(form: ParsedForm) -> str:
    """Return a hash of what the form says, whatever file said it."""
    said = json.dumps([form.template, plain(form.values)], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def restored(asked: Field, stored: Any) -> Value:
    """Return a value as the form had it, from what `plain` made of it."""
    if asked.kind is Kind.DATE and isinstance(stored, str):
        return date.fromisoformat(stored)
    return tuple(stored) if isinstance(stored, list) else stored

"""What the register and the trusted server know of a message, gathered before triage."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.followup import people_concerned
from mailbot.followup.spreading import answers
from mailbot.intake.ledger import Before
from mailbot.intake.reading import Read
from mailbot.intake.triage.evidence import Facts, Work
from mailbot.mail.message import IncomingMessage
from mailbot.mail.sender.authentication import Authentication, verify
from mailbot.mail.thread_ids import ThreadKey
from mailbot.primitives.references import references_in
from mailbot.store.tables import Initiative, Letter
from mailbot.store.values import LetterKind, LetterState, Standing, State

_DECISIONS = frozenset(kind for kind in LetterKind if kind.startswith("decision_"))
_DECIDED = frozenset(
    {State.APPROVED, State.REJECTED, State.IN_PROGRESS, State.EVALUATED, State.SPREAD, State.CANCELLED},
)
_ABOUT_WORK = frozenset(
    {
        LetterKind.DECISION_ON_WORK,
        *(kind for kind in LetterKind if kind.startswith(("responsible_", "work_", "evaluation_", "spread_"))),
    }
)
_MOST_MENTIONED = 100
"""Initiatives that a mail can be about."""


@dataclass(frozen=True, slots=True)
class Thread:
    """The letter of ours that a message answers, if it answers one."""

    letter: Letter | None
    initiatives: tuple[Initiative, ...]
    """The letter's initiative, then those that the mail mentions and that exist."""
    spoken_of: frozenset[str]
    """The references of the letter and in the sender's own words and subject; where there are none, all quoted ones."""

    @property
    def only(self) -> Initiative | None:
        """The one initiative that the mail is about; None where it speaks of several."""
        return self.initiatives[0] if self.initiatives and len(self.spoken_of) == 1 else None

    def belonging_to(self, address: str) -> tuple[Initiative, ...]:
        """Return those of the initiatives that this address registered."""
        return tuple(i for i in self.initiatives if i.initiator_address == address)


def gather(session: Session, config: Config, key: ThreadKey, read: Read, before: Before, *, junk: bool) -> Facts:
    """Look up everything that triage may ask about the message."""
    message = read.message
    sender = message.sender.address
    thread = _thread(session, config, key, message)
    own = thread.belonging_to(sender)
    letter = thread.letter
    answers_own = letter is not None and letter.recipient == sender
    proof = proof_of_sender(config, message)
    return Facts(
        standing=_standing(config, sender, proof, initiator=bool(own)),
        fails=proof.failed,
        listed_secretary=config.secretary(sender) is not None,
        own_message=key.made(message.message_id),
        answers=letter.kind if letter else None,
        thread_reference=letter.initiative.reference if letter and letter.initiative else None,
        answers_own=answers_own,
        belongs=bool(own) or answers_own,
        duplicate=before.handled or before.forged,
        same_id_other_content=before.forged and not before.handled,
        waits_for_completion=any(i.state is State.INCOMPLETE for i in own),
        decided=letter is not None and _decided(letter),
        # «Ja» to «are you in charge?» says nothing of whose the proposal was.
        asked_about=None if letter and letter.kind in _ABOUT_WORK else _asked_about(session, thread, sender),
        work=_work(session, thread, sender),
        spreading=_spreading(session, thread, sender),
        known_references=tuple(i.reference for i in thread.initiatives),
        junk=junk,
    )


def _work(session: Session, thread: Thread, sender: str) -> Work | None:
    """Return the one work that the mail is about, where the sender has a part in it."""
    follow_up = people_concerned.follow_up_of(session, thread.only) if thread.only else None
    part = people_concerned.part_of(follow_up, sender) if follow_up else None
    if follow_up is None or part is None:
        return None
    return Work(follow_up.initiative.reference, part, is_taken=bool(follow_up.responsible_address))


def _spreading(session: Session, thread: Thread, sender: str) -> str | None:
    """Return the one initiative that the mail is about, where the sender was asked to take it up."""
    one = thread.only
    asked = one is not None and one.state is State.SPREAD and answers.of(session, one, sender)
    return one.reference if one is not None and asked else None


def _asked_about(session: Session, thread: Thread, sender: str) -> str | None:
    """Return the first of the initiatives that another sent for this address, which is the last that was asked."""
    asked = (
        i.reference for i in thread.initiatives if i.initiator_address != sender and last_asked(session, i) == sender
    )
    return next(asked, None)


def last_asked(session: Session, initiative: Initiative) -> str | None:
    """Return the address that was last asked whether the initiative is its own; None where none went or will."""
    asked = select(Letter.recipient).where(
        Letter.initiative_id == initiative.id,
        Letter.kind == LetterKind.ON_BEHALF,
        Letter.state != LetterState.STOPPED,
    )
    return session.scalar(asked.order_by(Letter.id.desc()).limit(1))


def _decided(letter: Letter) -> bool:
    return letter.kind in _DECISIONS or (letter.initiative is not None and letter.initiative.state in _DECIDED)


def proof_of_sender(config: Config, message: IncomingMessage) -> Authentication:
    """Return what the server that the config trusts says of From."""
    trust = config.trust
    return verify(message, trust.authserv_id, internal_mark=trust.internal_mark, below=trust.results == "below")


def _standing(config: Config, sender: str, proof: Authentication, *, initiator: bool) -> Standing:
    """Say who sent it, as far as the server vouches for it."""
    listed = config.secretary(sender) is not None
    accepted = config.trust.secretary_accept if listed else config.trust.accept
    if not proof.suffices(accepted):
        return Standing.UNVERIFIED
    if listed:
        return Standing.SECRETARY
    return Standing.INITIATOR if initiator else Standing.KNOWN


def _thread(session: Session, config: Config, key: ThreadKey, message: IncomingMessage) -> Thread:
    letter = answered_letter(session, key, message)
    mentioned = references_in(f"{message.subject}\n{message.text}", config.reference_prefix)[:_MOST_MENTIONED]
    found = session.scalars(select(Initiative).where(Initiative.reference.in_(mentioned))).all() if mentioned else []
    by_reference = {initiative.reference: initiative for initiative in found}
    named = [by_reference[reference] for reference in mentioned if reference in by_reference]
    first = [letter.initiative] if letter and letter.initiative else []
    own = references_in(f"{message.subject}\n{message.own_text}", config.reference_prefix)
    spoken_of = frozenset([*(one.reference for one in first), *own]) or frozenset(mentioned)
    return Thread(letter, tuple(dict.fromkeys([*first, *named])), spoken_of)


def answered_letter(session: Session, key: ThreadKey, message: IncomingMessage) -> Letter | None:
    """Return the newest letter of ours among those that the message answers; None where it answers none."""
    ours = [ref for ref in (*message.in_reply_to, *reversed(message.references)) if key.made(ref)]
    if not ours:
        return None
    found = {letter.message_id: letter for letter in session.scalars(select(Letter).where(Letter.message_id.in_(ours)))}
    return next((found[reference] for reference in ours if reference in found), None)

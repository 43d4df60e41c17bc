"""A letter from thought to outbox: rendered and fixed when it is queued, sent as it was rendered."""

from __future__ import annotations

import secrets
import zlib
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from mailbot.config import Config
from mailbot.mail.compose import Outgoing, build
from mailbot.mail.message import Address, Attachment, IncomingMessage
from mailbot.mail.thread_ids import ThreadKey
from mailbot.outbox.contents import Content
from mailbot.outbox.render import Rendered, Renderer
from mailbot.outbox.return_path import with_code
from mailbot.primitives import safe_text
from mailbot.store import plausible_times
from mailbot.store.tables import Initiative, Letter
from mailbot.store.values import DECISIONS, LetterState, Urgency

_LONGEST_ID = 900
"""A line may have 998 characters (RFC 5322 §2.1.1)."""
_MOST_IDS = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter before it is written.

    `cause` names what it answers («message:17»): there is one letter for each
    cause, kind and recipient, however often it is asked for. `answers` is the
    mail that it replies to, for the thread.
    """

    to: Address
    cause: str
    content: Content
    initiative: Initiative | None = None
    answers: IncomingMessage | None = None
    attachments: tuple[Attachment, ...] = ()
    calendar: str = ""
    """An iTIP object that goes with it."""
    behind: Urgency = Urgency.NORMAL
    """Who wrote the mail that it is due to, so that no letter waits behind what strangers cause."""

    @property
    def urgency(self) -> Urgency:
        """Whether it goes out before others."""
        return Urgency.DECISION if self.content.kind in DECISIONS else self.behind


@dataclass(frozen=True, slots=True)
class Earlier:
    """Letters that were queued before another is: whether it is among them, and what its recipient has of others."""

    is_there: bool
    waiting: int
    in_last_hour: int
    """But for decisions, sent or not."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """Where letters are put. `hold` keeps every one until a person releases it."""

    config: Config
    renderer: Renderer
    key: ThreadKey
    hold: bool = field(default=False)

    def return_path(self, letter_id: int, message_id: str) -> str:
        """Return the address that a letter comes back to: ours; with a code, where the server delivers such."""
        own = self.config.identity.address
        return with_code(own, self.key, letter_id, message_id) if self.config.smtp.plus_address else own

    def preview(self, draft: Draft) -> Rendered:
        """Return the letter as it would be written now; nothing is kept."""
        return self.renderer.render(draft.content.kind, self._variables(draft))

    def enqueue(self, session: Session, draft: Draft, *, now: datetime, before: Earlier | None = None) -> Letter | None:
        """Write the letter and queue it; None where this cause already has it.

        `before` is what `earlier` says of it, where that was asked. TemplateFailed where not even the shipped
        template can be rendered.
        """
        before = before or earlier(session, draft, now)
        if before.is_there:
            return None
        rendered = self.preview(draft)
        message_id = self.key.sign(secrets.token_hex(8), self.config.identity.address.rpartition("@")[2])
        letter = Letter(
            kind=draft.content.kind,
            recipient=draft.to.address,
            cause=draft.cause,
            state=LetterState.HELD if self.hold else LetterState.QUEUED,
            message_id=message_id,
            subject=rendered.subject,
            mime=zlib.compress(build(self._outgoing(draft, rendered, message_id, now, _thread(session, draft)))),
            initiative=draft.initiative,
            template=rendered.template,
            created_at=now,
            next_attempt_at=now,
            urgency=draft.urgency.value,
            turn=before.waiting,
        )
        session.add(letter)
        session.flush()
        return letter

    def _variables(self, draft: Draft) -> dict[str, Any]:
        own = {item.name: getattr(draft.content, item.name) for item in fields(draft.content)}
        return own | {
            "identity": self.config.identity,
            "contact": self.config.contact,
            "form_url": self.config.form.published_url,
            "recipient": draft.to,
        }

    def _outgoing(
        self,
        draft: Draft,
        rendered: Rendered,
        message_id: str,
        now: datetime,
        thread: tuple[str, ...],
    ) -> Outgoing:
        return Outgoing(
            sender=Address(self.config.identity.name, self.config.identity.address),
            to=Address(safe_text.shortened(draft.to.name), draft.to.address),
            subject=_threaded(rendered.subject, draft.initiative),
            text=rendered.text,
            html=rendered.html,
            message_id=message_id,
            date=now,
            in_reply_to=thread[-1] if thread else "",
            references=thread,
            attachments=draft.attachments,
            calendar=draft.calendar,
            reply=draft.answers is not None,
        )


def earlier(session: Session, draft: Draft, now: datetime) -> Earlier:
    """Return what there is of letters before this one."""
    asked = {"to": draft.to.address, "cause": draft.cause, "kind": draft.content.kind}
    return Earlier(*session.execute(_EARLIER, {**asked, **_NOW.at(now)}).one())


def recent_letters(address: str, now: datetime, which: ColumnElement[bool]) -> Select[int]:
    """Count such letters to an address in the last hour."""
    return _RECENT.where(which).params({"to": address, **_NOW.at(now)})


def _earlier() -> Select[bool, int, int]:
    to = Letter.recipient == bindparam("to")
    same = exists().where(Letter.cause == bindparam("cause"), Letter.kind == bindparam("kind"), to)
    waiting = select(func.count(Letter.id)).where(Letter.state == LetterState.QUEUED, to)
    recent = _RECENT.where(Letter.kind.not_in(DECISIONS))
    return select(same, waiting.scalar_subquery(), recent.scalar_subquery())


_NOW = plausible_times.Now("now")
_RECENT = select(func.count(Letter.id)).where(
    Letter.recipient == bindparam("to"), plausible_times.since(Letter.created_at, _NOW - timedelta(hours=1), _NOW)
)
_EARLIER = _earlier()
"""Made once: every letter asks for it."""


def _thread(session: Session, draft: Draft) -> tuple[str, ...]:
    """Return the ids of the thread, oldest first: the mail answered, else our last letter about the initiative."""
    if draft.answers is not None:
        ids = [one for one in (*draft.answers.references, draft.answers.message_id) if 0 < len(one) <= _LONGEST_ID]
        return (*ids[:1], *ids[1:][-_MOST_IDS:])
    if draft.initiative is None:
        return ()
    last = session.scalar(
        select(Letter.message_id)
        .where(Letter.initiative_id == draft.initiative.id, Letter.recipient == draft.to.address)
        .order_by(Letter.id.desc())
        .limit(1),
    )
    return (last,) if last else ()


def _threaded(subject: str, initiative: Initiative | None) -> str:
    """Put the reference first in the subject, where a reply keeps it."""
    if initiative is None or initiative.reference in subject:
        return subject
    return f"[{initiative.reference}] {subject}"

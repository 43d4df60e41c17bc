"""A message on a handler's desk, and what a handler answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mailbot.intake.triage import Facts, Reading, Verdict
from mailbot.mail.incoming import Address, Attachment, IncomingMessage
from mailbot.outbox.contents import Content
from mailbot.outbox.letters import Draft
from mailbot.register.initiatives import Desk
from mailbot.store.tables import Initiative, Message
from mailbot.store.values import Outcome, Standing
from parsers.form import FormTemplate, NotAForm, ParsedForm, Unreadable


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a handler may know. `code` and `token` are fresh: a one-time code and an agenda's mark."""

    desk: Desk
    message: IncomingMessage
    row: Message
    readings: tuple[Reading, ...]
    facts: Facts
    verdict: Verdict
    forms: tuple[FormTemplate, ...]
    code: str
    token: str
    earlier: Initiative | None = None
    """What this very mail became when it was tried before, and left to a human."""

    @property
    def cause(self) -> str:
        """What the answers are caused by: the mail's identity, so that a second copy gets none."""
        return f"mail:{self.message.fingerprint[:40]}"

    @property
    def verified(self) -> bool:
        """Whether the server that we trust vouches for the From address."""
        return self.facts.standing is not Standing.UNVERIFIED

    @property
    def may_be_told(self) -> bool:
        """Whether an unasked-for answer goes to a real person, and not to a forged address."""
        return self.verified or self.facts.belongs or self.desk.config.is_listed_domain(self.message.sender.address)

    def parsed(self) -> list[tuple[ParsedForm, Attachment | None]]:
        """Return every form in the mail with the file that it came in (None: the body)."""
        return [(form, r.attachment) for r in self.readings if isinstance(r.result, tuple) for form in r.result]

    def unusable(self) -> list[tuple[Attachment, Unreadable | NotAForm]]:
        """Return every file that gave no form, and why."""
        return [
            (r.attachment, r.result)
            for r in self.readings
            if r.attachment is not None and not isinstance(r.result, tuple)
        ]

    def template(self, form: ParsedForm) -> FormTemplate:
        """Return the template that the form was read with."""
        return next(t for t in self.forms if t.id == form.template)

    def reply(
        self,
        content: Content,
        *,
        to: Address | None = None,
        initiative: Initiative | None = None,
        attachments: tuple[Attachment, ...] = (),
        suffix: str = "",
    ) -> Draft:
        """Return a draft that answers this mail; to its sender where no other is named."""
        return Draft(
            to=to or self.message.sender,
            cause=self.cause + suffix,
            content=content,
            initiative=initiative,
            answers=self.message,
            attachments=attachments,
        )


@dataclass(frozen=True, slots=True)
class Handled:
    """What became of a message. A `reason` (Swedish) puts it on the desk for a human."""

    outcome: Outcome = Outcome.HANDLED
    reason: str = ""
    initiative: Initiative | None = None


Handler = Callable[[Case], Handled]


def to_review(reason: str, initiative: Initiative | None = None) -> Handled:
    """Leave the message to a human."""
    return Handled(Outcome.REVIEW, reason, initiative)

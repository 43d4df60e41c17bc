"""A message with all that a handler may know about it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from mailbot.intake.triage.answers_in_words import answers_in
from mailbot.intake.triage.evidence import Facts, Reading
from mailbot.intake.triage.file_versions import latest
from mailbot.intake.triage.rules import is_content
from mailbot.intake.triage.verdict import Verdict
from mailbot.mail.message import Address, Attachment, IncomingMessage
from mailbot.outbox.contents import Content
from mailbot.outbox.letters import Draft
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Initiative, Message
from mailbot.store.values import Standing
from parsers.result import NotAForm, ParsedForm, Unreadable
from parsers.template import FormTemplate


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that a handler may know. `code` and `token` are fresh: a one-time code and an agenda's mark."""

    work: UnitOfWork
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
        identity = f"{self.message.message_id} {self.message.fingerprint}"
        return f"mail:{sha256(identity.encode()).hexdigest()[:40]}"

    @property
    def verified(self) -> bool:
        """Whether the server that we trust vouches for the From address."""
        return self.facts.standing is not Standing.UNVERIFIED

    @property
    def vouched_for(self) -> bool:
        """Whether the sender may change what is theirs: verified, or answering a letter that went to them.

        Where the operator names no server to trust, From is all that there is.
        """
        trust = self.work.config.trust
        nothing_to_trust = trust.authserv_id is None and not trust.internal_mark
        return self.verified or self.facts.answers_own or nothing_to_trust

    @property
    def may_be_told(self) -> bool:
        """Whether an unasked-for answer goes to a real person, and not to a forged address."""
        return self.verified or self.facts.belongs or self.work.config.is_listed_domain(self.message.sender.address)

    def parsed(self) -> list[tuple[ParsedForm, Attachment | None]]:
        """Return every form in the mail with the file that it came in (None: the body), of several versions the latest.

        The others are annexes.
        """
        forms = self._forms
        named = [(str(form.values.get("title") or ""), file.filename if file else "") for form, file in forms]
        counts = latest(named)
        return [form for position, form in enumerate(forms) if position in counts]

    @property
    def _forms(self) -> list[tuple[ParsedForm, Attachment | None]]:
        """Every form that was read; where the mail completes one in words, what those answer."""
        read = [(form, r.attachment) for r in self.readings if isinstance(r.result, tuple) for form in r.result]
        in_words = self.verdict.rule == "completes_in_words" and self.facts.answers is not None
        answered = answers_in(self.message.own_text, self.forms) if in_words and not read else None
        return [(answered, None)] if answered else read

    def unusable(self) -> list[tuple[Attachment, Unreadable | NotAForm]]:
        """Return every file that gave no form, and why."""
        return [
            (r.attachment, r.result)
            for r in self.readings
            if r.attachment is not None and not isinstance(r.result, tuple)
        ]

    @property
    def brings_files(self) -> bool:
        """Whether there is a file that is more than a picture in a signature."""
        return any(is_content(file) for file in self.message.attachments)

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

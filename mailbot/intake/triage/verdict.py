"""What a mail is, and whether its sender may be answered.

Pure: the message, its parsed forms and what the register knows go in, a verdict
comes out. Who may do what is no question here, it belongs to the handlers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mailbot.intake.review_reasons import Reason
from mailbot.intake.triage.evidence import Evidence, Facts, Reading
from mailbot.intake.triage.intents import meant
from mailbot.intake.triage.rule import Answer, Detail
from mailbot.intake.triage.rules import RULES
from mailbot.mail.message import IncomingMessage
from mailbot.mail.sender.automatic import from_machine, list_mail
from mailbot.primitives.addresses import is_mail_address
from mailbot.store.values import VerdictKind


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the mail is, the name of the rule that said so, and the initiatives it is about (the thread's first).

    `answerable`: a letter may go to its sender, as far as the mail itself tells. `phrases`: the
    ids of the words that the rule went by, if it went by words. `review` and `detail` are the rule's.
    """

    kind: VerdictKind
    rule: str
    answerable: bool
    references: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    review: Reason | None = None
    detail: Detail = Detail.NONE


def triage(message: IncomingMessage, forms: tuple[Reading, ...], facts: Facts) -> Verdict:
    """Say what the mail is. `forms` holds one reading per attachment, and one of the body."""
    evidence = Evidence(message, forms, facts, meant(message.own_text, message.subject))
    rule, answer = next((rule, answer) for rule in RULES if (answer := rule.applies(evidence)))
    references = dict.fromkeys(filter(None, (facts.thread_reference, *facts.known_references)))
    answerable = rule.answerable and _can_be_answered(evidence)
    return Verdict(rule.verdict, rule.name, answerable, tuple(references), _ids(answer), rule.review, rule.detail)


def _ids(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else ()


def _can_be_answered(evidence: Evidence) -> bool:
    """Whatever the verdict is, a machine is not answered, nor an address that nobody reads."""
    address = evidence.message.sender.address
    is_machine = evidence.machine_sign is not None or list_mail(evidence.message)
    return is_mail_address(address) and not from_machine(address) and not is_machine


def describe(file: str, message: IncomingMessage, verdict: Verdict, facts: Facts) -> dict[str, Any]:
    """Return the verdict as `mailbot triage --json` prints it; what is not there is None."""
    return {
        "file": file,
        "verdict": verdict.kind.value,
        "rule": verdict.rule,
        "phrases": list(verdict.phrases),
        "sender_standing": facts.standing.value,
        "subject": message.subject,
        "references": list(verdict.references),
        "from": {"name": message.sender.name or None, "address": message.sender.address or None},
        "message_id": message.message_id or None,
        "date": message.date.isoformat() if message.date else None,
        "text": message.own_text,
        "attachments": [
            {"filename": a.filename, "content_type": a.content_type, "size": a.size} for a in message.attachments
        ],
        "answerable": verdict.answerable,
    }

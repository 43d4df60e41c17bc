"""Whether a mail says yes to a letter that asks, with the letter's code where it has one."""

from __future__ import annotations

from mailbot.intake.triage.answers.says_it_is_theirs import says_it_is_theirs
from mailbot.intake.triage.evidence import Evidence
from mailbot.intake.triage.intents import Intent
from mailbot.intake.triage.phrasebook import CONFIRMS
from mailbot.intake.triage.rule import Answer, by_phrase, says
from mailbot.primitives.references import codes_in
from mailbot.store.values import LetterKind

ASKS_WHO = frozenset({LetterKind.SENDER_CONFIRM, LetterKind.CHANGE_CONFIRM})
"""Letters that ask an address whether it has sent something."""


def confirms_withdrawal(evidence: Evidence) -> Answer:
    """Whether the letter that asks «did you mean it?» is answered with yes, its code in the text."""
    if evidence.facts.answers is not LetterKind.WITHDRAWAL_CONFIRM:
        return False
    return _says_yes_with_code(evidence) or (
        bool(codes_in(evidence.message.text)) and says(Intent.WITHDRAWAL)(evidence)
    )


def confirms_earlier(evidence: Evidence) -> Answer:
    """Whether the letter that asks «was it you?» is answered with yes, its code in the text."""
    return evidence.facts.answers in ASKS_WHO and _says_yes_with_code(evidence)


def takes_over(evidence: Evidence) -> Answer:
    """Whether who is named in a form that another sent says that it is theirs, and nothing else."""
    return evidence.facts.asked_about is not None and says_it_is_theirs(evidence.message)


def _says_yes_with_code(evidence: Evidence) -> Answer:
    """Whether the mail has a code, its own or quoted, and says nothing but yes."""
    own = evidence.message.own_text
    if not codes_in(evidence.message.text):
        return False
    for code in codes_in(own):
        own = own.replace(code, "")
    says_nothing_else = not own.strip(" .,!\n") and own != evidence.message.own_text
    return by_phrase(CONFIRMS.find(own.lower())) or says_nothing_else

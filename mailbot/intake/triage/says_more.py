"""Whether a mail says more than the one thing that it was understood to want."""

from __future__ import annotations

from mailbot.intake.triage.intents import Intent, carries, is_answer, meant
from mailbot.intake.triage.phrasebook import ADDS, CLAUSE_START, INTRODUCES, WISHES
from mailbot.intake.triage.plain_text import plain, sentences
from mailbot.intake.triage.politeness import is_polite
from mailbot.mail.message import IncomingMessage
from mailbot.mail.text.quotes import passed_on, quoted_sender
from mailbot.primitives.references import without_references


def says_more(message: IncomingMessage) -> bool:
    """Whether anything stands in the mail that neither is what was understood nor politeness nor an introduction.

    Asked are the sender's words, a subject that is their own, and a message that is passed on.
    """
    wanted = meant(message.own_text, message.subject).intent
    told = (clause for sentence in sentences(message.own_text) for clause in CLAUSE_START.split(sentence))
    unexplained = any(not _explained(clause, wanted) for clause in told)
    return unexplained or _headed_more(message.subject, wanted) or _passes_on(message)


def _explained(clause: str, wanted: Intent) -> bool:
    introduces = INTRODUCES.find(clause) and not ADDS.find(clause)
    return bool(introduces or carries(wanted, clause)) or is_polite(clause)


def _headed_more(subject: str, wanted: Intent) -> bool:
    """Whether a subject that is the sender's own wants something else; beside thanks, whether it says anything."""
    headed = without_references(plain(subject))
    if is_answer(subject) or is_polite(headed) or carries(wanted, plain(subject)):
        return False
    return wanted is Intent.THANKS or bool(WISHES.find(headed))


def _passes_on(message: IncomingMessage) -> bool:
    """Whether the mail has a message of somebody whom it doesn't answer."""
    quoted = quoted_sender(message.text)
    known = {message.sender.address, *(recipient.address for recipient in message.recipients)}
    return bool(passed_on(message.text, message.subject)) or (bool(quoted) and quoted not in known)

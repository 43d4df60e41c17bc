"""Whether a mail says more than the one thing that it was understood to want."""

from __future__ import annotations

import re

from mailbot.intake.triage.intents import Intent, carries, is_answer, meant, plain, sentences
from mailbot.intake.triage.politeness import is_polite
from mailbot.mail.message import IncomingMessage
from mailbot.mail.text.quotes import passed_on, quoted_sender
from mailbot.primitives.references import without_references

_WANTS = r"(?:kan|skulle|får|vill|ska|måste|behöver|byt|ändra|lägg|ta|ring|skicka|radera)"
_CLAUSES = re.compile(
    rf"(?:,|;|\boch\b|\bmen\b|\bsamt\b)\s+(?=(?:(?:också|även|sen|sedan|jag|vi) )?{_WANTS}\b)",
)
_INTRODUCES = re.compile(
    r"(?:hej,? )?(?:(?:jag|vi|mitt namn)\b(?: \w+){0,2}? (?:heter|är|arbetar|jobbar|skickade|skickat|lämnade|lämnat"
    r"|mejlade|mejlat|letade|letat|sökte|läste|läst|såg|hörde|undrar|följer upp|har en idé|har ett förslag)\b"
    r"|(?:skickade|lämnade|mejlade|det gäller|gäller|angående|ang|avser)\b).{0,200}"
)
"""Who somebody is and what they have done, that leads to what they want."""
_ADDS = re.compile(
    r"\b(?:fel|ny\w{0,2}|ändra\w*|byt\w*|rätta\w*|radera\w*|ta bort|kasta|ska vara|slut\w*|nöjda?|besviken)\b|\?"
)
_WISHES = re.compile(rf"\?|\b{_WANTS} (?:ni|du|jag|vi|mig|oss|till|bort)\b|\b(?:jag|vi) {_WANTS}\b")


def says_more(message: IncomingMessage) -> bool:
    """Whether anything stands in the mail that neither is what was understood nor politeness nor an introduction.

    Asked are the sender's words, a subject that is their own, and a message that is passed on.
    """
    wanted = meant(message.own_text, message.subject)
    told = (clause for sentence in sentences(message.own_text) for clause in _CLAUSES.split(sentence))
    unexplained = any(not _explained(clause, wanted) for clause in told)
    return unexplained or _headed_more(message.subject, wanted) or _passes_on(message)


def _explained(clause: str, wanted: Intent) -> bool:
    introduces = _INTRODUCES.match(clause) and not _ADDS.search(clause)
    return bool(introduces) or carries(wanted, clause) or is_polite(clause)


def _headed_more(subject: str, wanted: Intent) -> bool:
    """Whether a subject that is the sender's own wants something else; beside thanks, whether it says anything."""
    headed = without_references(plain(subject))
    if is_answer(subject) or is_polite(headed) or carries(wanted, plain(subject)):
        return False
    return wanted is Intent.THANKS or bool(_WISHES.search(headed))


def _passes_on(message: IncomingMessage) -> bool:
    """Whether the mail has a message of somebody whom it doesn't answer."""
    quoted = quoted_sender(message.text)
    known = {message.sender.address, *(recipient.address for recipient in message.recipients)}
    return bool(passed_on(message.text, message.subject)) or (bool(quoted) and quoted not in known)

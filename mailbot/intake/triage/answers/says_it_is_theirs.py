"""Whether somebody who is asked «is this proposal yours?» says yes, and nothing else."""

from __future__ import annotations

import re

from mailbot.intake.triage.phrasebook import IS_OURS
from mailbot.intake.triage.plain_text import sentences
from mailbot.intake.triage.politeness import is_polite
from mailbot.mail.message import IncomingMessage


def says_it_is_theirs(message: IncomingMessage) -> tuple[str, ...]:
    """Return the ids of the phrases that say so; none where more stands beside them than politeness and a name."""
    said = [sentence.strip(" .,!/") for sentence in sentences(message.own_text)]
    found = [IS_OURS.find(sentence) for sentence in said]
    name = set(re.findall(r"\w+", f"{message.sender.name} {message.sender.address}".lower()))
    beside = [sentence for sentence, phrase in zip(said, found, strict=True) if not phrase]
    explained = all(is_polite(sentence) or name.issuperset(re.findall(r"\w+", sentence)) for sentence in beside)
    return tuple(dict.fromkeys(filter(None, found))) if explained else ()

"""A proposal that came by telephone or in talk: a secretary says for whom it is to be registered, and what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mailbot.intake.triage.phrasebook import FOR_ANOTHER, REGISTERS_TOLD
from mailbot.intake.triage.politeness import is_polite
from mailbot.primitives.addresses import is_mail_address

_LONGEST = 20_000
_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n")


@dataclass(frozen=True, slots=True)
class ToldProposal:
    """Whose proposal it is, and what was said of it, which may be nothing."""

    name: str
    address: str
    description: str


def told_proposal(own_text: str) -> ToldProposal | None:
    """Return what «registrera, för någon annans räkning: Eva Nordin, eva@kommun.example» says; None where it doesn't.

    All else in the mail, but for a greeting, is what the proposal is about.
    """
    paragraphs = [" ".join(part.split()) for part in _PARAGRAPHS.split(own_text[:_LONGEST].strip()) if part.strip()]
    orders = [number for number, part in enumerate(paragraphs) if REGISTERS_TOLD.find(part)]
    if len(orders) != 1:
        return None
    at = orders[0]
    found = FOR_ANOTHER.pattern.search(paragraphs[at])
    if found is None or not is_mail_address(found["address"].lower()):
        return None
    behind = paragraphs[at][found.end() :].strip(" .,;:>)")
    said = [part for part in (*paragraphs[:at], behind, *paragraphs[at + 1 :]) if part and not is_polite(part.lower())]
    return ToldProposal((found["name"] or "").strip(" ,;<("), found["address"].lower(), "\n\n".join(said))

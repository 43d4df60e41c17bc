"""A letter of every kind about invented people: what somebody's own templates are tried with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from mailbot.config import Contact, Identity
from mailbot.mail.message import Address
from mailbot.outbox import contents as c
from mailbot.outbox.sample_letters.about_celebration import CELEBRATION
from mailbot.outbox.sample_letters.about_codes import CODES
from mailbot.outbox.sample_letters.about_desk import DESK
from mailbot.outbox.sample_letters.about_meetings import MEETINGS
from mailbot.outbox.sample_letters.about_proposals import PROPOSALS
from mailbot.outbox.sample_letters.about_work import WORK
from mailbot.store.values import LetterKind

_ALL: tuple[c.Content, ...] = (*PROPOSALS, *WORK, *CELEBRATION, *CODES, *MEETINGS, *DESK)


def variables(content: c.Content) -> dict[str, Any]:
    """Return all that a template sees of this content, written to an invented reader."""
    own = {item.name: getattr(content, item.name) for item in fields(content)}
    return own | {
        "identity": Identity(address="omtankehalland@regionhalland.example", name="Omtanke Halland"),
        "contact": Contact(name="Anna Ek", phone="035-00 00 00", email="anna.ek@regionhalland.example"),
        "form_url": "https://vardgivare.regionhalland.example/omtanke-halland",
        "recipient": Address("Karin Lindqvist", "karin.lindqvist@varberg.example"),
    }


SAMPLES: Mapping[LetterKind, c.Content] = MappingProxyType({content.kind: content for content in _ALL})

"""Takes what waits off the list: it is seen to, or needs nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from mailbot.intake import review
from mailbot.intake.handlers.desk.sentences import Said
from mailbot.intake.triage.desk_orders import DeskVerb
from mailbot.register.unit_of_work import UnitOfWork
from mailbot.store.tables import Message


@dataclass(frozen=True, slots=True)
class Words:
    """How it is told that a message will leave the list, and that it has."""

    asked: Said
    done: Said


WORDS: Mapping[DeskVerb, Words] = MappingProxyType(
    {
        DeskVerb.DONE: Words(Said.TO_BE_DONE, Said.DONE),
        DeskVerb.JUNK: Words(Said.TO_BE_JUNK, Said.JUNK),
        DeskVerb.DECLINE: Words(Said.TO_BE_DECLINED, Said.DECLINED),
    }
)


def take_off(work: UnitOfWork, verb: DeskVerb, row: Message) -> str:
    """Take a message off the list, and say so."""
    review.resolve(work, row.id, how=verb)
    return WORDS[verb].done.text(message=review.named(row))

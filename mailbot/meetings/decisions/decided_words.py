"""A decision as receipts and minutes say it: its word, and of evaluated work to whom or until when."""

from __future__ import annotations

from mailbot.meetings.agenda.documents.words import words
from mailbot.outbox.swedish_day import swedish_day
from mailbot.store.tables import Decision
from mailbot.store.values import DecisionOutcome


def decided_words(decision: Decision) -> str:
    """Return the words, as «Spridning till några: Ekstads kommun»."""
    word = words().word(decision.outcome)
    if decision.outcome is DecisionOutcome.SPREAD_SOME:
        return f"{word}: {', '.join(decision.spread_to)}"
    if decision.outcome is DecisionOutcome.CONTINUED and decision.follow_up_on:
        return f"{word}: {swedish_day(decision.follow_up_on)}"
    return word

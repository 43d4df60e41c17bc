"""The tables. Invariants stand here, by name, not only in the code that keeps them.

Times are UTC; a naive one is refused. Enums are stored by value.
"""

from __future__ import annotations

from mailbot.store.tables.audit_table import Event
from mailbot.store.tables.celebration_tables import Celebration, CelebrationText
from mailbot.store.tables.decision_tables import Absence, Decision, Instruction
from mailbot.store.tables.initiative_tables import FormVersion, Initiative, InitiativeAttachment
from mailbot.store.tables.letter_table import Letter
from mailbot.store.tables.meeting_tables import Agenda, AgendaItem, InvitationVersion, Meeting
from mailbot.store.tables.message_tables import Message, Original
from mailbot.store.tables.work_tables import EvaluationRound, EvaluationVersion, FollowUp, Spreading
from mailbot.store.tables.worker_tables import Counter, Lead, Setting

__all__ = [
    "Absence",
    "Agenda",
    "AgendaItem",
    "Celebration",
    "CelebrationText",
    "Counter",
    "Decision",
    "EvaluationRound",
    "EvaluationVersion",
    "Event",
    "FollowUp",
    "FormVersion",
    "Initiative",
    "InitiativeAttachment",
    "Instruction",
    "InvitationVersion",
    "Lead",
    "Letter",
    "Meeting",
    "Message",
    "Original",
    "Setting",
    "Spreading",
]

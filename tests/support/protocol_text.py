"""Minutes as plain text, for the tests of their files and for the pictures of the handbook."""

from __future__ import annotations

from mailbot.meetings.agenda.documents.agenda_text import FixedItem
from mailbot.meetings.agenda.documents.protocol_in_word import DecidedItem, ProtocolView
from mailbot.outbox.contents import MeetingView

FALLS = DecidedItem(
    5, "OH-2026-0001", "Fallprevention", "Varbergs kommun", "Avslag", ("Görs redan.", "Se §"), "Eva Nordin"
)
WOUNDS = DecidedItem(6, "OH-2026-0002", "Sårvård", "Region Halland", "", (), "")
PROTOCOL = ProtocolView(
    meeting=MeetingView("torsdag 10 december 2026", "09.00", "Rådhuset", "torsdag 26 november kl. 12.00"),
    day="2026-12-10",
    opening=(FixedItem(1, "Mötets öppnande"),),
    closing=(FixedItem(7, "Mötets avslutande"),),
    items=(FALLS, WOUNDS),
    secretary="Anna Ek",
    adjusters=("Eva Nordin", "Jonas Ståhl"),
)

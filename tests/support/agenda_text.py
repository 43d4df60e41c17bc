"""An agenda as plain text, for the tests of its files."""

from __future__ import annotations

from mailbot.meetings.agenda.documents.agenda_text import AgendaView, FixedItem, ItemView, Passage
from mailbot.meetings.agenda.documents.words import words
from mailbot.outbox.contents import MeetingView
from tests.support.meetings import TOKEN

MEETING = MeetingView("torsdag 10 december 2026", "09.00", "Regionens hus, Halmstad", "torsdag 26 november kl. 12.00")
OPENING = tuple(
    FixedItem(number, text)
    for number, text in enumerate(
        ("Mötets öppnande", "Val av justerare", "Godkännande av föredragningslistan", "Föregående protokoll"), start=1
    )
)

CLOSING = ("Övriga frågor", "Nästa möte", "Mötets avslutande")


def an_item(
    number: int, title: str, *, deferred: bool = False, removed: bool = False, new_page: bool = False
) -> ItemView:
    return ItemView(
        paragraph=number + 4,
        reference=f"OH-2026-{number:04}",
        title=title,
        organisation="Varbergs kommun, Hemtjänsten",
        within="Varbergs kommun",
        initiator="Karin Holm, fysioterapeut",
        deferred=deferred,
        removed=removed,
        new_page=new_page,
        facts=(
            Passage("Förankrat hos", ("Per Dahl, verksamhetschef",)),
            Passage("Samverkar med", ("Region Halland, Falkenbergs kommun",)),
            Passage("Framgångsfaktorer", ("Hälsofrämjande, Gemensam",)),
            Passage("Indikatorer", ("Återinskrivningar, Självskattad hälsa",)),
        ),
        request=Passage("Förslag till beslut", ("RUG ställer sig bakom ett gemensamt arbetssätt i hela Halland.",)),
        summary=(
            Passage("Bakgrund", ("Många äldre faller i hemmet.", "I dag arbetar vi var för sig.")),
            Passage("Förväntad effekt", ("Färre fall och tryggare vardag.",)),
        ),
        material=("Gemensam mall fallprevention.docx", "Kostnader.xlsx"),
    )


def a_view(*items: ItemView) -> AgendaView:
    standard = (
        an_item(1, "Gemensam fallprevention", deferred=True),
        an_item(2, "En väg in för unga som mår dåligt"),
        an_item(3, "Digital vårdplan"),
        an_item(4, "Trygg hemgång"),
    )
    closing = tuple(FixedItem(len(items or standard) + 5 + place, text) for place, text in enumerate(CLOSING))
    return AgendaView(
        MEETING,
        "2026-12-10",
        1,
        words().marked(TOKEN),
        OPENING,
        items or standard,
        closing,
        called=("Karin Holm", "Per Dahl", "Ulla Berg"),
        secretary="Anna Ek",
    )

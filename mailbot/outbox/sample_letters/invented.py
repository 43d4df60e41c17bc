"""The proposals, the meetings and the words that the sample letters are about."""

from __future__ import annotations

from mailbot.outbox import contents as c

MEETING = c.MeetingView("torsdag 10 december 2026", "09.00", "Regionens hus, Halmstad", "torsdag 26 november kl. 12.00")
NEXT = c.MeetingView("torsdag 11 februari 2027", "09.00", "Rådhuset, Varberg", "torsdag 28 januari kl. 12.00")
ABOUT = c.About("OH-2026-0012", "Gemensam fallprevention i hemmet", "Karin Lindqvist")
OTHER = c.About("OH-2026-0015", "En väg in för unga som mår dåligt", "Jonas Ståhl")
LACKS = (
    c.Lack(
        "Bakgrund",
        "Du har inte svarat.",
        "Beskriv läget i dag. Vad fungerar inte, och för vem?",
        empty=True,
    ),
    c.Lack(
        "Framgångsfaktorer",
        "Du har inte valt något.",
        "Välj en eller flera: Hälsofrämjande, Enkel, Gemensam, Trygg.",
        empty=True,
    ),
    c.Lack("E-post", "”karin.lindqvist@” är inte en fullständig e-postadress.", "", empty=False),
    c.Lack(
        "Text som vi inte kunde placera",
        "I filen står också ”Vi har redan pratat med kommunen.”, som vi inte kan koppla till någon fråga. Hör det till "
        "förslaget? Skriv in det under rätt fråga. Annars skickar du bara tillbaka formuläret.",
        "",
        empty=False,
    ),
)
UNREADABLE = (c.FileFault("Formulär fallprevention.docx", "filen är skyddad med lösenord"),)
REASONS = (
    "Fallolyckor bland äldre är vanliga i hela Halland. Arbetssättet är prövat och enkelt att sprida.\n\n"
    "Börja i Varberg och Falkenberg. Redovisa resultatet för RUG efter sex månader."
)
LETTER = "Hej!\n\nRUG har sagt ja till ditt initiativ.\n\nBeslut: Bifall\n\nVänliga hälsningar\nOmtanke Halland"

"""Letters about agendas, meetings and minutes."""

from __future__ import annotations

from mailbot.mail.message import Address
from mailbot.outbox import contents as c
from mailbot.outbox import meeting_contents as m
from mailbot.outbox.sample_letters.invented import ABOUT, LETTER, MEETING, NEXT, OTHER, REASONS

MEETINGS: tuple[c.Content, ...] = (
    m.AgendaReady(
        meeting=MEETING,
        revision=1,
        items=(
            m.AgendaLine(46, OTHER, "Halmstads kommun", deferred=True),
            m.AgendaLine(47, ABOUT, "Varbergs kommun", deferred=False),
        ),
        withheld=(c.FileFault("OH-2026-0015 bilaga.pdf", "innehåller ett personnummer"),),
        left_out=(c.FileFault("OH-2026-0012 film.mp4", "filen är för stor för ett mejl"),),
        cleaned=(c.FileFault("OH-2026-0012 budget.docx", "utan det som skulle hämtas från nätet"),),
        material=True,
        members=9,
    ),
    m.MembersAgenda(
        meeting=MEETING,
        revision=2,
        replaces=True,
        items=(m.AgendaLine(47, ABOUT, "Varbergs kommun", deferred=False),),
        filename="Dagordning RUG 2026-12-10 version 2.pdf",
    ),
    m.MembersReceipt(
        meeting=MEETING,
        revision=2,
        to=(
            Address("Karin Holm", "karin.holm@varberg.example"),
            Address("Per Dahl", "per.dahl@regionhalland.example"),
        ),
        pdf=True,
        code="K7Q2-9FXM",
    ),
    m.ProtocolReady(meeting=MEETING, decided=4, corrected=True),
    m.AgendaOverview(
        meeting=MEETING,
        coming=(
            m.Coming(OTHER, "Halmstads kommun", deferred=True, completed=False, resembles=()),
            m.Coming(
                ABOUT,
                "Varbergs kommun",
                deferred=False,
                completed=True,
                resembles=(
                    "OH-2025-0007 Säkra hem (Laholms kommun): avslag 12 mars 2026. Det som liknar: målgruppen.",
                ),
            ),
        ),
        lacking=(m.Lacking(OTHER, "måndag 2 november 2026", "måndag 16 november 2026"),),
        evaluated=(ABOUT,),
    ),
    m.DecisionsReceipt(
        meeting=MEETING,
        decisions=(
            m.DecisionPreview(
                about=ABOUT,
                outcome="Bifall",
                reasons=REASONS,
                responsible="Eva Nordin, Varbergs kommun",
                follow_up="tisdag 1 juni 2027",
                recipient="karin.lindqvist@varberg.example",
                subject="[OH-2026-0012] RUG har sagt ja till ditt initiativ",
                text=LETTER,
            ),
        ),
        unclear=("OH-2026-0015: två olika beslut är ifyllda.",),
        remarks=("OH-2026-0012: i ett annat kvitto står Avslag.",),
        code="K7Q2-9FXM",
        verified=True,
        applied=False,
    ),
    m.MeetingsReceipt(
        changes=(
            m.MeetingChange("nytt", MEETING, None, ()),
            m.MeetingChange(
                "flyttas",
                NEXT,
                c.MeetingView("torsdag 4 februari 2027", "09.00", "Rådhuset, Varberg", "torsdag 21 januari kl. 12.00"),
                ("Dagordningen är redan gjord. Du får en ny version, och initiativtagarna får veta den nya tiden.",),
            ),
        ),
        unclear=("Torsdag 8 april 2027: inbjudan gäller hela dagen. När börjar mötet?",),
        notes=("Inbjudan säger ingen tidszon. Vi har räknat med svensk tid.",),
        queued=(ABOUT, OTHER),
        code="K7Q2-9FXM",
    ),
    m.InvitationAccepted(title="RUG-möte"),
)

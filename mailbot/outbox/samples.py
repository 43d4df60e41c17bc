"""A letter of every kind about invented people: what somebody's own templates are tried with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from mailbot.config import Contact, Identity
from mailbot.mail.message import Address
from mailbot.outbox import celebration_contents as g
from mailbot.outbox import contents as c
from mailbot.outbox import desk_contents as d
from mailbot.outbox import follow_up_contents as f
from mailbot.outbox import meeting_contents as m
from mailbot.store.values import LetterKind, State

MEETING = c.MeetingView("torsdag 10 december 2026", "09.00", "Regionens hus, Halmstad", "torsdag 26 november kl. 12.00")
NEXT = c.MeetingView("torsdag 11 februari 2027", "09.00", "Rådhuset, Varberg", "torsdag 28 januari kl. 12.00")
ABOUT = c.About("OH-2026-0012", "Gemensam fallprevention i hemmet", "Karin Lindqvist")
OTHER = c.About("OH-2026-0015", "En väg in för unga som mår dåligt", "Jonas Ståhl")
_LACKS = (
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
_UNREADABLE = (c.FileFault("Formulär fallprevention.docx", "filen är skyddad med lösenord"),)
_REASONS = (
    "Fallolyckor bland äldre är vanliga i hela Halland. Arbetssättet är prövat och enkelt att sprida.\n\n"
    "Börja i Varberg och Falkenberg. Redovisa resultatet för RUG efter sex månader."
)
_LETTER = "Hej!\n\nRUG har sagt ja till ditt initiativ.\n\nBeslut: Bifall\n\nVänliga hälsningar\nOmtanke Halland"

_CONTENTS: tuple[c.Content, ...] = (
    c.ReceiptComplete(about=ABOUT, meeting=MEETING, missed=None, completed=False),
    c.ReceiptIncomplete(
        about=ABOUT, lacks=_LACKS, unreadable=_UNREADABLE, form_attached=True, meeting=MEETING, completed=False
    ),
    c.CompletionReminder(
        about=ABOUT, lacks=_LACKS, unreadable=_UNREADABLE, asked="måndag 2 november 2026", meeting=MEETING
    ),
    c.HowTo(filenames=("Gemensam mall.docx", "Gemensam mall.xlsx")),
    c.CouldNotRead(files=_UNREADABLE, form_attached=True),
    c.SameAgain(about=ABOUT, changed=True, on_agenda=True),
    c.Status(
        initiatives=(
            c.StatusLine(ABOUT, State.QUEUED, deferred=False, received="2 november 2026", meeting=MEETING, decided=""),
            c.StatusLine(
                OTHER,
                State.APPROVED,
                deferred=False,
                received="fredag 14 augusti 2026",
                meeting=None,
                decided="torsdag 8 oktober 2026",
                responsible="Eva Berg",
                follow_up="torsdag 8 april 2027",
                late=True,
            ),
        )
    ),
    c.OnAgenda(about=ABOUT, meeting=MEETING, paragraph=47),
    c.MeetingMoved(about=ABOUT, meeting=NEXT, before="torsdag 4 februari 2027"),
    c.OffAgenda(about=ABOUT, meeting=MEETING, next_meeting=NEXT),
    c.DecisionApproved(
        about=ABOUT,
        meeting=MEETING,
        reasons=_REASONS,
        responsible="Eva Nordin, Varbergs kommun",
        next_meeting=NEXT,
        added="Vi vill gärna att du berättar om försöket på temadagen i mars.",
        follow_up="tisdag 1 juni 2027",
    ),
    c.DecisionRejected(
        about=ABOUT,
        meeting=MEETING,
        reasons="Ett liknande arbete pågår redan i Laholm och Halmstad. RUG vill först se vad det ger.",
        responsible="",
        next_meeting=NEXT,
        added="",
        follow_up="",
    ),
    c.DecisionDeferred(
        about=ABOUT,
        meeting=MEETING,
        reasons="RUG hann inte behandla ärendet.",
        responsible="",
        next_meeting=NEXT,
        added="",
        follow_up="",
    ),
    c.DecisionReferredBack(
        about=ABOUT,
        meeting=MEETING,
        reasons="Beskriv vilka kommuner som ska vara med.\nRedovisa vad arbetet kostar det första året.",
        responsible="",
        next_meeting=NEXT,
        added="",
        follow_up="",
    ),
    c.DecisionCorrected(
        about=ABOUT,
        meeting=MEETING,
        reasons=_REASONS,
        responsible="Eva Nordin, Varbergs kommun",
        next_meeting=NEXT,
        added="",
        follow_up="tisdag 1 juni 2027",
        outcome="Bifall",
        earlier="Avslag",
    ),
    f.ResponsibleWanted(about=ABOUT, follow_up="torsdag 10 juni 2027", reminder=False),
    f.ResponsibleAsked(reference="OH-2026-0012", by="karin.lindqvist@varberg.example", reminder=False),
    f.ResponsiblePending(about=ABOUT, asked="eva.berg@varberg.example", stays=True),
    f.WorkStarted(
        about=ABOUT, responsible="Eva Berg", follow_up="torsdag 10 juni 2027", is_responsible=True, took_over=False
    ),
    f.WorkDelayed(
        about=ABOUT, responsible="Eva Berg", follow_up="måndag 1 mars 2027", before="torsdag 10 december 2026"
    ),
    f.WorkStopped(
        about=ABOUT,
        responsible="Eva Berg",
        reason="Vi stoppar arbetet. Två av tre har slutat, och vi hittar ingen ny.",
        is_responsible=True,
    ),
    f.EvaluationWanted(about=ABOUT, responsible="Eva Berg", reminder=False),
    f.EvaluationIncomplete(about=ABOUT, lacks=_LACKS, form_attached=True),
    f.EvaluationReceived(about=ABOUT, sent_it=True, again=False),
    f.DecisionOnWork(
        about=ABOUT,
        meeting=MEETING,
        outcome="spread_some",
        spread_to=("Varberg kommun", "Hylte kommun"),
        follow_up="",
        reasons="Resultatet är tydligt.",
        added="",
    ),
    f.SpreadAsked(
        about=ABOUT,
        organisation="Hylte kommun",
        done="Vi gjorde hembesök hos alla över 80 år.",
        gave="Självskattad hälsa, Delaktighet",
        learnt="Gå två och två.",
        reminder=False,
    ),
    f.SpreadAnswered(about=ABOUT, organisation="Hylte kommun", answer="takes_up", day="måndag 1 mars 2027", reason=""),
    f.SpreadWhen(about=ABOUT, organisation="Hylte kommun"),
    g.CelebrationDraft(
        period="januari–mars 2027",
        steps=(g.StepCount("De här är klara och utvärderade", 2), g.StepCount("De här har fått ja", 4)),
        unnamed=("OH-2026-0015",),
        recipients=("alla-chefer@varberg.example", "nyheter@regionhalland.example"),
        code="K7Q2-9FXM",
    ),
    g.CelebrationReceipt(
        period="januari–mars 2027",
        recipients=("alla-chefer@varberg.example", "nyheter@regionhalland.example"),
        filename="Så går det i Omtanke Halland januari–mars 2027.docx",
        code="K7Q2-9FXM",
        removed="utan det som skulle hämtas från nätet",
    ),
    g.CelebrationLetter(title="Så går det i Omtanke Halland", period="januari–mars 2027"),
    g.FirstAnniversary(about=ABOUT, decided="torsdag 10 december 2026", state=State.EVALUATED),
    g.SpreadToAll(
        about=ABOUT,
        organisations=("Region Halland", "Varbergs kommun", "Falkenbergs kommun", "Hylte kommun"),
    ),
    c.WithdrawalConfirm(about=ABOUT, code="K7Q2-9FXM"),
    c.Withdrawn(about=ABOUT),
    c.Merged(about=ABOUT, other="OH-2026-0015"),
    c.HandedOver(about=ABOUT),
    c.SenderConfirm(reference="OH-2026-0012", code="K7Q2-9FXM"),
    c.ChangeConfirm(about=ABOUT, code="K7Q2-9FXM"),
    c.OnBehalf(reference="OH-2026-0012", sender="anna.ek@varberg.example", verified=True),
    d.ForgedOrders(count=3, folder="Granska"),
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
                reasons=_REASONS,
                responsible="Eva Nordin, Varbergs kommun",
                follow_up="tisdag 1 juni 2027",
                recipient="karin.lindqvist@varberg.example",
                subject="[OH-2026-0012] RUG har sagt ja till ditt initiativ",
                text=_LETTER,
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
    d.Done(
        heading="Ärendet är borttaget från dagordningen",
        done=("OH-2026-0012 är borttaget från dagordningen till RUG-mötet torsdag 10 december 2026.",),
        unclear=("OH-2026-0099 finns inte.",),
        code="",
    ),
    d.DeskReceipt(
        by="Maria Lindqvist",
        done=("Nr 17, ”Fråga om mötet” från per.holm@laholm.example, är klart.",),
        asked=(),
        unclear=("Nr 18 väntar inte. Det är redan klart.",),
        left=3,
        code="K7Q2-9FXM",
        undoable=True,
    ),
    d.DeskHelp(
        groups=(
            d.SayingGroup(
                "Om mejl som väntar",
                (
                    d.Saying("klart 8, 9 och 12", "alla tre är klara"),
                    d.Saying("svara 8: Tack, vi hör av oss.", "avsändaren får det som står efter kolon"),
                ),
            ),
            d.SayingGroup("Om registret", (d.Saying("status", "du får hela registret"),)),
        )
    ),
    d.RegisterOverview(
        counts=(d.StateCount("Väntar på komplettering", 1), d.StateCount("I kö till ett möte", 4)),
        waiting=(
            d.RegisterLine(ABOUT, "I kö till ett möte", "Varbergs kommun", "2026-11-02"),
            d.RegisterLine(OTHER, "Väntar på komplettering", "Halmstads kommun", "2026-11-04"),
        ),
        left_out=3,
        meeting=MEETING,
        work=(
            d.WorkLine(ABOUT, "Varbergs kommun", "Försenat", "2026-10-01", "Eva Berg"),
            d.WorkLine(OTHER, "Halmstads kommun", "Pågår", "2027-03-01", ""),
        ),
        work_left_out=2,
        spread=d.SpreadTable(
            ("Region Halland", "Hylte kommun"), (d.SpreadRow(ABOUT, ("Ja, 2027-03-01", "Inget svar än")),)
        ),
    ),
    d.InitiativeStory(
        about=ABOUT,
        state="I kö till ett möte",
        organisation="Varbergs kommun",
        address="karin.lindqvist@varberg.example",
        received="2026-11-02",
        lines=(
            d.StoryLine("2026-11-02 09.14", "Registrerat, komplett"),
            d.StoryLine("2026-11-02 09.15", "Brev till karin.lindqvist@varberg.example: Kvittens"),
        ),
        files=("Formulär fallprevention.docx",),
        note="2026-11-03: Ringde om partnerna.",
    ),
    d.NotUnderstood(
        understood=("klart 17",),
        unclear=("klra 18 tror jag",),
        nearest=("klart 18", "skräp 18"),
        left=3,
    ),
    d.SecretaryAnswer(subject_line="Fråga om mötet", words="Du är välkommen klockan 10.\n\nMaria Lindqvist"),
    d.ReviewDigest(
        waiting=(
            d.Waiting(
                17,
                "torsdag 19 november kl. 08.12",
                "per.holm@laholm.example",
                "Fråga om mötet",
                "Vi förstår inte vad mejlet gäller.",
                "",
                first_words="Hej! Jag undrar om vi i Laholm kan få komma och berätta på mötet.",
                answers=("klart 17", "svara 17: …", "registrera 17"),
                days=6,
            ),
            d.Waiting(
                21,
                "torsdag 19 november kl. 10.40",
                "karin.lindqvist@varberg.example",
                "Sv: Gemensam fallprevention",
                "Bilagan kan inte läsas.",
                "OH-2026-0012",
                first_words="Här kommer kompletteringen.",
                answers=("klart 21", "svara 21: …", "försök igen 21"),
            ),
        ),
        failed=(c.FileFault("jonas.stahl@halmstad.example", "adressen finns inte"),),
        notes=("Den egna brevmallen how_to/body.txt har ett fel. Den vanliga mallen används så länge.",),
        count=414,
        alike=(d.Alike(412, "list_mail", 460, "Mejlet är ett utskick."),),
        code="K7Q2-9FXM",
    ),
)


def variables(content: c.Content) -> dict[str, Any]:
    """Return all that a template sees of this content, written to an invented reader."""
    own = {item.name: getattr(content, item.name) for item in fields(content)}
    return own | {
        "identity": Identity(address="omtankehalland@regionhalland.example", name="Omtanke Halland"),
        "contact": Contact(name="Anna Ek", phone="035-00 00 00", email="anna.ek@regionhalland.example"),
        "form_url": "https://vardgivare.regionhalland.example/omtanke-halland",
        "recipient": Address("Karin Lindqvist", "karin.lindqvist@varberg.example"),
    }


SAMPLES: Mapping[LetterKind, c.Content] = MappingProxyType({content.kind: content for content in _CONTENTS})

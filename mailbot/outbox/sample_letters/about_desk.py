"""Letters about what waits for a human."""

from __future__ import annotations

from mailbot.outbox import contents as c
from mailbot.outbox import desk_contents as d
from mailbot.outbox.sample_letters.invented import ABOUT, MEETING, OTHER

DESK: tuple[c.Content, ...] = (
    d.ForgedOrders(count=3, folder="Granska"),
    d.OrdersDone(
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

"""Letters about the work that follows a decision."""

from __future__ import annotations

from mailbot.outbox import contents as c
from mailbot.outbox import follow_up_contents as f
from mailbot.outbox.sample_letters.invented import ABOUT, LACKS, MEETING

WORK: tuple[c.Content, ...] = (
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
    f.EvaluationIncomplete(about=ABOUT, lacks=LACKS, form_attached=True),
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
    f.SpreadLapsed(about=ABOUT, organisation="Hylte kommun", answer="takes_up"),
)

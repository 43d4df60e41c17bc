"""Letters to who has made a proposal, and the decisions on it."""

from __future__ import annotations

from mailbot.outbox import contents as c
from mailbot.outbox import decision_contents as e
from mailbot.outbox.sample_letters.invented import ABOUT, LACKS, MEETING, NEXT, OTHER, REASONS, UNREADABLE
from mailbot.store.values import State

PROPOSALS: tuple[c.Content, ...] = (
    c.ReceiptComplete(about=ABOUT, meeting=MEETING, missed=None, completed=False),
    c.ReceiptIncomplete(
        about=ABOUT, lacks=LACKS, unreadable=UNREADABLE, form_attached=True, meeting=MEETING, completed=False
    ),
    c.CompletionReminder(
        about=ABOUT, lacks=LACKS, unreadable=UNREADABLE, asked="måndag 2 november 2026", meeting=MEETING
    ),
    c.HowTo(filenames=("Gemensam mall.docx", "Gemensam mall.xlsx")),
    c.CouldNotRead(files=UNREADABLE, form_attached=True),
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
    e.DecisionApproved(
        about=ABOUT,
        meeting=MEETING,
        reasons=REASONS,
        responsible="Eva Nordin, Varbergs kommun",
        next_meeting=NEXT,
        added="Vi vill gärna att du berättar om försöket på temadagen i mars.",
        follow_up="tisdag 1 juni 2027",
    ),
    e.DecisionRejected(
        about=ABOUT,
        meeting=MEETING,
        reasons="Ett liknande arbete pågår redan i Laholm och Halmstad. RUG vill först se vad det ger.",
        responsible="",
        next_meeting=NEXT,
        added="",
        follow_up="",
    ),
    e.DecisionDeferred(
        about=ABOUT,
        meeting=MEETING,
        reasons="RUG hann inte behandla ärendet.",
        responsible="",
        next_meeting=NEXT,
        added="",
        follow_up="",
    ),
    e.DecisionReferredBack(
        about=ABOUT,
        meeting=MEETING,
        reasons="Beskriv vilka kommuner som ska vara med.\nRedovisa vad arbetet kostar det första året.",
        responsible="",
        next_meeting=NEXT,
        added="",
        follow_up="",
    ),
    e.DecisionCorrected(
        about=ABOUT,
        meeting=MEETING,
        reasons=REASONS,
        responsible="Eva Nordin, Varbergs kommun",
        next_meeting=NEXT,
        added="",
        follow_up="tisdag 1 juni 2027",
        outcome="Bifall",
        earlier="Avslag",
    ),
)

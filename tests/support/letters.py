"""Letters to try templates with: the package's samples, and one for every turn that a template can take."""

from __future__ import annotations

from dataclasses import replace

from mailbot.outbox import celebration_contents as g
from mailbot.outbox import contents as c
from mailbot.outbox import decision_contents as e
from mailbot.outbox import desk_contents as d
from mailbot.outbox import meeting_contents as m
from mailbot.outbox.sample_letters.invented import ABOUT, MEETING, NEXT, OTHER
from mailbot.outbox.samples import SAMPLES
from mailbot.store.values import LetterKind, State
from tests.support.paths import ROOT

TEMPLATES = ROOT / "templates" / "mail"

UNTITLED = replace(ABOUT, title="")


def sample(kind: LetterKind) -> c.Content:
    """Return a content of this kind, with all its parts."""
    return SAMPLES[kind]


def status(state: State, *, deferred: bool = False, meeting: c.MeetingView | None = None) -> c.Status:
    """Return the status of one initiative in this state."""
    return c.Status((c.StatusLine(ABOUT, state, deferred, "måndag 2 november 2026", meeting, ""),))


def correction(outcome: str) -> e.DecisionCorrected:
    """Return a correction of a decision from bifall to this one."""
    return e.DecisionCorrected(
        about=ABOUT,
        meeting=MEETING,
        reasons="",
        responsible="",
        next_meeting=NEXT,
        added="",
        follow_up="",
        outcome=outcome,
        earlier="Bifall",
    )


def _preview(about: c.About, reasons: str) -> m.DecisionPreview:
    return m.DecisionPreview(
        about=about,
        outcome="Avslag",
        reasons=reasons,
        responsible="",
        follow_up="",
        recipient="jonas.stahl@halmstad.example",
        subject="RUG säger nej till ditt initiativ",
        text="Hej!\n\nRUG säger nej till ditt initiativ.",
    )


PREVIEWS = (_preview(ABOUT, "Det görs redan."), _preview(OTHER, ""))

NAMED = c.NamedInForm("karin.lindqvist@varberg.example", asked=True)
VARIANTS: dict[str, c.Content] = {
    "no meeting planned": c.ReceiptComplete(about=UNTITLED, meeting=None, missed=None, completed=True),
    "stop date passed": c.ReceiptComplete(about=ABOUT, meeting=NEXT, missed=MEETING, completed=False),
    "stop date passed, no meeting": c.ReceiptComplete(about=ABOUT, meeting=None, missed=MEETING, completed=False),
    "meeting without place": c.ReceiptComplete(
        about=ABOUT, meeting=replace(MEETING, place=""), missed=None, completed=False
    ),
    "still incomplete": c.ReceiptIncomplete(
        about=UNTITLED, lacks=(), unreadable=(), form_attached=False, meeting=None, completed=True
    ),
    "reminder, nothing known": c.CompletionReminder(
        about=UNTITLED, lacks=(), unreadable=(), asked="måndag 2 november 2026", meeting=None
    ),
    "two files unread": c.CouldNotRead(
        files=(c.FileFault("a.pages", "formatet är Pages"), c.FileFault("b.jpg", "filen är en bild")),
        form_attached=False,
    ),
    "somebody else is named": c.ReceiptComplete(
        about=ABOUT, meeting=MEETING, missed=None, completed=False, named=NAMED
    ),
    "somebody else is named, incomplete": c.ReceiptIncomplete(
        about=ABOUT, lacks=(), unreadable=(), form_attached=False, meeting=MEETING, completed=True, named=NAMED
    ),
    "somebody else is named, and not asked": c.SameAgain(
        about=ABOUT, changed=True, on_agenda=True, named=replace(NAMED, asked=False)
    ),
    "on behalf, not verified": c.OnBehalf(reference="OH-2026-0012", sender="anna.ek@varberg.example", verified=False),
    "on behalf, new contact": c.OnBehalf(
        reference="OH-2026-0012", sender="maria.lindqvist@regionhalland.example", verified=True, new_contact=True
    ),
    "on behalf, from nobody": c.OnBehalf(reference="OH-2026-0012", sender="", verified=False),
    "same form, nothing new": c.SameAgain(about=UNTITLED, changed=False, on_agenda=True),
    "same form, new version": c.SameAgain(about=ABOUT, changed=True, on_agenda=False),
    **{f"status {state}": status(state) for state in State},
    **{f"status {state} with meeting": status(state, meeting=MEETING) for state in State},
    "status deferred": status(State.QUEUED, deferred=True, meeting=NEXT),
    "status deferred, no meeting": status(State.QUEUED, deferred=True),
    "off agenda, no meeting": c.OffAgenda(about=UNTITLED, meeting=MEETING, next_meeting=None),
    **{
        f"{kind.__name__} bare": kind(
            about=UNTITLED, meeting=None, reasons="", responsible="", next_meeting=None, added="", follow_up=""
        )
        for kind in (e.DecisionApproved, e.DecisionRejected, e.DecisionDeferred, e.DecisionReferredBack)
    },
    **{f"corrected to {outcome}": correction(outcome) for outcome in ("Avslag", "Bordläggning", "Återremiss")},
    "agenda without initiatives": m.AgendaReady(
        meeting=MEETING, revision=2, items=(), withheld=(), left_out=(), cleaned=(), material=False
    ),
    "agenda that members lack": replace(SAMPLES[LetterKind.AGENDA], revision=3, members=9, members_have=2),
    **{
        f"agenda with a template that fails: {fault.what}": replace(SAMPLES[LetterKind.AGENDA], template_fault=fault)
        for fault in (
            m.TemplateFault("dagordning-var.docx", "unknown_name", "meting", "Kl. agenda.meting.time"),
            m.TemplateFault("dagordning-var.docx", "syntax", "unexpected end"),
            m.TemplateFault("dagordning-var.docx", "missing"),
            m.TemplateFault("dagordning-var.docx", "not_word"),
            m.TemplateFault("dagordning-var.docx", "no_decision"),
            m.TemplateFault("dagordning-var.docx", "other", "word.py:80"),
        )
    },
    "members' agenda, first": replace(
        SAMPLES[LetterKind.MEMBERS_AGENDA], revision=1, replaces=False, items=(), filename="Dagordning.docx"
    ),
    "members' copy sent": replace(SAMPLES[LetterKind.MEMBERS_RECEIPT], code="", pdf=False),
    **{
        f"members' copy: {obstacle}": replace(SAMPLES[LetterKind.MEMBERS_RECEIPT], to=(), code="", obstacle=obstacle)
        for obstacle in ("all_have_it", "newer", "not_all", "stopped")
    },
    **{
        f"members' copy: {obstacle}": m.MembersReceipt(None, 0, (), pdf=False, obstacle=obstacle)
        for obstacle in ("no_agenda", "no_members")
    },
    "celebration, none unnamed": replace(SAMPLES[LetterKind.CELEBRATION_DRAFT], unnamed=()),
    "celebration returned, unverified": replace(SAMPLES[LetterKind.CELEBRATION_RECEIPT], removed="", verified=False),
    "celebration sent": g.CelebrationReceipt(
        "januari–mars 2027", ("alla-chefer@varberg.example",), "Så går det i Omtanke Halland januari–mars 2027.pdf"
    ),
    "celebration, a newer file": replace(SAMPLES[LetterKind.CELEBRATION_RECEIPT], removed="", obstacle="newer"),
    **{
        f"celebration: {obstacle}": g.CelebrationReceipt("", (), obstacle=obstacle, reason="innehåller makron")
        for obstacle in (
            *("not_marked", "several", "withheld", "personnummer", "not_searched"),
            *("sent", "stopped", "now_stopped", "no_recipients"),
        )
    },
    **{
        f"anniversary of {state}": replace(SAMPLES[LetterKind.FIRST_ANNIVERSARY], state=state, about=UNTITLED)
        for state in (State.APPROVED, State.IN_PROGRESS, State.SPREAD)
    },
    "decisions, unverified": m.DecisionsReceipt(
        meeting=None, decisions=PREVIEWS, unclear=(), remarks=(), code="K7Q2-9FXM", verified=False, applied=False
    ),
    "decisions, applied": m.DecisionsReceipt(
        meeting=MEETING, decisions=PREVIEWS, unclear=(), remarks=(), code="", verified=True, applied=True
    ),
    "decisions, none released": m.DecisionsReceipt(
        meeting=MEETING, decisions=PREVIEWS, unclear=("Ett fel.",), remarks=(), code="", verified=True, applied=False
    ),
    "decisions, none read": m.DecisionsReceipt(
        meeting=MEETING, decisions=(), unclear=("Filen är tom.",), remarks=(), code="", verified=True, applied=False
    ),
    "decisions in words": m.DecisionsReceipt(
        meeting=MEETING,
        decisions=PREVIEWS,
        unclear=("Ett fel.",),
        remarks=(),
        code="K7Q2-9FXM",
        verified=False,
        applied=False,
        in_words=True,
    ),
    "decisions in words, none read": m.DecisionsReceipt(
        meeting=None, decisions=(), unclear=("Ett.",), remarks=(), code="", verified=True, applied=False, in_words=True
    ),
    "instruction waits": d.OrdersDone(heading="Ändring av dagordningen", done=("Ett.",), unclear=(), code="K7Q2-9FXM"),
    "desk order asked about": d.DeskReceipt(
        by="Maria Lindqvist", done=(), asked=("Ett.",), unclear=(), left=1, code="K7Q2-9FXM"
    ),
    "desk order with a letter": d.DeskReceipt(
        by="Maria Lindqvist",
        done=("Nr 9 är klart.",),
        asked=("Nr 17 besvaras.",),
        unclear=(),
        left=1,
        code="K7Q2-9FXM",
        shown_first=True,
        letters=(d.LetterPreview("per.holm@laholm.example", "Sv: Fråga om mötet", "Hej!\n\nDu är välkommen."),),
    ),
    "desk order shown first": d.DeskReceipt(
        by="Maria Lindqvist", done=(), asked=("Ett.",), unclear=(), left=1, code="K7Q2-9FXM", shown_first=True
    ),
    "not understood at all": d.NotUnderstood(understood=(), unclear=("Vad då?",), nearest=("hjälp", "status"), left=0),
    "empty register": d.RegisterOverview(counts=(), waiting=(), left_out=0, meeting=None),
    "story of nothing": replace(SAMPLES[LetterKind.INITIATIVE_STORY], lines=(), files=(), note="", organisation=""),
    "answer that greets": d.SecretaryAnswer(subject_line="Lokal", words="Hej Karin! Gärna.", greets=True),
    "answer without subject": d.SecretaryAnswer(subject_line="", words="Tack, vi återkommer."),
    "form for who has none": c.ReceiptIncomplete(
        about=ABOUT,
        lacks=(),
        unreadable=(),
        form_attached=False,
        meeting=MEETING,
        completed=False,
        blank_attached=True,
    ),
    "copy of a desk order": d.DeskReceipt(
        by="Maria Lindqvist", done=("Nr 9 är klart.",), asked=(), unclear=(), left=1, code=""
    ),
    "desk order not done": d.DeskReceipt(
        by="Maria Lindqvist", done=(), asked=(), unclear=("Ett.",), left=0, code="K7Q2-9FXM"
    ),
    "digest of failures": d.ReviewDigest(
        waiting=(), failed=(c.FileFault("a@laholm.example", "adressen finns inte"),), notes=()
    ),
    "digest of notes": d.ReviewDigest(waiting=(), failed=(), notes=("Ett mejl är spärrat.",)),
}

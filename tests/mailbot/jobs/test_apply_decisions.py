from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import select

from mailbot import app
from mailbot.config import STOCKHOLM
from mailbot.errors import AgendaUnreadable, IllegalTransition, MeetingToCome
from mailbot.jobs.apply_decisions import decide, decide_all
from mailbot.jobs.by_hand import operator_actions
from mailbot.jobs.by_hand.operator_actions import OnPaper
from mailbot.jobs.freeze_agenda import freeze_now, remove_item
from mailbot.meetings.decisions.take_effect import Applied
from mailbot.store.tables import Agenda, Decision, Event, Initiative, Letter
from mailbot.store.values import DecisionOutcome
from tests.support.meetings import a_config

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
STARTS = datetime(2026, 12, 10, 9, 0, tzinfo=STOCKHOLM)


@pytest.fixture
def services(tmp_path: Path):
    """Three initiatives on a frozen agenda, as the meeting begins."""
    services = app.services(a_config(state_dir=str(tmp_path)), clock=lambda: NOW)
    for title in ("Fallprevention", "En väg in", "Samordnad plan"):
        told = OnPaper(title, "Karin", "karin@varberg.example", "Varbergs kommun", complete=True)
        operator_actions.add(services, told, receipt=False)
    operator_actions.add_meeting(services, STARTS, datetime(2026, 11, 26, 12, 0, tzinfo=STOCKHOLM), "Halmstad")
    freeze_now(services, "2026-12-10")
    yield replace(services, clock=lambda: STARTS)
    services.close()


def _filled(services, *decisions: tuple[str, str, str]) -> bytes:
    """Return the agenda's workbook with outcome, reasons and responsible filled in, a row for each."""
    with services.database.reading() as session:
        book = openpyxl.load_workbook(io.BytesIO(session.scalars(select(Agenda)).one().excel))
    sheet = book.active
    for row, answers in enumerate(decisions, start=6):
        for column, answer in zip("FGH", answers, strict=True):
            sheet[f"{column}{row}"] = answer or None
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _states(services) -> list[str]:
    with services.database.reading() as session:
        return list(session.scalars(select(Initiative.state).order_by(Initiative.id)))


def _decision_letters(services) -> list[str]:
    with services.database.reading() as session:
        kinds = session.scalars(select(Letter.kind).order_by(Letter.id))
        return [kind.value for kind in kinds if kind.startswith("decision_")]


def test_file_takes_effect_and_what_is_unclear_stays(services):
    data = _filled(services, ("Bifall", "Bra.", "Varberg"), ("Kanske", "", ""), ("", "", ""))
    assert decide_all(services, "dagordning.xlsx", data) == Applied(
        ("OH-2026-0001: Bifall.",),
        (
            "OH-2026-0002: «Kanske» känns inte igen som beslut. Skriv Bifall, Avslag, Bordläggning eller Återremiss.",
            "OH-2026-0003 saknar beslut och ligger kvar.",
        ),
    )
    assert _states(services) == ["approved", "on_agenda", "on_agenda"]
    assert _decision_letters(services) == ["decision_approved"]
    with services.database.reading() as session:
        decision = session.scalars(select(Decision)).one()
        assert (decision.reasons, decision.responsible, decision.state) == ("Bra.", "Varberg", "applied")
        assert session.scalars(select(Event).where(Event.kind == "approved")).one().actor == "operator"


def test_same_file_again_changes_nothing(services):
    data = _filled(services, ("Bifall", "", ""), ("Avslag", "Finns redan.", ""), ("Bordläggning", "", ""))
    assert decide_all(services, "dagordning.xlsx", data).unclear == ()
    states = _states(services)
    assert states == ["approved", "rejected", "queued"]
    assert decide_all(services, "dagordning.xlsx", data).done == ()
    assert (_states(services), len(_decision_letters(services))) == (states, 3)


def test_file_of_an_unknown_agenda_is_refused(services):
    data = _filled(services, ("Bifall", "", ""), ("", "", ""), ("", "", ""))
    with services.unit_of_work("worker") as work:
        work.session.scalars(select(Agenda)).one().token = "0123456789abcdef"
    with pytest.raises(AgendaUnreadable):
        decide_all(services, "dagordning.xlsx", data)
    assert _states(services) == ["on_agenda"] * 3


def test_any_other_file_is_refused(services):
    with pytest.raises(AgendaUnreadable):
        decide_all(services, "brev.docx", b"inget")


def test_row_that_was_taken_off_is_left_alone(services):
    data = _filled(services, ("Bifall", "", ""), ("Avslag", "", ""), ("Bifall", "", ""))
    remove_item(replace(services, clock=lambda: NOW), "2026-12-10", "OH-2026-0002")
    applied = decide_all(services, "dagordning.xlsx", data)
    assert applied.done == ("OH-2026-0001: Bifall.", "OH-2026-0003: Bifall.")
    assert applied.unclear == ("OH-2026-0002 står inte på dagordningen.",)
    assert _states(services) == ["approved", "queued", "approved"]


def test_one_decision_by_reference(services):
    decided = decide(services, "oh-2026-0001", DecisionOutcome.REFERRED_BACK, reasons="Beskriv kostnaden.")
    assert (decided.outcome, decided.reasons, decided.applied_at) == ("referred_back", "Beskriv kostnaden.", STARTS)
    assert _states(services) == ["incomplete", "on_agenda", "on_agenda"]
    with pytest.raises(IllegalTransition):
        decide(services, "OH-2026-0001", DecisionOutcome.APPROVED)


def test_decision_before_its_meeting_has_begun_is_entered_only_as_an_early_one(services):
    """One by its reference, and all in a file; where nothing in it is decided, nothing is early."""
    early = replace(services, clock=lambda: STARTS - timedelta(seconds=1))
    data, empty = (_filled(services, *[(word, "", "")] * 3) for word in ("Bifall", ""))
    said = "The meeting of 2026-12-10 09:00 has not begun."
    with pytest.raises(MeetingToCome, match=said):
        decide(early, "OH-2026-0001", DecisionOutcome.APPROVED)
    with pytest.raises(MeetingToCome, match=said):
        decide_all(early, "dagordning.xlsx", data)
    assert decide_all(early, "dagordning.xlsx", empty).done == ()
    assert (_states(services), _decision_letters(services)) == (["on_agenda"] * 3, [])
    decide(early, "OH-2026-0001", DecisionOutcome.APPROVED, early=True)
    assert decide_all(early, "dagordning.xlsx", data, early=True).done == (
        "OH-2026-0002: Bifall.",
        "OH-2026-0003: Bifall.",
    )

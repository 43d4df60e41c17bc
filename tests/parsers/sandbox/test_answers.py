"""What a process that reads files may say, and what is made of an answer that something else has written."""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Mapping
from datetime import UTC, date, datetime, time

import pytest

from mailbot.intake.file_contents import FileContents
from mailbot.meetings.decisions.returned_agenda import NotAnAgenda, Returned, Row
from mailbot.meetings.planning.invited import Invited, InvitedEvent, Method, Occasion, Zone
from mailbot.meetings.planning.plan_table import PlannedRow, PlanTable
from mailbot.store.values import DecisionOutcome
from parsers import Code, FieldProblem, NotAForm, ParsedForm, Result, Unreadable, Vetted
from parsers.sandbox import answers
from parsers.sandbox.answers import Malformed
from parsers.sandbox.pool import Isolated

FORM = ParsedForm(
    "gemensam-1",
    "docx",
    {"title": "Å \ud800 \0", "start": date(2026, 12, 10), "factors": ("Trygg", "Enkel"), "agreed": True, "phone": None},
    (FieldProblem("purpose", Code.MISSING, "Syfte saknas."),),
    {"title": "tabell 1, rad 4"},
    {},
)
AGENDA = Returned("t", (Row("OH-2026-0001", DecisionOutcome.APPROVED, "Bra.", "Eva", None, written=True),))
INVITED = Invited(
    Method.REQUEST,
    (
        InvitedEvent(
            *("1", "maria@regionhalland.example", False, True, False, 0, datetime(2026, 11, 20, 8, tzinfo=UTC)),
            (
                Occasion(
                    *(None, date(2027, 3, 15), datetime(2027, 3, 15, 8, tzinfo=UTC), Zone.NAMED, "RUG", "", ""),
                    *(0, datetime(2026, 11, 20, 8, tzinfo=UTC), False),
                ),
            ),
            *(False, (date(2027, 1, 1), date(2027, 12, 31)), ("UID:1\r\n",), ""),
        ),
    ),
)
PLANNED = PlanTable((PlannedRow("tabell 1, rad 2", date(2027, 3, 15), time(9)), PlannedRow("rad 3", unclear="nej")))
SAID = [
    (FileContents((FORM,)), FileContents),
    (FileContents(NotAForm("docx", "en dagordning"), AGENDA, holds_personnummer=True), FileContents),
    (FileContents(Unreadable("png", "en bild", maybe_form=False), NotAnAgenda("nej")), FileContents),
    (FileContents(NotAForm("text", "nej"), None, False, INVITED, PLANNED), FileContents),  # noqa: FBT003 - in order
    (Vetted(b"PK\x00\xff", removed="utan makron"), Vetted),
    ((), Result),
]


@pytest.mark.parametrize(("value", "kind"), SAID)
def test_answer_comes_out_as_it_went_in(value, kind):
    found = answers.decode(answers.encode(value), kind)
    assert found == value
    assert type(found) is type(value)


def test_what_is_no_data_is_not_told():
    with pytest.raises(TypeError):
        answers.encode(print)


NO_FORM = {"NotAForm": ["docx", "nej"]}
NOTHING_ELSE = (None, False, None, None)
CONTENTS = {"FileContents": [NO_FORM, *NOTHING_ELSE]}
HOSTILE = [
    pytest.param(pickle.dumps(os.getcwd), FileContents, id="a pickle"),
    pytest.param(b"", FileContents, id="nothing"),
    pytest.param(b"\xff", FileContents, id="no text"),
    pytest.param(b"[" * 1_000_000, FileContents, id="too deep"),
    pytest.param(
        {"FileContents": [{"NotAForm": ["docx", "nej"]}, None, False, None]}, FileContents, id="a field too few"
    ),
    pytest.param(
        {"FileContents": [{"NotAForm": ["docx", 1]}, None, False, None, None]}, FileContents, id="another type"
    ),
    pytest.param({"FileContents": [NO_FORM, None, 0, None, None]}, FileContents, id="a number for a bool"),
    pytest.param({**CONTENTS, "b": 1}, FileContents, id="another name beside"),
    pytest.param({"Popen": ["id"]}, FileContents, id="a class that nobody named"),
    pytest.param({"Returned": ["t", []]}, FileContents, id="a class of another place"),
    pytest.param({"Vetted": [{"bytes": "%"}, "", ""]}, Vetted, id="no base64"),
    pytest.param({"date": "2026-13-01"}, date, id="no date"),
    pytest.param({"moment": "2026-12-01T08:00:00"}, datetime, id="no zone"),
    pytest.param({"time": "25:00"}, time, id="no time"),
    pytest.param("maybe", Code, id="no member"),
    pytest.param({"map": [["a", 1, 2]]}, Mapping[str, int], id="no pair"),
    pytest.param({"map": [[[], 1]]}, Mapping[str, int], id="no key"),
]


@pytest.mark.parametrize(("told", "kind"), HOSTILE)
def test_answer_of_another_type_is_none(told, kind):
    data = told if isinstance(told, bytes) else json.dumps(told).encode()
    with pytest.raises(Malformed):
        answers.decode(data, kind)


BROKEN = "filen är skadad – fyll i en ny mall (Word eller Excel) och skicka den"


@pytest.mark.parametrize("how", ["pickled", "other_type", "endless", "in_parts", "negative_time"])
def test_process_that_was_taken_over_runs_nothing_outside_it(how, tmp_path, monkeypatch):
    """The answer is written to the pipe past the worker's own code, as code that got in would do."""
    monkeypatch.setattr(answers, "LONGEST", 1_000_000)
    told = tmp_path / "ran"
    with Isolated[object]([], read=f"tests.support.hostile_answers:{how}") as isolated:
        assert isolated.read(str(told), b"Hej") == Unreadable("text", BROKEN)
        first = isolated.read("", b"honest")
    assert first == NotAForm("text", "honest")
    assert not told.exists()

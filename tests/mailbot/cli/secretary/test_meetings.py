from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from mailbot.cli.secretary import decide
from mailbot.config import STOCKHOLM
from mailbot.meetings.calendar import swedish_day
from tests.support.invitations import outlook

DAY = datetime.now(STOCKHOLM).date() + timedelta(days=40)
STOP = datetime(DAY.year, DAY.month, DAY.day, 12, 0, tzinfo=STOCKHOLM) - timedelta(days=14)
ADD = ("meetings", "add", str(DAY), "--stop", f"{STOP:%Y-%m-%dT%H:%M}")
PROPOSE = ("initiatives", "add", "--name", "Karin Nilsson", "--email", "karin@varberg.example", "--complete")


def _utc(day: date, hour: int) -> str:
    return datetime(day.year, day.month, day.day, hour, 0, tzinfo=STOCKHOLM).astimezone(UTC).isoformat()


@pytest.fixture
def proposed(mailbot) -> tuple[str, str]:
    """Put two initiatives in the queue; give their references."""
    titles = ("Gemensam fallprevention", "En väg in för unga")
    rows = [mailbot.json(*PROPOSE, "--title", title, "--organisation", "Varbergs kommun")[0] for title in titles]
    return rows[0]["reference"], rows[1]["reference"]


def test_add_prints_the_meeting(mailbot):
    expected = {
        "id": 1,
        "day": str(DAY),
        "starts_at": _utc(DAY, 9),
        "stop_at": STOP.astimezone(UTC).isoformat(),
        "place": "Regionens hus, Halmstad",
        "cancelled_at": None,
        "uid": None,
        "original": None,
    }
    assert mailbot.json(*ADD) == [expected]
    assert mailbot.json("meetings", "list") == [expected]


def test_add_takes_start_and_place(mailbot):
    (row,) = mailbot.json(*ADD, "--start", "13.30", "--place", "Rådhuset, Varberg")
    assert (row["starts_at"][14:16], row["place"]) == ("30", "Rådhuset, Varberg")


def test_stop_with_an_offset_is_that_moment(mailbot):
    (row,) = mailbot.json("meetings", "add", str(DAY), "--stop", "2026-07-01T12:00-04:00")
    assert row["stop_at"] == "2026-07-01T16:00:00+00:00"


def test_add_on_a_holiday_warns_on_stderr(mailbot):
    result = mailbot("meetings", "add", "2090-12-25", "--stop", "2090-12-01T12:00", "--json")
    assert result.stderr == "Note: Måndag 25 december 2090 är juldagen.\n"
    assert len(result.stdout.splitlines()) == 1


def test_add_whose_agenda_closes_at_once_says_so(mailbot):
    assert "closes at once" in mailbot("meetings", "add", str(DAY), "--stop", "2026-01-01T12:00").stderr


def test_same_day_twice_is_refused(mailbot):
    mailbot(*ADD)
    assert mailbot(*ADD, code=4).stderr.startswith(f"mailbot: There is already a meeting on {DAY}.")


@pytest.mark.parametrize("arguments", [("10 december", "--stop", "2026-11-26T12:00"), ("2026-12-10", "--stop", "nu")])
def test_time_that_is_none_is_wrong_usage(mailbot, arguments):
    mailbot("meetings", "add", *arguments, code=2)


def test_cancel_marks_the_meeting(mailbot):
    mailbot(*ADD)
    (row,) = mailbot.json("meetings", "cancel", str(DAY))
    assert datetime.fromisoformat(row["cancelled_at"]) < datetime.now(UTC)
    assert "cancelled" in mailbot("meetings", "list").stdout
    mailbot("meetings", "cancel", str(DAY), code=4)


def test_agenda_is_shown_before_and_after_it_is_frozen(mailbot, proposed, tmp_path):
    mailbot(*ADD)
    before = mailbot("agenda", "show").stdout
    assert before.startswith(f"{DAY}: not frozen.")
    assert all(reference in before for reference in proposed)
    built = mailbot("agenda", "build", "--out", tmp_path / "ut").stdout.splitlines()
    assert built[0].startswith(f"{DAY}: revision 1, frozen ")
    assert sorted(file.name for file in (tmp_path / "ut").iterdir()) == [
        f"Dagordning RUG {DAY}.docx",
        f"Dagordning RUG {DAY}.xlsx",
    ]
    written = [file for place in ("ut", "state/agendas") for file in (tmp_path / place).rglob("*.*")]
    assert {(file.name, oct(file.stat().st_mode & 0o777)) for file in written if file.is_file()} == {
        (f"Dagordning RUG {DAY}.docx", "0o600"),
        (f"Dagordning RUG {DAY}.xlsx", "0o600"),
    }
    assert mailbot("agenda", "show", str(DAY)).stdout.splitlines() == built[: -len(proposed)]
    mailbot("agenda", "build", str(DAY), code=4)


def test_agenda_is_changed_by_reference(mailbot, proposed, tmp_path):
    mailbot(*ADD)
    mailbot("agenda", "build")
    mailbot("agenda", "remove", proposed[0])
    assert [row["state"] for row in mailbot.json("initiatives", "list")] == ["queued", "on_agenda"]
    added = mailbot("agenda", "add", proposed[0], "--meeting", str(DAY), "--out", tmp_path)
    assert added.stdout.startswith(f"{DAY}: revision 3, ")
    assert (tmp_path / f"Dagordning RUG {DAY} version 3.docx").exists()
    assert [row["state"] for row in mailbot.json("initiatives", "list")] == ["on_agenda", "on_agenda"]


@pytest.mark.parametrize("command", [("build",), ("show",), ("add", "OH-2026-0001"), ("remove", "OH-2026-0001")])
def test_agenda_without_a_meeting_is_not_found(mailbot, command):
    assert "`mailbot meetings list` shows them all." in mailbot("agenda", *command, code=4).stderr


def test_decision_by_reference_takes_effect_and_can_be_corrected(mailbot, proposed):
    mailbot(*ADD)
    mailbot("agenda", "build")
    (row,) = mailbot.json("decide", proposed[0], "bifall", "--reason", "Bra.", "--responsible", "Varberg")
    assert {name: row[name] for name in ("outcome", "reasons", "responsible", "state")} == {
        "outcome": "approved",
        "reasons": "Bra.",
        "responsible": "Varberg",
        "state": "applied",
    }
    assert mailbot("decide", proposed[0], "rejected").stdout == f"{proposed[0]} is rejected.\n"
    assert [one["kind"] for one in mailbot.json("letters", "list", "--state", "queued")][-1] == "decision_rejected"


def test_decision_about_what_is_not_on_an_agenda_is_refused(mailbot, proposed):
    mailbot("decide", proposed[0], "bifall", code=4)


def test_decision_with_an_unknown_word_is_wrong_usage(mailbot, proposed):
    assert "Bifall, Avslag, Bordläggning, Återremiss" in mailbot("decide", proposed[0], "kanske", code=2).stderr


def test_decide_on_a_file_that_is_no_agenda_is_refused(mailbot, tmp_path):
    (tmp_path / "a.docx").write_bytes(b"nej")
    assert mailbot("decide", tmp_path / "a.docx", code=4).stderr.startswith("mailbot: a.docx is no agenda")
    mailbot("decide", tmp_path / "borta.docx", code=4)


def test_decide_on_a_filled_agenda_does_what_is_clear_and_says_what_is_not(mailbot, proposed, tmp_path):
    mailbot(*ADD)
    mailbot("agenda", "build", "--out", tmp_path)
    file = tmp_path / f"Dagordning RUG {DAY}.xlsx"
    book = openpyxl.load_workbook(file)
    book.active["F6"] = "Bifall"
    book.save(file)
    said = {"done": [f"{proposed[0]}: Bifall."], "unclear": [f"{proposed[1]} saknar beslut och ligger kvar."]}
    assert mailbot.json("decide", file, "--yes", code=1) == [said]
    assert [row["state"] for row in mailbot.json("initiatives", "list")] == ["approved", "on_agenda"]


EARLY = f"The meeting of {DAY} 09:00 has not begun."


@pytest.fixture
def decisions(mailbot, proposed, tmp_path) -> dict[str, tuple[str | Path, ...]]:
    """A decision for a meeting to come: of an initiative, the correction of one, and in a filled-in agenda."""
    mailbot(*ADD)
    mailbot("agenda", "build", "--out", tmp_path)
    file = tmp_path / f"Dagordning RUG {DAY}.xlsx"
    book = openpyxl.load_workbook(file)
    book.active["F6"], book.active["F7"] = "Bifall", "Bifall"
    book.save(file)
    return {"first": (proposed[0], "bifall"), "correction": (proposed[0], "bifall"), "file": (file,)}


def entered(mailbot) -> list[str]:
    return [row["state"] for row in mailbot.json("initiatives", "list")]


@pytest.mark.parametrize("which", ["first", "correction", "file"])
def test_decision_before_its_meeting_is_asked_about_at_a_terminal(mailbot, decisions, which, monkeypatch):
    if which == "correction":
        mailbot("decide", decisions["first"][0], "avslag", "--yes")
    before = entered(mailbot)
    monkeypatch.setattr(decide, "_is_at_terminal", lambda: True)
    for typed in ("", "n\n"):
        said = replace(mailbot, typed=typed)("decide", *decisions[which], "--json", code=1)
        assert (EARLY in said.stderr, said.stdout, entered(mailbot)) == (True, "", before)
    said = replace(mailbot, typed="y\n")("decide", *decisions[which], "--json")
    assert (len(said.stdout.splitlines()), entered(mailbot)[0]) == (1, "approved")


@pytest.mark.parametrize("which", ["first", "file"])
def test_decision_before_its_meeting_is_noted_where_nobody_can_be_asked(mailbot, decisions, which):
    assert mailbot("decide", *decisions[which]).stderr == f"Note: {EARLY} It is entered all the same.\n"
    assert mailbot("decide", decisions["first"][0], "avslag", "--yes").stderr == ""


def test_meeting_that_has_been_is_refused(mailbot):
    said = mailbot("meetings", "add", "2025-12-10", "--stop", "2025-12-01T12:00", code=4).stderr
    assert said == "mailbot: 2025-12-10 has been. Give a day to come.\n"
    assert mailbot.json("meetings", "list") == []


def _entered(place: str) -> str:
    """Return what is said of a meeting at nine that closes at STOP."""
    day, stop = swedish_day(DAY), swedish_day(STOP).rpartition(" ")[0]
    return f"{day[0].upper()}{day[1:]} kl. 09.00, {place}. Stoppdag {stop} kl. 12.00."


def test_import_of_a_calendar_enters_its_meeting_once(mailbot, tmp_path):
    file = tmp_path / "möten.ics"
    begins = f"TZID=W. Europe Standard Time:{DAY:%Y%m%d}T090000"
    text = f"Stoppdag {STOP:%Y-%m-%d} kl 12"
    file.write_text(outlook(starts=begins, method="PUBLISH", text=text), encoding="utf-8")
    assert mailbot("meetings", "import", file).stdout.splitlines() == [_entered("Regionens hus")]
    assert mailbot.json("meetings", "import", file) == [{"done": [], "unclear": []}]


def test_import_of_a_plan_says_which_rows_are_unclear(mailbot, tmp_path):
    file = tmp_path / "plan.xlsx"
    book = openpyxl.Workbook()
    for row in (("Datum", "Plats", "Stoppdag"), (str(DAY), "Varberg", STOP.date()), ("i april", "Laholm", "")):
        book.active.append(row)
    book.save(file)
    assert mailbot("meetings", "import", file, code=1).stdout.splitlines() == [
        _entered("Varberg"),
        "bladet Sheet, rad 3: «i april» är ingen dag som vi kan läsa. Skriv som 2027-03-15.",
    ]
    assert [row["place"] for row in mailbot.json("meetings", "list")] == ["Varberg"]


@pytest.mark.parametrize("text", [outlook(title="Fika"), "Hej", "BEGIN:VCALENDAR"])
def test_import_of_anything_else_is_refused(mailbot, tmp_path, text):
    (tmp_path / "a.ics").write_text(text, encoding="utf-8")
    assert "plans no meeting" in mailbot("meetings", "import", tmp_path / "a.ics", code=4).stderr

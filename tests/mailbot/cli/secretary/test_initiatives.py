from __future__ import annotations

import sqlite3
from datetime import datetime

import pytest

ADD = (
    "initiatives",
    "add",
    "--title",
    "Gemensam fallprevention",
    "--name",
    "Karin Nilsson",
    "--email",
    "Karin.Nilsson@varberg.example",
    "--organisation",
    "varbergs kommun",
)
QUEUED = {
    "id": 1,
    "reference": "OH-2026-0001",
    "year": 2026,
    "number": 1,
    "state": "queued",
    "title": "Gemensam fallprevention",
    "initiator_name": "Karin Nilsson",
    "initiator_address": "karin.nilsson@varberg.example",
    "organisation": "Varbergs kommun",
    "deferred": False,
    "incomplete_since": None,
    "reminded_at": None,
    "sender_confirmed": True,
    "note": None,
}


def _without_times(row):
    """Take out what depends on now, after seeing that it is a time with an offset."""
    year = datetime.fromisoformat(row["received_at"]).year
    times = {"received_at", "queued_at"}
    assert all(datetime.fromisoformat(row[name]).utcoffset() is not None for name in times)
    number = f"OH-{year}-"
    return {k: v for k, v in row.items() if k not in times} | {
        "year": 2026,
        "reference": row["reference"].replace(number, "OH-2026-"),
    }


def test_add_prints_the_row(mailbot):
    (row,) = mailbot.json(*ADD, "--complete")
    assert _without_times(row) == QUEUED


def test_list_prints_what_add_made(mailbot):
    added = mailbot.json(*ADD, "--complete")
    assert mailbot.json("initiatives", "list") == added
    assert mailbot.json("initiatives", "list", "--state", "queued") == added
    assert mailbot.json("initiatives", "list", "--state", "incomplete", "--state", "closed") == []


def test_list_for_a_person_is_a_table(mailbot):
    (row,) = mailbot.json(*ADD, "--complete")
    lines = mailbot("initiatives", "list").stdout.splitlines()
    assert lines[0].split("\t") == ["Reference", "State", "Received", "Title", "Organisation"]
    reference, state, _, title, organisation = lines[1].split("\t")
    assert (reference, state) == (row["reference"], "queued")
    assert (title, organisation) == ("Gemensam fallprevention", "Varbergs kommun")


def test_list_of_nothing_says_so(mailbot):
    assert mailbot("initiatives", "list").stdout == "No initiatives.\n"
    assert mailbot("initiatives", "list", "--json").stdout == ""


def test_title_with_markup_and_control_characters_is_shown_as_text(mailbot):
    title = "[red]Hej[/red] \x1b[31m=1+1"
    arguments = [title if one == "Gemensam fallprevention" else one for one in ADD]
    mailbot(*arguments)
    shown = mailbot("initiatives", "list").stdout
    assert "[red]Hej[/red] [31m=1+1" in shown
    assert "\x1b" not in shown


def test_show_holds_everything_under_the_tables_names(mailbot):
    (added,) = mailbot.json(*ADD)
    (shown,) = mailbot.json("initiatives", "show", added["reference"].lower())
    assert {name: shown[name] for name in added} == added
    assert set(shown) - set(added) == {"form_versions", "attachments", "decisions", "letters", "events"}
    assert [letter["kind"] for letter in shown["letters"]] == ["receipt_incomplete"]
    assert "mime" not in shown["letters"][0]
    assert [event["kind"] for event in shown["events"]] == ["registered_incomplete", "letter_queued"]
    missing = [problem["field"] for problem in shown["form_versions"][0]["problems"]]
    assert missing == ["background", "description", "purpose", "success_factors", "expected_effect"]


def test_show_for_a_person_names_what_is_missing(mailbot):
    (added,) = mailbot.json(*ADD)
    shown = mailbot("initiatives", "show", added["reference"]).stdout
    assert "Karin Nilsson <karin.nilsson@varberg.example>" in shown
    assert "  ! Du har inte fyllt i Bakgrund." in shown


def test_add_without_letter_sends_none(mailbot):
    mailbot(*ADD, "--no-letter")
    assert mailbot.json("letters", "list") == []


def test_add_with_an_organisation_that_the_form_lacks_is_refused(mailbot):
    arguments = ["Hemsjukvård AB" if one == "varbergs kommun" else one for one in ADD]
    assert "The form has no organisation «Hemsjukvård AB»" in mailbot(*arguments, code=4).stderr
    assert mailbot.json("initiatives", "list") == []


def test_add_with_a_wrong_address_is_wrong_usage(mailbot):
    arguments = ["karin" if "@" in one else one for one in ADD]
    assert "karin is not a mail address." in mailbot(*arguments, code=2).stderr


def test_withdraw_tells_the_initiator_once(mailbot):
    (added,) = mailbot.json(*ADD, "--complete")
    (row,) = mailbot.json("initiatives", "withdraw", added["reference"])
    assert row["state"] == "withdrawn"
    assert [letter["kind"] for letter in mailbot.json("letters", "list")] == ["receipt_complete", "withdrawn"]
    assert mailbot("initiatives", "withdraw", added["reference"], code=4).stderr == (
        "mailbot: «withdrawn» can't happen to an initiative that is withdrawn.\n"
    )


def test_close_takes_only_an_incomplete_one(mailbot):
    (incomplete,), (queued,) = mailbot.json(*ADD), mailbot.json(*ADD, "--complete")
    assert mailbot.json("initiatives", "close", incomplete["reference"])[0]["state"] == "closed"
    mailbot("initiatives", "close", queued["reference"], code=4)


def test_note_is_added_to_those_before(mailbot):
    (added,) = mailbot.json(*ADD)
    mailbot("initiatives", "note", added["reference"], "Ringde om bilagan.")
    (row,) = mailbot.json("initiatives", "note", added["reference"], "Fick den.")
    day = datetime.now().astimezone().date()
    assert [line.partition(": ")[2] for line in row["note"].splitlines()] == ["Ringde om bilagan.", "Fick den."]
    assert row["note"][:4] == f"{day.year}"


@pytest.mark.parametrize("command", ["show", "withdraw", "close"])
def test_unknown_reference_is_not_found(mailbot, command):
    result = mailbot("initiatives", command, "OH-2026-0099", code=4)
    assert result.stdout == ""
    assert result.stderr == (
        "mailbot: There is no initiative OH-2026-0099. `mailbot initiatives list` shows them all.\n"
    )


def test_show_tells_why_a_letter_did_not_arrive(mailbot):
    (row,) = mailbot.json(*ADD, "--complete")
    with sqlite3.connect(mailbot.config.parent / "state" / "mailbot.db") as database:
        database.execute("UPDATE letters SET state = 'failed', error = 'Adressen finns inte.'")
    database.close()
    (shown,) = mailbot.json("initiatives", "show", row["reference"])
    assert [(one["state"], one["error"]) for one in shown["letters"]] == [("failed", "Adressen finns inte.")]
    assert "Adressen" in mailbot("initiatives", "show", row["reference"]).stdout

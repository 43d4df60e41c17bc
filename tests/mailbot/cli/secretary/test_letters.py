from __future__ import annotations

import pytest

from tests.support.mails import a_mail

ADD = ("initiatives", "add", "--title", "Fallprevention", "--name", "Karin", "--email", "karin@varberg.example")


@pytest.fixture
def letter(mailbot) -> dict[str, object]:
    mailbot(*ADD, "--organisation", "Varbergs kommun", "--complete")
    return mailbot.json("letters", "list")[0]


def test_list_holds_the_columns_but_not_the_bytes(letter):
    times = ("created_at", "next_attempt_at", "message_id", "subject")
    assert {name: value for name, value in letter.items() if name not in times} == {
        "id": 1,
        "kind": "receipt_complete",
        "recipient": "karin@varberg.example",
        "cause": letter["cause"],
        "state": "queued",
        "initiative_id": 1,
        "template": "shipped",
        "urgency": 1,
        "turn": 0,
        "attempts": 0,
        "first_tried_at": None,
        "claimed_at": None,
        "claimed_by": None,
        "sent_at": None,
        "failed_at": None,
        "copy_due_at": None,
        "error": None,
    }


def test_show_prints_the_letter_as_it_goes_out(mailbot, letter):
    (shown,) = mailbot.json("letters", "show", "1")
    assert {name: shown[name] for name in letter} == letter
    assert shown["text"].startswith("Hej!\n\nTack, vi har tagit emot ditt initiativ.")
    assert "Tack, vi har tagit emot ditt initiativ." in mailbot("letters", "show", "1").stdout


def test_letter_is_stopped_and_released(mailbot, letter):
    assert mailbot.json("letters", "stop", "1")[0]["state"] == "stopped"
    assert mailbot.json("letters", "list", "--state", "queued") == []
    assert mailbot("letters", "release", "1").stdout == f"1 queued: {letter['subject']} → karin@varberg.example\n"
    assert mailbot("letters", "release", "1", code=4).stderr == "mailbot: Letter 1 is queued, not held or stopped.\n"


def test_release_and_retry_without_numbers_find_nothing(mailbot, letter):
    assert mailbot("letters", "release").stdout == "No letters.\n"
    assert mailbot.json("letters", "retry") == []


def test_unknown_letter_is_not_found(mailbot):
    for command in ("show", "stop", "release", "retry"):
        mailbot("letters", command, "7", code=4)


def test_review_shows_what_waits_until_it_is_resolved(mailbot, tmp_path):
    (tmp_path / "1.eml").write_bytes(a_mail("Kan ni ringa mig? Det gäller\x1b[31m lokalen.", subject="Lokal?"))
    mailbot("ingest", tmp_path / "1.eml")
    (row,) = mailbot.json("review", "list")
    assert (row["id"], row["sender"], row["subject"]) == (1, "anna.ek@varberg.example", "Lokal?")
    (shown,) = mailbot.json("review", "show", "1")
    assert {name: shown[name] for name in row} == row
    assert (shown["text"].startswith("Kan ni ringa mig?"), shown["attachments"]) == (True, [])
    for_a_person = mailbot("review", "show", "1").stdout
    assert "Kan ni ringa mig? Det gäller" in for_a_person
    assert "\x1b" not in for_a_person
    assert mailbot("review", "resolve", "1").stdout == "1 resolved: Lokal?\n"
    assert mailbot("review", "list").stdout == "Nothing waits.\n"
    mailbot("review", "show", "7", code=4)
    mailbot("review", "resolve", "7", code=4)

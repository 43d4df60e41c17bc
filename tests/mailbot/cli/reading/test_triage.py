from __future__ import annotations

import json
import mailbox
import os

import pytest

from mailbot.forms.write import word
from tests.support.backlog import COMPLETE, FORM
from tests.support.mails import File, a_mail

SHAPE = [
    "file",
    "verdict",
    "rule",
    "phrases",
    "sender_standing",
    "subject",
    "references",
    "from",
    "message_id",
    "date",
    "text",
    "attachments",
    "answerable",
]
VERIFIED = [("Authentication-Results", "mx.regionhalland.example; dmarc=pass header.from=varberg.example")]


@pytest.fixture
def form() -> File:
    return File("mall.docx", word.write(FORM, COMPLETE))


@pytest.fixture
def triaged(tmp_path, monkeypatch, mailbot):
    """Triage paths in a folder without a config."""
    folder = tmp_path / "utan"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*paths):
        result = mailbot.bare("triage", *paths, "--json")
        assert result.exit_code == 0, result.output
        return [json.loads(line) for line in result.stdout.splitlines()]

    return run


def test_pipe_is_a_line_and_the_next_mail_is_read(triaged, tmp_path):
    os.mkfifo(tmp_path / "1.eml")
    (tmp_path / "2.eml").write_bytes(a_mail("Hej! Hur gör man?"))
    assert [one["rule"] == "unreadable_file" for one in triaged(tmp_path / "1.eml", tmp_path / "2.eml")] == [
        True,
        False,
    ]


def test_submission_is_described_whole(triaged, tmp_path, form):
    file = tmp_path / "1.eml"
    file.write_bytes(a_mail("Hej!\n\nHär kommer vårt förslag.", files=[form]))
    (one,) = triaged(file)
    assert list(one) == SHAPE
    assert one == {
        "file": str(file),
        "verdict": "submission",
        "rule": "form",
        "phrases": [],
        "sender_standing": "unverified",
        "subject": "Ett förslag",
        "references": [],
        "from": {"name": "Anna Ek", "address": "anna.ek@varberg.example"},
        "message_id": "<1@varberg.example>",
        "date": "2026-11-12T10:14:00+01:00",
        "text": "Hej!\n\nHär kommer vårt förslag.",
        "attachments": [{"filename": "mall.docx", "content_type": form.content_type, "size": len(form.data)}],
        "answerable": True,
    }


def test_reply_to_a_letter_is_believed_without_a_register(triaged, tmp_path, form):
    file = tmp_path / "1.eml"
    file.write_bytes(
        a_mail(files=[form], subject="SV: [OH-2026-0007] Ditt initiativ behöver kompletteras", answers="<x@y.example>")
    )
    (one,) = triaged(file)
    assert (one["verdict"], one["references"]) == ("completion", ["OH-2026-0007"])


@pytest.mark.parametrize(
    ("subject", "verdict"),
    [
        ("SV: [OH-2026-0007] Ditt initiativ behöver kompletteras", "completion"),
        ("Komplettering av OH-2026-0007", "completion"),
        ("Nytt förslag, liknar OH-2026-0007", "submission"),
        ("SV: Ditt initiativ", "submission"),
    ],
)
def test_reply_whose_thread_was_lost_is_told_by_its_subject(triaged, tmp_path, form, subject, verdict):
    file = tmp_path / "1.eml"
    file.write_bytes(a_mail(files=[form], subject=subject))
    assert [one["verdict"] for one in triaged(file)] == [verdict]


def test_subject_of_a_machine_in_a_thread_is_automatic(triaged, tmp_path):
    file = tmp_path / "1.eml"
    file.write_bytes(a_mail("Jag är ledig.", subject="Autosvar: [OH-2026-0007] Tack", answers="<x@y.example>"))
    assert [(one["verdict"], one["answerable"]) for one in triaged(file)] == [("automatic", False)]


def test_reference_in_a_new_mail_is_named(triaged, tmp_path):
    file = tmp_path / "1.eml"
    file.write_bytes(a_mail("Hej! Hur går det med OH-2026-0003?", subject="Fråga"))
    (one,) = triaged(file)
    assert (one["verdict"], one["references"]) == ("status_request", ["OH-2026-0003"])


def test_repeated_mail_is_a_duplicate_within_the_call(triaged, tmp_path, form):
    data = a_mail(files=[form])
    for name in ("1.eml", "2.eml"):
        (tmp_path / name).write_bytes(data)
    first, second = tmp_path / "1.eml", tmp_path / "2.eml"
    assert [one["verdict"] for one in triaged(first, second)] == ["submission", "duplicate"]
    assert [one["verdict"] for one in triaged(first)] == ["submission"]


def test_file_that_is_not_there_is_a_line(triaged, tmp_path):
    file = tmp_path / "1.eml"
    file.write_bytes(a_mail("Tack!"))
    missing, thanks = triaged(tmp_path / "borta.eml", file)
    assert missing == {
        "file": str(tmp_path / "borta.eml"),
        "verdict": "unknown",
        "rule": "unreadable_file",
        "phrases": [],
        "sender_standing": "unverified",
        "subject": None,
        "references": [],
        "from": {"name": None, "address": None},
        "message_id": None,
        "date": None,
        "text": None,
        "attachments": [],
        "answerable": False,
    }
    assert list(missing) == SHAPE
    assert thanks["verdict"] == "thanks"


def test_maildir_gives_its_messages_and_nothing_else(triaged, tmp_path):
    box = mailbox.Maildir(tmp_path / "Maildir")
    box.add(a_mail("Tack!"))
    (tmp_path / "Maildir" / "dovecot-uidlist").write_text("3 V1 N2", encoding="utf-8")
    (tmp_path / "Maildir" / "tmp" / "halvt").write_text("From: a", encoding="utf-8")
    assert [one["verdict"] for one in triaged(tmp_path / "Maildir")] == ["thanks"]


def test_standing_follows_from_the_config(mailbot, tmp_path, form):
    file = tmp_path / "1.eml"
    file.write_bytes(a_mail(files=[form], headers=VERIFIED))
    (one,) = mailbot.json("triage", file)
    assert (one["verdict"], one["sender_standing"]) == ("submission", "known")
    assert not (tmp_path / "state").exists()


def test_register_is_asked_and_left_as_it_is(mailbot, tmp_path, form):
    file = tmp_path / "1.eml"
    file.write_bytes(a_mail(files=[form], headers=VERIFIED))
    question = tmp_path / "2.eml"
    question.write_bytes(
        a_mail("Hur går det med OH-2026-0001 och OH-2026-0002?", headers=VERIFIED, message_id="<2@varberg.example>")
    )
    mailbot("ingest", file)
    year = mailbot.json("initiatives", "list")[0]["reference"]
    ledger = mailbot.json("review", "list"), mailbot.json("letters", "list")
    known, asked = mailbot.json("triage", file, question)
    assert (known["verdict"], known["sender_standing"]) == ("duplicate", "known")
    assert (asked["verdict"], asked["sender_standing"], asked["references"]) == ("status_request", "initiator", [year])
    assert (mailbot.json("review", "list"), mailbot.json("letters", "list")) == ledger


def test_table_for_a_person_names_rule_and_sender(mailbot, tmp_path):
    file = tmp_path / "1.eml"
    file.write_bytes(a_mail("Tack!"))
    row = mailbot("triage", file).stdout.splitlines()[1]
    assert row.split("\t")[:5] == ["1.eml", "thanks", "only_thanks", "unverified", "anna.ek@varberg.example"]


def test_file_that_is_no_mail_prints_no_rubbish(triaged, tmp_path):
    (tmp_path / "form.docx").write_bytes(b"PK\x03\x04 binary")
    (line,) = triaged(tmp_path / "form.docx")
    found = (line["verdict"], line["rule"], line["text"], line["answerable"])
    assert found == ("unknown", "unreadable_file", None, False)

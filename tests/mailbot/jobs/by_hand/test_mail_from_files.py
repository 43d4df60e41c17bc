from __future__ import annotations

import mailbox
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from mailbot import app
from mailbot.errors import NotAMail
from mailbot.forms.write import word
from mailbot.jobs.by_hand.mail_from_files import Entered, ingest, internal_date
from mailbot.store.tables import Initiative, Letter, Meeting, Message
from tests.support.backlog import COMPLETE, FORM
from tests.support.mails import File, a_mail
from tests.support.meetings import a_config
from tests.support.world import hanging

WRITTEN = datetime(2026, 11, 14, 8, 0, tzinfo=UTC)


@pytest.fixture
def services(tmp_path: Path):
    services = app.services(a_config(state_dir=str(tmp_path / "state")))
    yield services
    services.close()


@pytest.fixture
def form_mail(tmp_path: Path) -> Path:
    file = tmp_path / "forslag.eml"
    file.write_bytes(a_mail(files=[File("mall.docx", word.write(FORM, COMPLETE))]))
    return file


def _all(services, table):
    with services.database.reading() as session:
        return session.scalars(select(table).order_by(table.id)).all()


def test_mail_becomes_an_initiative_whose_letter_is_held(services, form_mail):
    assert list(ingest(services, [form_mail], send=False)) == [Entered(form_mail, 1, "submission")]
    assert [one.reference for one in _all(services, Initiative)] == ["OH-2026-0001"]
    assert [(one.kind, one.state) for one in _all(services, Letter)] == [("receipt_complete", "held")]


def test_mail_that_hangs_is_taken_in_by_a_later_call(services, form_mail):
    with hanging(services) as stuck:
        assert list(ingest(stuck, [form_mail], send=False)) == [Entered(form_mail, 1, "postponed")]
    assert _all(services, Initiative) == []
    assert list(ingest(services, [form_mail], send=False)) == [Entered(form_mail, 1, "submission")]


def test_mail_is_answered_where_that_is_asked_for(services, form_mail):
    list(ingest(services, [form_mail], send=True))
    assert [one.state for one in _all(services, Letter)] == ["queued"]


def test_same_file_again_does_nothing(services, form_mail):
    list(ingest(services, [form_mail], send=False))
    moved = form_mail.rename(form_mail.with_name("annat namn"))
    assert list(ingest(services, [moved], send=True)) == [Entered(moved, 1, "known")]
    assert (len(_all(services, Message)), len(_all(services, Initiative)), len(_all(services, Letter))) == (1, 1, 1)


def test_copy_that_another_server_delivered_is_a_duplicate(services, form_mail):
    copy = form_mail.with_name("kopia.eml")
    copy.write_bytes(b"Received: from a by b; Thu, 12 Nov 2026 10:15:00 +0100\r\n" + form_mail.read_bytes())
    assert [one.verdict for one in ingest(services, [form_mail, copy], send=False)] == ["submission", "duplicate"]
    assert len(_all(services, Initiative)) == 1


def test_message_larger_than_the_mailbox_takes_is_not_read(services, tmp_path):
    (tmp_path / "stor.eml").touch()
    os.truncate(tmp_path / "stor.eml", 40_000_001)
    with pytest.raises(OSError, match="File too large"):
        list(ingest(services, [tmp_path / "stor.eml"], send=False))


def test_mbox_gives_each_of_its_messages(services, tmp_path):
    box = mailbox.mbox(tmp_path / "post.mbox")
    for number in (1, 2):
        box.add(a_mail("Tack!", message_id=f"<{number}@varberg.example>", subject=f"Tack {number}"))
    box.close()
    entered = list(ingest(services, [tmp_path / "post.mbox"], send=False))
    assert [(one.message, one.verdict) for one in entered] == [(1, "thanks"), (2, "thanks")]
    assert [one.subject for one in _all(services, Message)] == ["Tack 1", "Tack 2"]


def test_message_that_a_crash_interrupted_is_taken_again(services, form_mail):
    class Crash(BaseException):
        pass

    def crash(name: str) -> None:
        if name == "before_commit":
            raise Crash

    with pytest.raises(Crash):
        list(ingest(replace(services, checkpoint=crash), [form_mail], send=False))
    assert [one.outcome for one in _all(services, Message)] == [None]
    assert list(ingest(services, [form_mail], send=False)) == [Entered(form_mail, 1, "submission")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            b"Received: b; Fri, 13 Nov 2026 07:00:00 +0100\r\nReceived: a; Thu, 12 Nov 2026 07:00:00 +0100\r\n\r\n",
            datetime(2026, 11, 13, 6, 0, tzinfo=UTC),
        ),
        (b"Date: Wed, 11 Nov 2026 07:00:00 +0100\r\n\r\n", datetime(2026, 11, 11, 6, 0, tzinfo=UTC)),
        (b"Received: nonsense\r\nDate: never\r\n\r\n", WRITTEN),
    ],
    ids=["topmost Received", "Date", "the file's own time"],
)
def test_message_came_by_the_first_time_that_can_be_read(data, expected):
    assert internal_date(data, WRITTEN) == expected


def test_year_of_the_reference_is_the_mails(services, form_mail):
    form_mail.write_bytes(form_mail.read_bytes().replace(b"12 Nov 2026", b"12 Nov 2024"))
    os.utime(form_mail, (0, 0))
    list(ingest(services, [form_mail], send=False))
    assert [one.reference for one in _all(services, Initiative)] == ["OH-2024-0001"]


@pytest.mark.parametrize(
    "text", ["Hej! Detta är en anteckning.\n", "", "PK\x03\x04 binärt", "rubrik utan kolon\nFrom: a@b.example\n"]
)
def test_file_that_is_no_mail_is_refused_and_enters_nothing(services, tmp_path, text):
    file = tmp_path / "anteckning.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(NotAMail, match="is no mail: it begins with no field such as From, Date or Received"):
        list(ingest(services, [file], send=False))
    with services.database.reading() as session:
        assert session.scalars(select(Message)).all() == []


@pytest.mark.parametrize("before", [b"", b"\r\n\r\n", b"\xef\xbb\xbf"])
def test_mail_is_taken_whatever_its_file_is_called(services, tmp_path, before):
    file = tmp_path / "brev.txt"
    file.write_bytes(before + a_mail("Tack!"))
    assert [entered.verdict for entered in ingest(services, [file], send=False)] == ["thanks"]


def test_meetings_of_the_config_are_entered_before_the_first_mail(services, tmp_path):
    meetings = {"dates": [{"date": "2099-12-10", "stop": "2099-11-26T12:00:00+01:00"}]}
    planned = replace(services, config=a_config(meetings=meetings))
    assert list(ingest(planned, [], send=False)) == []
    with services.database.reading() as session:
        assert [str(row.day) for row in session.scalars(select(Meeting))] == ["2099-12-10"]

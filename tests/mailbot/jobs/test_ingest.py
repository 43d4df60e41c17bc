from __future__ import annotations

import mailbox
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from mailbot import app
from mailbot.forms.write import word
from mailbot.jobs.ingest import Entered, ingest, internal_date
from mailbot.store.tables import Initiative, Letter, Message
from tests.support.backlog import COMPLETE, FORM
from tests.support.mails import File, a_mail
from tests.support.meetings import a_config
from tests.support.world import hanging

WRITTEN = datetime(2026, 11, 14, 8, 0, tzinfo=UTC)


@pytest.fixture
def office(tmp_path: Path):
    office = app.office(a_config(state_dir=str(tmp_path / "state")))
    yield office
    office.close()


@pytest.fixture
def form_mail(tmp_path: Path) -> Path:
    file = tmp_path / "forslag.eml"
    file.write_bytes(a_mail(files=[File("mall.docx", word.write(FORM, COMPLETE))]))
    return file


def _all(office, table):
    with office.database.reading() as session:
        return session.scalars(select(table).order_by(table.id)).all()


def test_mail_becomes_an_initiative_whose_letter_is_held(office, form_mail):
    assert list(ingest(office, [form_mail], send=False)) == [Entered(form_mail, 1, "submission")]
    assert [one.reference for one in _all(office, Initiative)] == ["OH-2026-0001"]
    assert [(one.kind, one.state) for one in _all(office, Letter)] == [("receipt_complete", "held")]


def test_mail_that_hangs_is_taken_in_by_a_later_call(office, form_mail):
    with hanging(office) as stuck:
        assert list(ingest(stuck, [form_mail], send=False)) == [Entered(form_mail, 1, "postponed")]
    assert _all(office, Initiative) == []
    assert list(ingest(office, [form_mail], send=False)) == [Entered(form_mail, 1, "submission")]


def test_mail_is_answered_where_that_is_asked_for(office, form_mail):
    list(ingest(office, [form_mail], send=True))
    assert [one.state for one in _all(office, Letter)] == ["queued"]


def test_same_file_again_does_nothing(office, form_mail):
    list(ingest(office, [form_mail], send=False))
    moved = form_mail.rename(form_mail.with_name("annat namn"))
    assert list(ingest(office, [moved], send=True)) == [Entered(moved, 1, "known")]
    assert (len(_all(office, Message)), len(_all(office, Initiative)), len(_all(office, Letter))) == (1, 1, 1)


def test_copy_that_another_server_delivered_is_a_duplicate(office, form_mail):
    copy = form_mail.with_name("kopia.eml")
    copy.write_bytes(b"Received: from a by b; Thu, 12 Nov 2026 10:15:00 +0100\r\n" + form_mail.read_bytes())
    assert [one.verdict for one in ingest(office, [form_mail, copy], send=False)] == ["submission", "duplicate"]
    assert len(_all(office, Initiative)) == 1


def test_message_larger_than_the_mailbox_takes_is_not_read(office, tmp_path):
    (tmp_path / "stor.eml").touch()
    os.truncate(tmp_path / "stor.eml", 40_000_001)
    with pytest.raises(OSError, match="File too large"):
        list(ingest(office, [tmp_path / "stor.eml"], send=False))


def test_mbox_gives_each_of_its_messages(office, tmp_path):
    box = mailbox.mbox(tmp_path / "post.mbox")
    for number in (1, 2):
        box.add(a_mail("Tack!", message_id=f"<{number}@varberg.example>", subject=f"Tack {number}"))
    box.close()
    entered = list(ingest(office, [tmp_path / "post.mbox"], send=False))
    assert [(one.message, one.verdict) for one in entered] == [(1, "thanks"), (2, "thanks")]
    assert [one.subject for one in _all(office, Message)] == ["Tack 1", "Tack 2"]


def test_message_that_a_crash_interrupted_is_taken_again(office, form_mail):
    class Crash(BaseException):
        pass

    def crash(name: str) -> None:
        if name == "before_commit":
            raise Crash

    with pytest.raises(Crash):
        list(ingest(replace(office, checkpoint=crash), [form_mail], send=False))
    assert [one.outcome for one in _all(office, Message)] == [None]
    assert list(ingest(office, [form_mail], send=False)) == [Entered(form_mail, 1, "submission")]


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


def test_year_of_the_reference_is_the_mails(office, form_mail):
    form_mail.write_bytes(form_mail.read_bytes().replace(b"12 Nov 2026", b"12 Nov 2024"))
    os.utime(form_mail, (0, 0))
    list(ingest(office, [form_mail], send=False))
    assert [one.reference for one in _all(office, Initiative)] == ["OH-2024-0001"]

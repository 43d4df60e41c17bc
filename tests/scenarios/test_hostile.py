"""Strangers, forgers, loops and accidents: what must not happen, on real servers."""

from __future__ import annotations

import base64
import zlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from mailbot.errors import DatabaseBusy, ReaderUnavailable
from mailbot.forms.write import word
from mailbot.intake.review_reasons import Reason
from mailbot.jobs.intake import take_in
from mailbot.register.initiatives import find
from mailbot.store.tables import InitiativeAttachment, Letter, Message
from tests.support import backlog
from tests.support.backlog import FORM, mail, proposal
from tests.support.mails import multipart, part
from tests.support.world import vouched, with_checkpoint

ANNA, EVE = "anna1@varberg.example", "eve@varberg.example"
GAPS = {"purpose": None}


def from_(sender: str, data: bytes, number: int) -> bytes:
    """Return the mail as somebody else's, under another Message-ID."""
    old = data.partition(b"\r\n")[0]
    return data.replace(old, f"From: {sender}".encode(), 1).replace(b"<1@varberg", f"<{number}@varberg".encode())


def subjected(data: bytes, subject: str) -> bytes:
    return data.replace(b"Subject: =?utf-8?q?F=C3=B6rslag?=", f"Subject: {subject}".encode())


def purpose(world, reference: str = "OH-2026-0001") -> list[str]:
    with world.app.services.database.reading() as session:
        return [version.fields["purpose"] for version in find(session, reference).versions]


@pytest.mark.parametrize("gaps", [GAPS, {}])
def test_stranger_with_a_waiting_initiative_of_her_own_reaches_nobody_elses(gaps, trusting):
    trusting.take(vouched(proposal(1, "Fallprevention", **gaps)))
    trusting.take(vouched(from_(EVE, proposal(1, "Evas", **GAPS), 2)))
    quoting = subjected(from_(EVE, proposal(1, "Fallprevention", purpose="Evas ord."), 3), "OH-2026-0001 OH-2026-0002")
    before = len(trusting.letters())
    trusting.take(vouched(quoting))
    assert "Evas ord." not in purpose(trusting)
    assert {to for _, to, _ in trusting.letters()[before:]} <= {EVE, backlog.SECRETARY}


def test_forged_sender_does_not_replace_a_proposal(trusting):
    trusting.take(vouched(proposal(1, "Fallprevention")))
    trusting.take(from_(ANNA, proposal(1, "Fallprevention", purpose="Förfalskat."), 2))
    assert purpose(trusting) == ["Färre fall."]
    assert trusting.letters()[1:] == [("change_confirm", ANNA, "sent")]


def test_forged_sender_does_not_complete_a_proposal(trusting):
    trusting.take(vouched(proposal(1, "Fallprevention", **GAPS)))
    trusting.take(subjected(from_(ANNA, proposal(1, "Fallprevention"), 2), "OH-2026-0001"))
    assert trusting.register() == [("OH-2026-0001", "incomplete")]


def test_reply_to_the_letter_counts_for_its_recipient(trusting):
    trusting.take(vouched(proposal(1, "Fallprevention", **GAPS)))
    letter_id = str(trusting.letter("receipt_incomplete")["Message-ID"])
    files = [("f.docx", backlog.word.write(FORM, {**backlog.COMPLETE, "title": "Fallprevention"}))]
    trusting.take(mail(2, ANNA, "Sv: komplettering", "Här är den.", files, In_Reply_To=letter_id))
    assert trusting.register() == [("OH-2026-0001", "queued")]


def test_good_form_in_a_new_mail_takes_the_place_of_the_broken_one(trusting):
    broken = [("f.docx", backlog.word.write(FORM, backlog.COMPLETE)[:8000])]
    trusting.take(vouched(mail(1, ANNA, "Förslag", "Se bilagan.", broken)))
    assert trusting.register() == [("OH-2026-0001", "incomplete")]
    trusting.take(vouched(from_(ANNA, proposal(1, "Fallprevention"), 2)))
    assert trusting.register() == [("OH-2026-0001", "queued")]


@pytest.mark.parametrize("sender", ["noreply@varberg.example", "svara-ej@varberg.example", "root@localhost"])
def test_address_that_nobody_reads_is_not_answered(sender, world):
    letters = world.take(from_(sender, proposal(1, "Fallprevention"), 2))
    assert [kind for kind, _, _ in letters] == ["review_digest"]


def test_many_forms_in_one_mail_are_for_a_human(world):
    files = [
        (f"f{n}.docx", backlog.word.write(FORM, {**backlog.COMPLETE, "title": f"Förslag {n}"})) for n in range(1, 8)
    ]
    assert [kind for kind, _, _ in world.take(mail(1, ANNA, "Alla", "Se bilagor.", files))] == ["review_digest"]
    assert world.register() == []


def test_two_forms_in_one_mail_are_two_initiatives_and_two_receipts(world):
    files = [(f"f{n}.docx", backlog.word.write(FORM, {**backlog.COMPLETE, "title": f"Förslag {n}"})) for n in (1, 2)]
    kinds = [kind for kind, _, _ in world.take(mail(1, ANNA, "Två", "Se bilagor.", files))]
    assert kinds == ["receipt_complete", "receipt_complete"]
    assert len(world.register()) == 2


def test_earlier_version_in_the_same_mail_is_an_annex(world):
    files = [
        (name, backlog.word.write(FORM, {**backlog.COMPLETE, "title": title, "purpose": purpose}))
        for name, title, purpose in (
            ("förslag v2.docx", "Fallprevention", "Gäller."),
            ("förslag.docx", "FALLPREVENTION ", "Gällde."),
        )
    ]
    assert [kind for kind, _, _ in world.take(mail(1, ANNA, "Förslag", "Se bilagor.", files))] == ["receipt_complete"]
    assert purpose(world) == ["Gäller."]
    with world.app.services.database.reading() as session:
        kept = {file.filename for file in find(session, "OH-2026-0001").attachments}
    assert kept == {"förslag v2.docx", "förslag.docx"}


def test_address_that_sends_our_form_back_for_ever_falls_silent(world):
    world.take(proposal(1, "Fallprevention", **GAPS))
    for number in range(2, 12):
        letter = world.letter("receipt_incomplete")
        world.take(
            from_(ANNA, proposal(1, "Fallprevention", **GAPS), number).replace(
                b"MIME-Version", f"In-Reply-To: {letter['Message-ID']}\r\nMIME-Version".encode(), 1
            )
        )
    kinds = [kind for kind, to, _ in world.letters() if to == ANNA]
    assert kinds == ["receipt_incomplete", "same_again", "same_again", "same_again"]


def test_personnummer_in_a_file_withholds_that_file(world):
    files = [
        ("f.docx", backlog.word.write(FORM, backlog.COMPLETE)),
        ("journal.txt", b"Patienten 19121212-1212 gick hem."),
    ]
    world.take(mail(1, ANNA, "Förslag", "Se bilagor.", files))
    with world.app.services.database.reading() as session:
        withheld = {file.filename: file.withheld for file in find(session, "OH-2026-0001").attachments}
    assert withheld == {"f.docx": "", "journal.txt": "innehåller ett personnummer"}


def test_personnummer_in_an_earlier_version_withholds_that_file(world):
    earlier = {**backlog.COMPLETE, "purpose": "Patienten 19121212-1212 gick hem."}
    files = [
        ("f v1.docx", backlog.word.write(FORM, earlier)),
        ("f v2.docx", backlog.word.write(FORM, backlog.COMPLETE)),
    ]
    world.take(mail(1, ANNA, "Förslag", "Se bilagor.", files))
    with world.app.services.database.reading() as session:
        withheld = {file.filename: file.withheld for file in find(session, "OH-2026-0001").attachments}
    assert withheld == {"f v1.docx": "innehåller ett personnummer", "f v2.docx": ""}


def _drag_back(world) -> None:
    with world.account.connected("Granska") as imap:
        imap.uid("MOVE", "1:*", "INBOX")
    world.take()


def test_mail_can_be_tried_again_any_number_of_times(world):
    world.take(mail(1, "gun@okand.example", "Hej", "Något helt annat, utan början eller slut."))
    for _ in range(3):
        _drag_back(world)
    assert [outcome for _, _, outcome in world.ledger()] == ["resolved", "resolved", "resolved", "review"]


def test_mail_that_was_too_large_is_read_when_the_limit_is_raised(make_world, mailbox_account):
    large = mail(1, ANNA, "Förslag", "Se bilagan.", [("film.bin", b"\0" * 1_200_000), *_form()])
    small = make_world(mailbox=mailbox_account.config(password_file="password", max_message_mb=1).model_dump())
    small.take(large)
    assert small.register() == []
    small.app.close()
    world = make_world()
    _drag_back(world)
    assert world.register() == [("OH-2026-0001", "queued")]


def _form() -> list[tuple[str, bytes]]:
    return [("f.docx", backlog.word.write(FORM, backlog.COMPLETE))]


def test_database_that_is_busy_does_not_make_a_mail_suspect(world):
    def busy(name):
        if name == "before_commit":
            raise DatabaseBusy("another process writes")

    troubled = with_checkpoint(world.app, busy)
    world.account.deliver(proposal(1, "Fallprevention"))
    for _ in range(5):
        with pytest.raises(DatabaseBusy):
            take_in(troubled.services, troubled.mailbox)
    world.take()
    assert world.register() == [("OH-2026-0001", "queued")]


def test_reader_that_does_not_start_makes_no_mail_suspect(world, monkeypatch):
    world.app.services.reader.end()
    with monkeypatch.context() as patched:
        patched.setattr("parsers.sandbox.pool.sys.executable", "/nonexistent/python")
        with pytest.raises(ReaderUnavailable):
            world.take(proposal(1, "Fallprevention"))
    world.take()
    assert world.register() == [("OH-2026-0001", "queued")]


def test_receipt_names_the_meeting_that_it_was_in_time_for(make_world):
    stop = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    world = make_world(meetings={"dates": [{"date": "2026-12-10", "stop": stop}]}, trust={"authserv_id": "mx.example"})
    early = b"Received: from a by mx.example; Fri, 20 Nov 2026 07:30:00 +0000\r\n" + proposal(1, "Fallprevention")
    world.take(early)
    assert world.register() == [("OH-2026-0001", "on_agenda")]
    assert "torsdag 10 december 2026" in world.letter("receipt_complete").get_body(("plain",)).get_content()


def test_letter_with_hostile_ids_is_built_all_the_same(world):
    long = f"<{'x' * 1500}@varberg.example>"
    many = " ".join(f"<{n}@varberg.example>" for n in range(9000))
    world.take(mail(1, "bo@varberg.example", "Fråga", "Hur gör man för att lämna ett förslag?", References=many))
    world.take(
        mail(2, "bo@varberg.example", "Fråga", "Hur gör man för att lämna ett förslag?").replace(
            b"<2@varberg.example>", long.encode()
        )
    )
    assert [state for _, _, state in world.letters()] == ["sent", "sent"]
    assert max(len(letter.data.partition(b"\r\n\r\n")[0]) for letter in world.smtp.letters) < 5_000


def test_thanks_with_a_file_is_seen_by_a_human(world):
    world.take(mail(1, ANNA, "Tack", "Tack så mycket!", [("budget.pdf", b"%PDF-1.7 " + b"x" * 60_000)]))
    assert world.ledger()[0][2] == "review"


def test_copy_from_the_mailboxs_own_address_goes_to_a_human(world):
    world.take(mail(1, backlog.BOT, "VB: Karin undrar", "Kan någon svara henne? Hur går det?"))
    assert world.reasons() == [Reason.OWN_ADDRESS.text()]
    with world.app.services.database.reading() as session:
        assert session.scalars(select(Letter.kind)).all() == ["review_digest"]
        assert session.scalars(select(Message.outcome)).all() == ["review"]


def test_mail_of_ten_thousand_files_is_answered_shortly_and_keeps_few(world):
    """A part for each, of 1.5 MB together: few are read, kept and told of, and a human is told of the others."""
    parts = [
        part(f'application/octet-stream; name="fil{number}.bin"', b"x" * 40 + b"%d" % number) for number in range(9_998)
    ]
    form = part(
        'application/octet-stream; name="f.docx"',
        base64.encodebytes(word.write(FORM, backlog.COMPLETE)),
        "Content-Transfer-Encoding: base64",
    )
    head = b"From: Anna Ek <anna1@varberg.example>\r\nMessage-ID: <1@varberg.example>\r\n"
    told = "Mejlet har {} filer fler än mailbot öppnar. Titta om något viktigt är bland dem."
    assert world.take(head + multipart("mixed", [form, *parts]))[0][0] == "receipt_complete"
    useless = head.replace(b"1@", b"2@") + multipart("mixed", parts)
    world.take(useless)
    assert [world.reasons()[0], world.reasons()[1].endswith(told.format(9_948))] == [told.format(9_949), True]
    with world.app.services.database.reading() as session:
        assert session.scalar(select(func.count(InitiativeAttachment.id))) == 50
        assert max(len(zlib.decompress(mime)) for mime in session.scalars(select(Letter.mime))) < 300_000

"""Intake on a real Dovecot: what is taken, what is left, and that nothing happens twice."""

from __future__ import annotations

import itertools
import secrets
import time
import tracemalloc
from datetime import UTC, datetime, timedelta
from imaplib import Time2Internaldate

import pytest
import structlog
from sqlalchemy import event, select

from mailbot.forms.write import word
from mailbot.intake.handlers.dispatch import HANDLERS
from mailbot.intake.reading import read
from mailbot.intake.review_reasons import Reason
from mailbot.jobs import intake
from mailbot.jobs.intake import take_in
from mailbot.jobs.taking_in import intake_message, read_ahead
from mailbot.mailbox import imap
from mailbot.one_pass import poll
from mailbot.register import audit
from mailbot.store import settings
from mailbot.store.tables import Initiative, Message, Original
from mailbot.store.values import VerdictKind
from tests.support import backlog
from tests.support.backlog import BOT, DELIVERED, SECRETARY, mail, proposal
from tests.support.world import hanging, vouched, with_checkpoint

STATEMENTS = 28
"""That one mail with a form may cost, from the inbox to the server that takes its receipt: lower it, never raise it.

However few share a commit, and the pass over ten mails included; `test_shared_commit.py` counts where ten do.
"""
RECEIPT = ("receipt_complete", "anna1@varberg.example", "sent")


def test_form_is_registered_answered_and_filed(world):
    assert world.take(proposal(1, "Fallprevention")) == [RECEIPT]
    assert world.register() == [("OH-2026-0001", "queued")]
    assert world.ledger() == [("submission", "form", "handled")]
    assert (world.count("INBOX"), world.count("Hanterade/2026")) == (0, 1)
    letter = world.letter("receipt_complete")
    assert letter["In-Reply-To"] == letter["References"] == "<1@varberg.example>"
    assert letter["Subject"].startswith("[OH-2026-0001] ")
    assert letter["Auto-Submitted"] == "auto-replied"


def test_ledger_keeps_the_phrases_that_a_verdict_went_by(world):
    asks = mail(1, "bo@varberg.example", "Fråga", "Hej! Hur går det med vårt förslag?")
    world.take(asks, proposal(2, "Fallprevention"))
    with world.app.services.database.reading() as session:
        rows = session.scalars(select(Message).order_by(Message.id)).all()
    assert [(row.rule, row.phrases) for row in rows] == [("asks_status", ["status.how_is_it_going"]), ("form", [])]


def test_ordinary_form_costs_no_more_statements_than_it_did(world):
    world.take(proposal(1, "Fallprevention"))
    writer = world.app.services.database._writer
    statements: list[str] = []
    event.listen(writer, "before_cursor_execute", lambda _c, _u, statement, *_: statements.append(statement))
    mails = [proposal(number, f"Förslag nummer {number}") for number in range(2, 12)]
    assert len(world.take(*mails)) == 11
    about = [one for one in statements if not one.startswith(("PRAGMA", "BEGIN"))]
    assert len(about) / len(mails) <= STATEMENTS


def test_original_is_kept_byte_for_byte(world):
    data = proposal(1, "Fallprevention")
    world.take(data)
    assert world.count("Hanterade/2026") == 1
    with world.app.services.database.reading() as session:
        (original,) = session.scalars(select(Original))
    assert original.size == len(data)


def test_same_mail_again_is_only_filed(world):
    data = proposal(1, "Fallprevention")
    world.take(data)
    copy = b"Received: from elsewhere by mx.example; Fri, 20 Nov 2026 09:00:00 +0100\r\n" + data
    assert world.take(copy) == [RECEIPT]
    assert world.ledger()[1] == ("duplicate", "handled_before", "handled")
    assert world.count("Hanterade/2026") == 2
    assert len(world.register()) == 1


def test_same_mail_twice_in_one_pass_is_answered_once(world):
    data = proposal(1, "Fallprevention")
    assert world.take(data, data) == [RECEIPT]
    assert len(world.register()) == 1


def test_same_message_id_on_another_mail_goes_unanswered_to_a_human(world):
    world.take(proposal(1, "Fallprevention"))
    assert world.take(proposal(1, "Något helt annat"))[0] == RECEIPT
    assert world.ledger()[1] == ("duplicate", "same_id_other_content", "review")
    assert len(world.register()) == 1


def test_same_form_in_a_new_mail_is_pointed_out_not_registered(trusting):
    trusting.take(vouched(proposal(1, "Fallprevention")))
    again = proposal(1, "Fallprevention").replace(b"<1@varberg.example>", b"<2@varberg.example>")
    assert trusting.take(vouched(again))[1][0] == "same_again"
    assert trusting.register() == [("OH-2026-0001", "queued")]


def test_changed_form_from_the_same_sender_is_a_version(trusting):
    trusting.take(vouched(proposal(1, "Fallprevention")))
    changed = proposal(1, "Fallprevention", purpose="Ännu färre fall.").replace(b"<1@var", b"<2@var")
    trusting.take(vouched(changed))
    with trusting.app.services.database.reading() as session:
        (initiative,) = session.scalars(select(Initiative))
        assert [version.fields["purpose"] for version in initiative.versions] == ["Färre fall.", "Ännu färre fall."]


def test_shared_sender_has_each_persons_form_registered(world):
    for number, person in enumerate(("Anna Ek", "Bo Lind", "Cilla Alm"), 1):
        form = proposal(1, "Förbättringsförslag", initiator_name=person)
        world.take(form.replace(b"<1@var", f"<{number}@var".encode()))
    with world.app.services.database.reading() as session:
        named = [(i.initiator_name, len(i.versions)) for i in session.scalars(select(Initiative))]
    assert named == [("Anna Ek", 1), ("Bo Lind", 1), ("Cilla Alm", 1)]


def test_two_peoples_forms_in_one_mail_are_both_registered(world):
    written = [{**backlog.COMPLETE, "title": "Förslag", "initiator_name": name} for name in ("Anna Ek", "Bo Lind")]
    files = [(f"Förslag {number}.docx", word.write(backlog.FORM, one)) for number, one in enumerate(written)]
    world.take(mail(1, "registrator@varberg.example", "Förslag", "Se bilagorna.", files))
    assert world.register() == [("OH-2026-0001", "queued"), ("OH-2026-0002", "queued")]


def test_read_mail_is_work_like_unread(world):
    world.account.deliver(proposal(1, "Fallprevention"), flags="\\Seen")
    assert world.take() == [RECEIPT]


def test_flags_are_left_alone(world):
    world.take(proposal(1, "Fallprevention"))
    assert set(map(frozenset, world.account.flags("Hanterade/2026").values())) == {frozenset()}


def test_junk_without_a_form_stays_and_is_entered_once(world):
    world.app.mailbox.prepare(["Junk"])
    spam = mail(1, "x@okand.example", "Vinn pengar", "Klicka här.")
    assert world.take(spam, folder="Junk") == []
    world.take()
    assert [outcome for _, _, outcome in world.ledger()] == ["left"]
    assert world.count("Junk") == 1


def test_junk_is_counted_once_in_a_daily_note(world):
    world.app.mailbox.prepare(["Junk"])
    for number in (1, 2):
        world.take(mail(number, "x@okand.example", f"Vinn pengar {number}", "Klicka här."), folder="Junk")
    world.wait(hours=25)
    assert world.take() == [("review_digest", "maria.lindqvist@regionhalland.example", "sent")]
    text = world.letter("review_digest").get_body(("plain",)).get_content()
    assert "2 nya mejl ligger kvar i skräpposten, utan formulär. Titta där." in text
    world.wait(hours=25)
    assert len(world.take()) == 1


def test_folder_that_is_missing_is_said_once_for_each_change(world):
    with structlog.testing.capture_logs() as log:
        world.take()
        world.take()
        world.app.mailbox.prepare(["Junk"])
        world.take()
        world.take()
        with world.account.connected() as client:
            client.delete("Junk")
        world.take()
        world.take()
    told = [(entry["event"], entry["folders"]) for entry in log if entry["event"].startswith("folder_")]
    assert told == [("folder_missing", ["Junk"]), ("folder_found", ["Junk"]), ("folder_missing", ["Junk"])]


def test_junk_with_a_form_is_taken(world):
    world.app.mailbox.prepare(["Junk"])
    assert world.take(proposal(1, "Fallprevention"), folder="Junk") == [RECEIPT]
    assert (world.count("Junk"), world.count("Hanterade/2026")) == (0, 1)


def test_mail_from_before_the_start_is_listed_and_never_answered(make_world):
    world = make_world(answer_from="2099-01-01T00:00:00+01:00")
    assert [kind for kind, _, _ in world.take(proposal(1, "Fallprevention"))] == ["review_digest"]
    assert world.ledger() == [("submission", "form", "before_start")]
    assert world.count("INBOX") == 1
    world.wait(hours=2)
    world.take()
    assert len(world.ledger()) == 1


def test_first_start_is_remembered_by_the_mail_servers_clock(make_world):
    world = make_world(answer_from=None)
    world.now = datetime.now(UTC) + timedelta(days=365)
    world.account.deliver(mail(1, "dag@varberg.example", "Tack", "Tack så mycket!"))
    take_in(world.app.services, world.app.mailbox)
    first = _first_start(world)
    assert abs(first - datetime.now(UTC)) < timedelta(minutes=5)
    world.wait(days=3)
    take_in(world.app.services, world.app.mailbox)
    assert _first_start(world) == first
    assert world.account.messages("Granska") == []


def test_mail_that_comes_after_a_first_start_with_the_clock_ahead_is_answered(make_world):
    world = make_world(answer_from=None)
    world.now = datetime.now(UTC) + timedelta(days=365)
    take_in(world.app.services, world.app.mailbox)
    world.now = datetime.now(UTC)
    world.account.deliver_all([proposal(1, "Fallprevention")], when=Time2Internaldate(time.time() + 2))
    poll(world.app)
    assert world.letters() == [RECEIPT]


def _first_start(world):
    with world.app.services.database.reading() as session:
        return settings.last(session, "first_start")


def test_hold_all_keeps_every_letter(make_world):
    world = make_world(hold_all=True)
    assert world.take(proposal(1, "Fallprevention")) == [("receipt_complete", "anna1@varberg.example", "held")]
    assert world.smtp.letters == []


def test_long_backlog_takes_no_more_memory_than_a_short_one(world, monkeypatch):
    monkeypatch.setattr(imap, "_BATCH_MESSAGES", 5)
    monkeypatch.setattr(read_ahead, "MOST", 5)
    monkeypatch.setattr(intake, "_CHUNK", 5)
    numbers = itertools.count(1)

    def peak(count: int) -> int:
        some = [mail(next(numbers), "bo@varberg.example", "Tack", "Tack!", [("a.bin", secrets.token_bytes(300_000))])]
        for _ in range(count):
            world.account.deliver_all([some[0].replace(b"<", b"<%d." % next(numbers), 1)], when=DELIVERED)
        tracemalloc.start()
        take_in(world.app.services, world.app.mailbox)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(5)  # what is loaded once
    short, long = peak(20), peak(80)
    assert len(world.ledger()) == 105
    assert long < 1.3 * short


def test_next_messages_are_begun_before_those_that_are_done_are_moved(world, monkeypatch):
    monkeypatch.setattr(imap, "_BATCH_MESSAGES", 2)
    monkeypatch.setattr(read_ahead, "_AHEAD", 1)
    monkeypatch.setattr(read_ahead, "MOST", 2)
    monkeypatch.setattr(intake, "_CHUNK", 2)
    world.account.deliver_all([mail(n, f"bo{n}@varberg.example", "Tack", "Tack så mycket!") for n in range(1, 9)])
    came: list[str] = []
    take_in(with_checkpoint(world.app, came.append).services, world.app.mailbox)
    until = came.index("before_move")
    assert came[:until].count("begun") >= 2  # the next ones, too
    assert "begun" in came[until:]
    assert (world.count("INBOX"), len(world.ledger())) == (0, 8)


@pytest.fixture
def narrow(mailbox_account, make_world):
    """A world that takes mails of a megabyte."""
    return make_world(mailbox=mailbox_account.config(password_file="password", max_message_mb=1).model_dump())


def large(number: int, sender: str, **headers: str) -> bytes:
    return mail(number, sender, "Stor", "Hej", [("film.bin", b"\0" * 1_200_000)], **headers)


def test_too_large_mail_is_answered_and_waits_for_a_human_unopened(narrow):
    letters = narrow.take(large(1, "anna1@varberg.example"))
    assert letters == [
        ("could_not_read", "anna1@varberg.example", "sent"),
        ("review_digest", SECRETARY, "sent"),
    ]
    said = narrow.letter("could_not_read").get_body(("plain",)).get_content()
    assert "Mejlet: det är större än 1 MB. Skicka formuläret igen utan de stora bilagorna" in " ".join(said.split())
    assert narrow.reasons() == [f"{Reason.TOO_LARGE.text(limit=1)} {Reason.SENDER_TOLD.text()}"]
    assert (narrow.register(), narrow.count("Granska")) == ([], 1)
    with narrow.app.services.database.reading() as session:
        assert session.scalars(select(Message.subject)).one() == "Stor"


@pytest.mark.parametrize(
    ("sender", "headers"),
    [
        ("anna1@varberg.example", {"Auto_Submitted": "auto-replied"}),
        ("anna1@varberg.example", {"List_Id": "<nytt.varberg.example>"}),
        ("gun@okand.example", {}),
        ("MAILER-DAEMON@varberg.example", {}),
        (BOT, {}),
    ],
)
def test_too_large_mail_of_a_machine_or_a_stranger_is_answered_by_nobody(narrow, sender, headers):
    assert [kind for kind, _, _ in narrow.take(large(1, sender, **headers))] == ["review_digest"]
    assert narrow.reasons() == [Reason.TOO_LARGE.text(limit=1)]
    assert narrow.count("Granska") == 1


def test_too_large_mail_that_is_dragged_back_is_answered_once_and_waits_once(narrow):
    narrow.take(large(1, "anna1@varberg.example"))
    with narrow.account.connected("Granska") as imap:
        imap.uid("MOVE", "1", "INBOX")
    letters = narrow.take()
    assert [kind for kind, _, _ in letters].count("could_not_read") == 1
    assert [outcome for _, _, outcome in narrow.ledger()] == ["resolved", "review"]


def test_too_large_mail_in_junk_or_from_before_the_start_stays_where_it_is(narrow):
    narrow.app.mailbox.prepare(["Junk"])
    narrow.account.deliver_all([large(1, "anna1@varberg.example")], "Junk", when=DELIVERED)
    narrow.account.deliver_all([large(2, "anna2@varberg.example")], when='"20-Nov-2025 09:00:00 +0100"')
    narrow.take()
    assert (narrow.count("Junk"), narrow.count("INBOX")) == (1, 1)
    assert sorted(outcome for _, _, outcome in narrow.ledger()) == ["before_start", "left"]
    assert [kind for kind, _, _ in narrow.letters() if kind == "could_not_read"] == []


def test_bad_message_does_not_stop_the_next(world, monkeypatch):
    def explode(case):
        raise RuntimeError("hemligt innehåll")

    monkeypatch.setitem(HANDLERS, VerdictKind.QUESTION, explode)
    asks = mail(1, "bo@varberg.example", "Fråga", "Hur gör man för att lämna ett förslag?")
    letters = world.take(asks, proposal(2, "Fallprevention"))
    assert ("receipt_complete", "anna2@varberg.example", "sent") in letters
    assert [outcome for _, _, outcome in world.ledger()] == ["review", "handled"]
    assert world.count("Granska") == 1
    with world.app.services.database.reading() as session:
        error = session.scalars(select(Message.error).order_by(Message.id)).first()
    assert error.startswith("RuntimeError in explode")
    assert "hemligt" not in error


class Crash(BaseException):
    """What no handler catches, as a kill."""


def crashing_at(world, point):
    """Return the app with a crash at one of its checkpoints."""

    def crash(name):
        if name == point:
            raise Crash

    return with_checkpoint(world.app, crash)


def test_message_that_kills_the_process_is_set_aside(world):
    crashing = crashing_at(world, "begun")
    world.account.deliver(proposal(1, "Fallprevention"))
    for _ in range(3):
        with pytest.raises(Crash):
            take_in(crashing.services, crashing.mailbox)
    world.take()
    assert world.reasons() == [Reason.POISON.text()]
    assert world.register() == []


def test_kills_from_outside_count_against_no_mail_that_was_at_hand_by_chance(world):
    crashing = crashing_at(world, "before_commit")
    world.account.deliver_all([proposal(number, f"Förslag {number}") for number in range(1, 5)])
    for _ in range(4):
        with pytest.raises(Crash):
            take_in(crashing.services, crashing.mailbox)
    assert sorted(world.take()) == [("receipt_complete", f"anna{n}@varberg.example", "sent") for n in range(1, 5)]
    assert [outcome for _, _, outcome in world.ledger()] == ["handled"] * 4


@pytest.mark.parametrize(("point", "kills"), [("before_commit", 4), ("before_commit", 10), ("committed", 3)])
def test_kills_after_a_mail_was_read_blame_it_for_none(world, point, kills):
    crashing = crashing_at(world, point)
    for number in range(1, kills + 1):
        if point == "committed" or number == 1:
            world.account.deliver(proposal(number, f"Förslag {number}"))
        with pytest.raises(Crash):
            take_in(crashing.services, crashing.mailbox)
    world.take()
    assert {outcome for _, _, outcome in world.ledger()} == {"handled"}


def test_mail_that_ends_the_process_each_time_after_it_was_read_is_set_aside_in_the_end(world):
    crashing = crashing_at(world, "before_commit")
    world.account.deliver(proposal(1, "Fallprevention"))
    for _ in range(11):
        with pytest.raises(Crash):
            take_in(crashing.services, crashing.mailbox)
    world.take()
    assert world.reasons() == [Reason.POISON.text()]


def test_mail_that_takes_the_process_down_holds_up_no_other(world, monkeypatch):
    def crash(raw, *reading):
        if b"<1@varberg.example>" in raw.data:
            raise Crash
        return read(raw, *reading)

    monkeypatch.setattr(intake_message, "read", crash)
    world.account.deliver_all([proposal(number, f"Förslag {number}") for number in range(1, 4)])
    registered = []
    for _ in range(3):
        with pytest.raises(Crash):
            take_in(world.app.services, world.app.mailbox)
        registered.append(len(world.register()))
    assert registered == [0, 0, 2]
    world.take()
    assert world.reasons() == [Reason.POISON.text(), "", ""]


def test_what_was_at_hand_when_the_process_was_killed_keeps_its_place_before_what_came_later(world):
    crashing = crashing_at(world, "begun")
    world.account.deliver_all([proposal(number, f"Förslag {number}") for number in (1, 2)])
    with pytest.raises(Crash):
        take_in(crashing.services, crashing.mailbox)
    world.take(proposal(3, "Förslag 3"))
    with world.app.services.database.reading() as session:
        titles = session.scalars(select(Initiative.title).order_by(Initiative.number)).all()
    assert titles == ["Förslag 1", "Förslag 2", "Förslag 3"]


def test_message_that_hangs_is_tried_again_and_holds_up_no_other(world):
    thanks = mail(3, "dag@varberg.example", "Tack", "Tack så mycket!")
    world.account.deliver_all([proposal(1, "Fallprevention"), proposal(2, "Sårvård", purpose=None), thanks])
    with hanging(world.app.services) as services:
        assert take_in(services, world.app.mailbox).verdicts == {"postponed": 2, "thanks": 1}
    assert (world.register(), world.count("INBOX"), world.reasons()[:2]) == ([], 2, ["", ""])
    world.take()
    assert world.register() == [("OH-2026-0001", "queued"), ("OH-2026-0002", "incomplete")]
    assert world.count("INBOX") == 0


def test_message_that_hangs_each_time_is_for_a_human(world):
    world.account.deliver(proposal(1, "Fallprevention"))
    with hanging(world.app.services) as services:
        passes = [take_in(services, world.app.mailbox).verdicts for _ in range(5)]
    assert passes == [{"postponed": 1}] * 3 + [{"refused": 1}, {}]
    assert (world.register(), world.reasons(), world.count("Granska")) == ([], [Reason.POISON.text()], 1)


def test_mail_dragged_back_from_review_is_tried_again(world):
    world.take(mail(1, "gun@okand.example", "Hej", "Något helt annat, utan början eller slut."))
    assert world.count("Granska") == 1
    with world.account.connected("Granska") as imap:
        imap.uid("MOVE", "1:*", "INBOX")
    world.take()
    assert [outcome for _, _, outcome in world.ledger()] == ["resolved", "review"]
    assert world.count("Granska") == 1


def test_audit_chain_holds_after_a_backlog(world):
    world.take(*backlog.something_of_everything())
    with world.app.services.database.reading() as session:
        assert audit.verify(session) is None


def test_filled_form_goes_back_to_a_verified_sender_alone(trusting):
    gaps = proposal(1, "Trygghetssamtal", purpose=None)
    trusting.take(gaps)
    assert [part.get_filename() for part in trusting.letter("receipt_incomplete").iter_attachments()] == []
    trusting.take(vouched(proposal(2, "Trygghet i hemmet", purpose=None)))
    names = [part.get_filename() for part in trusting.letter("receipt_incomplete").iter_attachments()]
    assert names == ["OH-2026-0002 att komplettera.docx"]


def test_personnummer_is_flagged_and_its_material_withheld(world):
    world.take(proposal(1, "Fallprevention", background="Patienten 19121212-1212 föll."))
    with world.app.services.database.reading() as session:
        (initiative,) = session.scalars(select(Initiative))
        assert [file.withheld for file in initiative.attachments] == ["innehåller ett personnummer"]
    assert world.reasons()[0].startswith("OH-2026-0001 innehåller ett personnummer")


def test_message_that_the_server_does_not_hand_out_waits_for_a_human(world):
    """Dovecot loses the content of one message, as a damaged store does."""
    world.account.deliver_all([proposal(1, "Fallprevention"), proposal(2, "Trygghet")])
    folder = world.account.server.folder / "mail" / world.account.user / "Maildir" / "new"
    (damaged,) = (file for file in folder.iterdir() if b"<2@varberg.example>" in file.read_bytes())
    damaged.write_bytes(b"")
    assert RECEIPT in world.take()
    assert world.reasons() == ["", ""]
    for _ in range(2):
        world.wait(days=1)
        world.take()
    assert sorted(world.reasons()) == ["", Reason.WITHHELD_BY_SERVER.text()]

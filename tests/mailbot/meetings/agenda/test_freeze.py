"""The agenda: who comes on it and in which order, its § numbers, its revisions and its letters."""

from __future__ import annotations

import email
import email.policy
import io
import zlib
from datetime import date, timedelta

import pytest
from docx import Document
from sqlalchemy import select

from mailbot.errors import IllegalTransition, MeetingRefused
from mailbot.mail.message import Attachment
from mailbot.meetings import calendar
from mailbot.meetings.agenda import edition, freeze, items
from mailbot.meetings.decisions import returned_agenda
from mailbot.register import initiatives
from mailbot.store.tables import Event, Letter
from mailbot.store.values import EventKind, LetterKind, State
from parsers.document.read import read_document
from tests.support.active_files import pdf
from tests.support.meetings import (
    NOW,
    OTHER_SECRETARY,
    SECRETARY,
    TOKEN,
    a_config,
    a_meeting,
    a_unit_of_work,
    an_initiative,
    later,
    letters,
)

SECOND, THIRD = "a" * 16, "b" * 16


def numbered(frozen):
    return [(item.paragraph, item.initiative.reference) for item in frozen.items if item.removed_at is None]


def mailed(work, kind=LetterKind.AGENDA):
    rows = work.session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id))
    return [email.message_from_bytes(zlib.decompress(row.mime), policy=email.policy.default) for row in rows]


def test_queue_has_the_deferred_first_and_then_the_order_of_completion(work):
    first, second, third, fourth = (an_initiative(work, title) for title in "abcd")
    third.deferred = True
    first.queued_at = NOW
    fourth.state = State.INCOMPLETE
    assert freeze.queue(work.session) == [third, second, first]


def test_freeze_takes_what_was_complete_by_the_cutoff(work):
    early, late = an_initiative(work, "Tidigt"), an_initiative(work, "Sent")
    late.queued_at = NOW + timedelta(seconds=1)
    early.deferred = True
    frozen = freeze.freeze(work, a_meeting(work), NOW, TOKEN)
    assert numbered(frozen) == [(5, "OH-2026-0001")]
    assert (frozen.revision, frozen.first_paragraph, len(frozen.opening)) == (1, 1, 4)
    assert (early.state, early.deferred, frozen.items[0].deferred_before) == (State.ON_AGENDA, False, True)
    assert frozen.items[0].form_version is early.form
    assert late.state is State.QUEUED


def test_freeze_tells_initiators_and_every_secretary(work):
    an_initiative(work)
    freeze.freeze(work, a_meeting(work), NOW, TOKEN)
    assert letters(work) == [
        ("agenda", SECRETARY, "queued"),
        ("agenda", OTHER_SECRETARY, "queued"),
        ("on_agenda", "karin.holm1@varberg.example", "queued"),
    ]


def test_agenda_letter_carries_word_excel_and_material(work):
    an_initiative(work, files=(Attachment("budget.pdf", "application/pdf", pdf()),))
    frozen = freeze.freeze(work, a_meeting(work), NOW, TOKEN)
    attached = {part.get_filename(): part.get_content() for part in mailed(work)[0].iter_attachments()}
    assert list(attached) == [
        "Dagordning RUG 2026-12-10.docx",
        "Dagordning RUG 2026-12-10.xlsx",
        "Underlag RUG 2026-12-10.zip",
    ]
    assert attached == edition.files(frozen)
    assert {getattr(returned_agenda.read(*file), "token", None) for file in attached.items()} == {TOKEN, None}


def test_material_that_does_not_fit_is_named_in_the_letter(session):
    smtp = {"host": "smtp.regionhalland.example", "user": "omtanke", "max_message_mb": 1}
    work = a_unit_of_work(session, a_config(smtp=smtp))
    noise = b"\xff\xd8\xff" + b"".join(n.to_bytes(4, "big") for n in range(0, 2**32, 2**32 // 250_000))
    an_initiative(work, files=(Attachment("stor.jpg", "image/jpeg", noise),))
    frozen = freeze.freeze(work, a_meeting(work), NOW, TOKEN)
    text = mailed(work)[0].get_body(("plain",)).get_content()
    assert frozen.material is None
    assert "OH-2026-0001 Gemensam fallprevention/stor.jpg: får inte plats i mejlet" in text


@pytest.mark.parametrize(
    ("new_page", "titles"),
    [("material", ["Med"]), ("always", ["Med", "Utan"]), ("never", [])],
)
def test_initiative_begins_a_new_page_where_the_config_says_so(session, new_page, titles):
    work = a_unit_of_work(session, a_config(meetings={"agenda_new_page": new_page}))
    meeting = a_meeting(work)
    an_initiative(work, "Med", files=(Attachment("budget.pdf", "application/pdf", pdf()),))
    an_initiative(work, "Utan")
    off = an_initiative(work, "Borttaget", files=(Attachment("plan.pdf", "application/pdf", pdf()),))
    freeze.freeze(work, meeting, NOW, TOKEN)
    word = Document(io.BytesIO(freeze.remove_item(work, meeting, off, SECOND).word))
    begun = [one.text.split()[-1] for one in word.paragraphs if one.paragraph_format.page_break_before]
    assert begun == titles


def test_agenda_without_initiatives_is_made_and_mailed(work):
    frozen = freeze.freeze(work, a_meeting(work), NOW, TOKEN)
    assert numbered(frozen) == []
    assert [letter[0] for letter in letters(work)] == ["agenda", "agenda"]
    assert returned_agenda.read("a.docx", frozen.word) == returned_agenda.Returned(TOKEN, ())


def test_paragraphs_run_on_through_the_year_and_begin_anew(work):
    meetings = [a_meeting(work, day) for day in (date(2026, 12, 1), date(2026, 12, 10), date(2027, 1, 21))]
    an_initiative(work, "Ett")
    freeze.freeze(work, meetings[0], NOW, TOKEN)
    second = freeze.freeze(work, meetings[1], NOW, SECOND)
    an_initiative(work, "Två")
    third = freeze.freeze(work, meetings[2], NOW, THIRD)
    assert (second.first_paragraph, third.first_paragraph, numbered(third)) == (9, 1, [(5, "OH-2026-0002")])


def test_paragraphs_run_on_after_an_agenda_without_initiatives(work):
    freeze.freeze(work, a_meeting(work, date(2026, 12, 1)), NOW, TOKEN)
    an_initiative(work)
    assert numbered(freeze.freeze(work, a_meeting(work), NOW, SECOND)) == [(12, "OH-2026-0001")]


def test_freeze_twice_is_refused(work):
    meeting = a_meeting(work)
    freeze.freeze(work, meeting, NOW, TOKEN)
    with pytest.raises(MeetingRefused, match="already frozen"):
        freeze.freeze(work, meeting, NOW, SECOND)


def test_added_item_makes_a_new_revision_and_leaves_the_old_one(work):
    meeting = a_meeting(work)
    an_initiative(work, "Ett")
    first = freeze.freeze(work, meeting, NOW, TOKEN)
    before = (first.word, first.excel, numbered(first))
    late = an_initiative(work, "Två")
    second = freeze.add_item(work, meeting, late, SECOND)
    assert (first.word, first.excel, numbered(first)) == before
    assert numbered(second) == [(5, "OH-2026-0001"), (9, "OH-2026-0002")]
    assert (second.closing_paragraph, second.closing) == (6, ["Övriga frågor", "Nästa möte", "Mötets avslutande"])
    assert (second.revision, second.token, late.state) == (2, SECOND, State.ON_AGENDA)
    assert list(edition.files(second)) == [
        "Dagordning RUG 2026-12-10 version 2.docx",
        "Dagordning RUG 2026-12-10 version 2.xlsx",
    ]
    assert [kind for kind, _to, _state in letters(work)] == ["agenda"] * 2 + ["on_agenda"] + ["agenda"] * 2 + [
        "on_agenda"
    ]


def test_removed_item_returns_to_the_queue_and_the_others_keep_their_numbers(work):
    meeting = a_meeting(work)
    one, _two = an_initiative(work, "Ett"), an_initiative(work, "Två")
    one.deferred = True
    freeze.freeze(work, meeting, NOW, TOKEN)
    second = freeze.remove_item(work, meeting, one, SECOND)
    assert numbered(second) == [(6, "OH-2026-0002")]
    assert (one.state, one.deferred) == (State.QUEUED, True)
    assert letters(work, LetterKind.OFF_AGENDA) == [("off_agenda", "karin.holm1@varberg.example", "queued")]
    assert [row.reference for row in returned_agenda.read("a.docx", second.word).rows] == ["OH-2026-0002"]


def test_item_that_comes_back_gets_its_number_again(work):
    meeting = a_meeting(work)
    one, _two = an_initiative(work, "Ett"), an_initiative(work, "Två")
    freeze.freeze(work, meeting, NOW, TOKEN)
    freeze.remove_item(work, meeting, one, SECOND)
    third = freeze.add_item(later(work, hours=1), meeting, one, THIRD)
    assert numbered(third) == [(5, "OH-2026-0001"), (6, "OH-2026-0002")]
    assert items.undecided(work.session, meeting) == third.items


def test_add_refuses_what_is_not_queued(work):
    meeting, one = a_meeting(work), an_initiative(work)
    freeze.freeze(work, meeting, NOW, TOKEN)
    with pytest.raises(IllegalTransition, match="on_agenda"):
        freeze.add_item(work, meeting, one, SECOND)


def test_remove_refuses_what_does_not_wait_there(work):
    meeting, one = a_meeting(work), an_initiative(work)
    freeze.freeze(work, meeting, NOW - timedelta(days=30), TOKEN)
    with pytest.raises(MeetingRefused, match="does not wait"):
        freeze.remove_item(work, meeting, one, SECOND)


def test_changing_an_agenda_that_is_not_frozen_or_is_cancelled_is_refused(work):
    meeting, one = a_meeting(work), an_initiative(work)
    with pytest.raises(MeetingRefused, match="not frozen yet"):
        freeze.add_item(work, meeting, one, SECOND)
    freeze.freeze(work, meeting, NOW - timedelta(days=30), TOKEN)
    calendar.cancel(work, meeting)
    with pytest.raises(MeetingRefused, match="cancelled"):
        freeze.add_item(work, meeting, one, SECOND)


def test_agenda_says_what_the_form_said_when_it_was_frozen(work):
    meeting, one = a_meeting(work), an_initiative(work, "Ett", background="Patient 811218-9876 föll.")
    first = freeze.freeze(work, meeting, NOW, TOKEN)
    newer = initiatives.ParsedForm(one.form.template, "docx", {"title": "Nytt namn"})
    initiatives.add_version(work, one, newer, None)
    second = freeze.add_item(work, meeting, an_initiative(work, "Två"), SECOND)
    said = " ".join(text(first) + text(second))
    assert "Nytt namn" not in said
    assert "811218" not in said
    assert "Patient [personnummer] föll." in said


def test_freezing_leaves_an_audit_event_for_the_agenda_and_each_item(work):
    an_initiative(work)
    frozen = freeze.freeze(work, a_meeting(work), NOW, TOKEN)
    work.write_events()
    events = work.session.scalars(select(Event).where(Event.kind == EventKind.AGENDA_FROZEN).order_by(Event.id))
    found = [(event.subject, event.data["agenda"]) for event in events]
    assert found == [("meeting:2026-12-10", frozen.id), ("OH-2026-0001", frozen.id)]


def text(frozen):
    document = read_document("a.docx", frozen.word)
    return [*document.lines, *(cell for table in document.tables for row in table.rows for cell in row if cell)]

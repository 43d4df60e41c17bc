"""A secretary invites the mailbox: the meeting stands in the calendar when she has answered with the code."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import vobject
from sqlalchemy import select

from mailbot.intake.review_reasons import Reason
from mailbot.primitives.references import codes_in
from mailbot.store.tables import Meeting
from tests.mailbot.meetings.planning.test_plan_table import HEAD, excel, word
from tests.scenarios.test_secretary import _text, code_of, say
from tests.support.backlog import BOT, SECRETARY, proposal
from tests.support.invitations import UID, invitation, outlook
from tests.support.paths import ROOT

SHAPES = sorted((ROOT / "tests" / "golden" / "invitations").glob("*.eml"))


@pytest.fixture
def rug(make_world):
    world = make_world()
    world.numbers = iter(range(100, 1000))
    return world


def meetings(world) -> list[tuple[str, str, str]]:
    """Return when each meeting to be held starts and its agenda closes (UTC), and where it is."""
    with world.app.services.database.reading() as session:
        rows = session.scalars(select(Meeting).where(Meeting.cancelled_at.is_(None)).order_by(Meeting.day)).all()
        return [(f"{row.starts_at:%Y-%m-%dT%H:%M}", f"{row.stop_at:%Y-%m-%dT%H:%M}", row.place) for row in rows]


def calendar_of(letter):
    """Return the reply that goes with a letter, as another library than the one that wrote it reads it."""
    (part,) = (one for one in letter.walk() if one.get_content_type() == "text/calendar")
    assert (part.get_param("method"), part.get_content_disposition()) == ("REPLY", None)
    return vobject.readOne(part.get_content())


def test_invitation_becomes_a_meeting_with_the_code(rug):
    rug.take(proposal(1, "Fallprevention"))
    rug.take(invitation(outlook()))
    assert meetings(rug) == []
    receipt = _text(rug.letter("meetings_receipt"))
    for said in ("måndag 15 mars 2027 kl. 09.00", "Regionens hus", "måndag 1 mars kl. 12.00", "OH-2026-0001 Fallprev"):
        assert said in receipt
    before = len(rug.letters())
    say(rug, "Stämmer", answers="meetings_receipt")
    assert meetings(rug) == [("2027-03-15T08:00", "2027-03-01T11:00", "Regionens hus")]
    assert rug.letters()[before:] == [("invitation_accepted", SECRETARY, "sent"), ("done", SECRETARY, "sent")]


@pytest.mark.parametrize("words", ["Ja", "Ja, det stämmer bra. Tack!", "Hej!\n\nDet ser bra ut.\n\nMvh\nMaria"])
def test_receipt_is_answered_in_other_words_than_it_asks_for(rug, words):
    rug.take(invitation(outlook()))
    say(rug, words, answers="meetings_receipt")
    assert meetings(rug) == [("2027-03-15T08:00", "2027-03-01T11:00", "Regionens hus")]


def test_reply_is_read_by_another_library_as_the_acceptance_of_that_invitation(rug):
    rug.take(invitation(outlook(sequence=3)))
    say(rug, "Stämmer", answers="meetings_receipt")
    letter = rug.letter("invitation_accepted")
    reply = calendar_of(letter)
    assert reply.method.value == "REPLY"
    (zone,) = reply.vtimezone_list
    assert zone.tzid.value == "W. Europe Standard Time"
    assert reply.vevent.dtstart.value == datetime(2027, 3, 15, 8, tzinfo=UTC)
    assert (reply.vevent.uid.value, reply.vevent.sequence.value) == (UID, "3")
    assert [(one.value, one.params["PARTSTAT"]) for one in reply.vevent.attendee_list] == [
        (f"mailto:{BOT}", ["ACCEPTED"])
    ]
    assert str(letter["From"]).endswith(f"<{BOT}>")
    assert reply.vevent.organizer.value == f"mailto:{SECRETARY}"


@pytest.mark.parametrize("mail", SHAPES, ids=lambda mail: mail.stem)
def test_invitation_of_every_program_is_asked_back_about_and_accepted(mail, rug):
    rug.take(mail.read_bytes())
    say(rug, "Stämmer", answers="meetings_receipt")
    assert meetings(rug) == [("2027-03-15T08:00", "2027-03-01T11:00", "Regionens hus, Halmstad")]
    reply = calendar_of(rug.letter("invitation_accepted"))
    zone = reply.vtimezone.tzid.value
    assert (reply.method.value, reply.vevent.dtstart.value) == ("REPLY", datetime(2027, 3, 15, 8, tzinfo=UTC))
    assert zone in ("Europe/Stockholm", "W. Europe Standard Time", "Västeuropa, normaltid")
    assert [one.params["PARTSTAT"] for one in reply.vevent.attendee_list] == [["ACCEPTED"]]


def test_move_and_cancel_take_effect_with_their_codes(rug):
    rug.take(invitation(outlook()))
    say(rug, "Stämmer", answers="meetings_receipt")
    moved = outlook(starts="TZID=W. Europe Standard Time:20270318T130000", sequence=1)
    rug.take(invitation(moved))
    receipt = _text(rug.letter("meetings_receipt"))
    assert "Mötet flyttas: torsdag 18 mars 2027" in receipt
    assert "Förut: måndag 15 mars 2027 kl. 09.00, Regionens hus" in receipt
    assert [start for start, _, _ in meetings(rug)] == ["2027-03-15T08:00"]
    say(rug, "Stämmer", answers="meetings_receipt")
    assert [start for start, _, _ in meetings(rug)] == ["2027-03-18T12:00"]
    rug.take(invitation(moved.replace("SEQUENCE:1", "SEQUENCE:2").replace("REQUEST", "CANCEL"), method="CANCEL"))
    assert "Mötet ställs in: torsdag 18 mars 2027" in _text(rug.letter("meetings_receipt"))
    before = len(rug.letters())
    say(rug, "Stämmer", answers="meetings_receipt")
    assert meetings(rug) == []
    assert rug.letters()[before:] == [("done", SECRETARY, "sent")]


def test_series_is_one_receipt_and_one_acceptance(rug):
    rug.take(invitation(outlook(more="RRULE:FREQ=MONTHLY;BYDAY=3MO;COUNT=4\n")))
    assert rug.letter("meetings_receipt")["Subject"] == "4 RUG-möten väntar på ditt svar"
    before = len(rug.letters())
    say(rug, "Stämmer", answers="meetings_receipt")
    assert len(meetings(rug)) == 4
    assert [kind for kind, _, _ in rug.letters()[before:]] == ["invitation_accepted", "done"]


def test_receipt_shows_how_another_stop_date_is_written_for_the_meetings_that_it_has(rug):
    rug.take(invitation(outlook()))
    assert "Svara till exempel: stoppdag 2027-03-01 kl 12" in " ".join(_text(rug.letter("meetings_receipt")).split())
    rug.take(invitation(outlook(more="RRULE:FREQ=MONTHLY;BYDAY=3MO;COUNT=2\n", sequence=1)))
    series = " ".join(_text(rug.letter("meetings_receipt")).split())
    assert "Svara till exempel: stoppdag för mötet 2027-03-15: 2027-03-01 kl 12" in series


def test_same_invitation_again_is_not_asked_about_again(rug):
    rug.take(invitation(outlook()))
    before = rug.letters()
    assert rug.take(invitation(outlook())) == before
    say(rug, "Stämmer", answers="meetings_receipt")
    before = rug.letters()
    assert rug.take(invitation(outlook())) == before


def test_older_receipt_does_nothing_once_a_newer_one_is_answered(rug):
    rug.take(invitation(outlook()))
    old = code_of(rug, "meetings_receipt")
    rug.take(invitation(outlook(starts="TZID=W. Europe Standard Time:20270316T090000", sequence=1)))
    say(rug, "Stämmer", answers="meetings_receipt")
    say(rug, f"stämmer {old}")
    assert [start for start, _, _ in meetings(rug)] == ["2027-03-16T08:00"]
    assert "Inget ändras: en nyare inbjudan gäller redan." in _text(rug.letter("done"))


def test_stopped_receipt_changes_nothing(rug):
    rug.take(invitation(outlook()))
    code = code_of(rug, "meetings_receipt")
    say(rug, "stoppa", answers="meetings_receipt")
    say(rug, f"stämmer {code}")
    assert meetings(rug) == []
    assert ("invitation_accepted", SECRETARY, "sent") not in rug.letters()


def test_code_is_good_for_the_secretary_that_it_went_to_alone(rug):
    rug.take(invitation(outlook()))
    say(rug, f"stämmer {code_of(rug, 'meetings_receipt')}", sender="eve@okand.example")
    assert meetings(rug) == []


def test_forged_invitation_does_not_hide_the_true_one(rug):
    rug.take(invitation(outlook(sequence=99, stamp="20991231T000000Z", place="Fel plats")))
    rug.take(invitation(outlook()))
    say(rug, "Stämmer", answers="meetings_receipt")
    assert meetings(rug) == [("2027-03-15T08:00", "2027-03-01T11:00", "Regionens hus")]


@pytest.mark.parametrize(
    ("mail", "reason"),
    [
        (invitation(outlook(title="Fika")), Reason.OTHER_MEETING),
        (invitation(outlook(title="Förmöte inför RUG")), Reason.OTHER_MEETING),
        (invitation(outlook(title="RUGBY")), Reason.OTHER_MEETING),
        (invitation(outlook(), sender="karin@varberg.example"), Reason.INVITATION),
        (invitation(outlook(uid="")), Reason.INVITATION_UNREADABLE),
        (invitation(outlook(more="RRULE:FREQ=SECONDLY\n")), Reason.INVITATION_UNREADABLE),
    ],
    ids=["another meeting", "a meeting before", "another word", "somebody else", "broken", "endless work"],
)
def test_any_other_invitation_is_left_to_a_human(mail, reason, rug):
    rug.take(mail)
    assert rug.ledger()[-1] == ("meeting_invitation", "calendar_request", "review")
    assert rug.reasons()[-1] == reason.text()
    assert meetings(rug) == []


@pytest.mark.parametrize(
    ("starts", "said"),
    [
        ("VALUE=DATE:20270315", "Måndag 15 mars 2027: inbjudan gäller hela dagen. När börjar mötet?"),
        ('TZID="Egen tid":20270315T090000', "Måndag 15 mars 2027: vi känner inte igen tidszonen i inbjudan."),
    ],
)
def test_what_is_unclear_is_asked_about_and_not_taken(starts, said, rug):
    rug.take(invitation(outlook(starts=starts)))
    receipt = _text(rug.letter("meetings_receipt"))
    assert said in " ".join(receipt.split())
    assert codes_in(receipt) == ()
    assert meetings(rug) == []


def test_floating_time_is_swedish_and_said_to_be(rug):
    rug.take(invitation(outlook(starts="X-A=B:20270615T090000")))
    assert "Vi har räknat med svensk tid." in _text(rug.letter("meetings_receipt"))
    say(rug, "Stämmer", answers="meetings_receipt")
    assert [start for start, _, _ in meetings(rug)] == ["2027-06-15T07:00"]


def test_invitation_says_when_the_agenda_closes(rug):
    rug.take(invitation(outlook(text="Välkomna!\\nStoppdag 2027-02-26 kl 15")))
    say(rug, "Stämmer", answers="meetings_receipt")
    assert meetings(rug) == [("2027-03-15T08:00", "2027-02-26T14:00", "Regionens hus")]


def test_reply_to_the_receipt_sets_the_stop_date_and_asks_again(rug):
    rug.take(invitation(outlook()))
    first = code_of(rug, "meetings_receipt")
    say(rug, "Stoppdag 26 februari kl 15", answers="meetings_receipt")
    assert "Stoppdag: fredag 26 februari kl. 15.00" in _text(rug.letter("meetings_receipt"))
    say(rug, f"stämmer {first}")
    assert meetings(rug) == []
    say(rug, "Stämmer", answers="meetings_receipt")
    assert meetings(rug) == [("2027-03-15T08:00", "2027-02-26T14:00", "Regionens hus")]
    assert ("invitation_accepted", SECRETARY, "sent") in rug.letters()


def test_stop_date_of_a_meeting_that_stands_is_set_by_mail(rug):
    rug.take(invitation(outlook(more="RRULE:FREQ=MONTHLY;BYDAY=3MO;COUNT=2\n")))
    say(rug, "Stämmer", answers="meetings_receipt")
    say(rug, "Stoppdag för mötet 2027-04-19: 2027-04-08 kl 9")
    say(rug, "Stämmer", answers="meetings_receipt")
    assert [stop for _, stop, _ in meetings(rug)] == ["2027-03-01T11:00", "2027-04-08T07:00"]


def test_stop_date_that_fits_no_meeting_is_asked_about(rug):
    rug.take(invitation(outlook(more="RRULE:FREQ=MONTHLY;BYDAY=3MO;COUNT=2\n")))
    say(rug, "Stoppdag 26 februari", answers="meetings_receipt")
    assert "Vilket möte gäller stoppdagen?" in _text(rug.letter("meetings_receipt"))
    say(rug, "Stoppdag 2027-05-01")
    assert "Vilket möte gäller stoppdagen?" in _text(rug.letter("meetings_receipt"))
    assert meetings(rug) == []


def test_stop_date_from_somebody_else_is_no_order(rug):
    say(rug, "Stoppdag 2027-05-01", sender="karin@varberg.example")
    assert rug.ledger()[-1][0] == "unknown"


@pytest.mark.parametrize("make", [excel, word], ids=["Excel", "Word"])
def test_plan_in_a_file_becomes_the_years_meetings_with_the_code(make, rug):
    rows = (
        HEAD,
        ("2027-03-15", "9-12", "Varberg", "2027-03-01 kl 12"),
        ("2027-04-19", "", "", ""),
        ("i maj", "", "", ""),
    )
    say(rug, "Hej, här kommer årets möten.", files=[(f"plan.{'xlsx' if make is excel else 'docx'}", make(*rows))])
    assert rug.ledger()[-1] == ("meeting_invitation", "meeting_plan", "handled")
    assert "«i maj» är ingen dag som vi kan läsa." in _text(rug.letter("meetings_receipt"))
    assert meetings(rug) == []
    before = len(rug.letters())
    say(rug, "Stämmer", answers="meetings_receipt")
    assert [start for start, _, _ in meetings(rug)] == ["2027-03-15T08:00", "2027-04-19T07:00"]
    assert [kind for kind, _, _ in rug.letters()[before:]] == ["done"]


def test_plan_from_somebody_else_plans_nothing(rug):
    plan = [("plan.xlsx", excel(HEAD, ("2027-03-15", "9-12", "Varberg", "")))]
    say(rug, "Hej, här kommer årets möten.", sender="karin@varberg.example", files=plan)
    assert rug.ledger()[-1][0] == "unknown"
    assert meetings(rug) == []


def test_reply_to_one_of_a_series_names_which(rug):
    rug.take(invitation(outlook(more="RRULE:FREQ=MONTHLY;BYDAY=3MO;COUNT=2\n")))
    say(rug, "Stämmer", answers="meetings_receipt")
    one = "RECURRENCE-ID;TZID=W. Europe Standard Time:20270419T090000\n"
    begins = "TZID=W. Europe Standard Time:20270421T130000"
    rug.take(invitation(outlook(starts=begins, sequence=1, stamp="20261121T080000Z", more=one)))
    say(rug, "Stämmer", answers="meetings_receipt")
    reply = calendar_of(rug.letter("invitation_accepted"))
    assert reply.vevent.recurrence_id.value == datetime(2027, 4, 19, 7, tzinfo=UTC)
    assert (reply.vevent.dtstart.value, reply.vevent.sequence.value) == (datetime(2027, 4, 21, 11, tzinfo=UTC), "1")
    assert [start for start, _, _ in meetings(rug)] == ["2027-03-15T08:00", "2027-04-21T11:00"]


@pytest.mark.parametrize(
    "mail",
    [
        invitation(outlook(method="CANCEL"), method="CANCEL"),
        invitation(outlook(starts="TZID=W. Europe Standard Time:20261102T090000")),
    ],
    ids=["cancels what is not there", "has been"],
)
def test_invitation_that_changes_nothing_is_said_to_unless_it_came_before(mail, rug):
    rug.take(mail)
    receipt = _text(rug.letter("meetings_receipt"))
    assert "Det finns inget i kalendern att ändra" in receipt
    assert codes_in(receipt) == ()


@pytest.mark.parametrize("words", ["ställ in mötet 2027-03-15", "Avboka RUG-mötet måndag 15 mars"])
def test_meeting_is_called_off_in_words_with_the_code(rug, words):
    rug.take(invitation(outlook()))
    say(rug, "Stämmer", answers="meetings_receipt")
    say(rug, words)
    assert len(meetings(rug)) == 1
    assert "Mötet ställs in: måndag 15 mars 2027" in _text(rug.letter("meetings_receipt"))
    say(rug, "Stämmer", answers="meetings_receipt")
    assert meetings(rug) == []


@pytest.mark.parametrize(
    ("words", "told"), [("ställ in mötet", "Vilket möte ska ställas in?"), ("ställ in mötet 16 mars", "inget kommande")]
)
def test_meeting_that_is_not_plainly_meant_is_asked_about(rug, words, told):
    rug.take(invitation(outlook()))
    say(rug, "Stämmer", answers="meetings_receipt")
    say(rug, words)
    assert told in _text(rug.letter("meetings_receipt"))

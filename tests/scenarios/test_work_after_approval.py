"""After an approval: who is in charge says so, hands over, delays or stops; and nobody else does it for them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from mailbot.intake.review_reasons import Reason
from mailbot.jobs import apply_decisions
from mailbot.register import initiatives
from mailbot.store.tables import Event, FollowUp
from mailbot.store.values import DecisionOutcome, EventKind
from tests.scenarios.test_secretary import AFTER_STOP, MEETING
from tests.scenarios.test_who_may_do_what import answer as answer_with_code
from tests.scenarios.test_who_may_do_what import text_of
from tests.support.backlog import SECRETARY, mail, proposal
from tests.support.world import forged, vouched

ANNA = "anna1@varberg.example"
EVA = "eva.berg@varberg.example"
BO = "bo.falk@varberg.example"
STRANGER = "eva.berg@annanstans.example"
REFERENCE = "OH-2026-0001"
AFTER_MEETING = datetime(2026, 12, 10, 15, tzinfo=UTC)


def approve(world, responsible: str = "", follow_up_on: date | None = None, **answers: str):
    """Bring Anna's initiative to an approval that has stood for two days."""
    world.take(vouched(proposal(1, "Fallprevention", **answers)))
    world.now = AFTER_STOP
    world.take()
    world.now = AFTER_MEETING
    services = world.app.services
    apply_decisions.decide(
        services, REFERENCE, DecisionOutcome.APPROVED, responsible=responsible, follow_up_on=follow_up_on
    )
    world.take()
    world.seen = len(world.letters())
    world.wait(days=2)
    world.take()
    return world


def new_letters(world) -> list[tuple[str, str]]:
    """Return what was sent since this was last asked, without the notes to the secretary."""
    letters = [(kind, to) for kind, to, _ in world.letters()]
    new, world.seen = letters[world.seen :], len(letters)
    return sorted(one for one in new if one[0] != "review_digest")


def reply(world, kind: str, words: str, number: int, sender: str, dress=bytes) -> list[tuple[str, str]]:  # noqa: PLR0917 - a mail
    """Answer the newest letter of a kind; return what was sent for it."""
    letter = world.letter(kind)
    subject = f"Sv: {letter['Subject']}"
    world.take(dress(mail(number, sender, subject, words, In_Reply_To=letter["Message-ID"])))
    return new_letters(world)


def work(world) -> dict[str, object]:
    with world.app.services.database.reading() as session:
        one = session.scalars(select(FollowUp)).one()
        return {
            "state": str(one.initiative.state),
            "responsible": (one.responsible_name, one.responsible_address),
            "asked": one.asked_address,
            "on": one.follow_up_on.isoformat(),
        }


def events(world) -> list[str]:
    with world.app.services.database.reading() as session:
        kinds = session.scalars(select(Event.kind).where(Event.subject == REFERENCE).order_by(Event.id))
        return [str(kind) for kind in kinds if kind != "letter_queued"]


@pytest.fixture
def world(make_world):
    """A world whose server vouches for senders, and that has a meeting."""
    return make_world(meetings=MEETING, trust={"authserv_id": "mx.example"})


@pytest.fixture
def named(world):
    """Eva, whom the decision names, has been asked."""
    approve(world, f"Eva Berg, {EVA}", date(2027, 6, 10))
    assert new_letters(world) == [("responsible_asked", EVA)]
    return world


@pytest.fixture
def started(named):
    """Eva is in charge."""
    assert reply(named, "responsible_asked", "Ja", 10, EVA) == [("work_started", ANNA), ("work_started", EVA)]
    return named


def test_who_the_decision_names_is_asked_without_a_word_of_the_initiative(named):
    letter = named.letter("responsible_asked")
    said = f"{letter}\n{text_of(letter)}"
    assert [word for word in ("Fallprevention", "faller", "Anna", ANNA) if word in said] == []
    assert work(named) == {"state": "approved", "responsible": ("", ""), "asked": EVA, "on": "2027-06-10"}


def test_yes_starts_the_work_and_tells_both(started):
    assert work(started) == {
        "state": "in_progress",
        "responsible": ("Eva Berg", EVA),
        "asked": "",
        "on": "2027-06-10",
    }
    assert events(started)[-2:] == ["responsible_asked", "started"]
    assert "torsdag 10 juni 2027" in text_of(started.letter("work_started"))


def test_yes_to_being_in_charge_is_none_to_whose_the_proposal_was(world):
    """Eva stands in Anna's form, and has not said whether the proposal is hers."""
    approve(world, f"Eva Berg, {EVA}", email=EVA)
    assert world.letter("on_behalf")["To"] == EVA
    new_letters(world)
    assert reply(world, "responsible_asked", "Ja, det gör jag.", 10, EVA, vouched) == [
        ("work_started", ANNA),
        ("work_started", EVA),
    ]
    assert work(world)["responsible"] == ("Eva Berg", EVA)


def test_initiator_is_asked_where_the_decision_names_nobody_and_says_it_is_oneself(world):
    approve(world, "Varbergs kommun")
    assert new_letters(world) == [("responsible_wanted", ANNA)]
    assert work(world)["on"] == "2027-06-10"  # six months, by the config's rule
    assert reply(world, "responsible_wanted", "Ja", 10, ANNA) == []  # to «who» that is no answer
    assert reply(world, "responsible_wanted", "Hej! Jag ansvarar. Mvh Anna", 11, ANNA) == [("work_started", ANNA)]
    assert work(world)["responsible"][1] == ANNA


def test_initiator_names_another_who_must_say_yes(world):
    approve(world)
    new_letters(world)
    assert reply(world, "responsible_wanted", f"Eva Berg, {EVA}, ansvarar.", 10, ANNA) == [
        ("responsible_asked", EVA),
        ("responsible_pending", ANNA),
    ]
    assert work(world)["state"] == "approved"
    assert reply(world, "responsible_asked", "Ja, det gör jag gärna!\n\nEva Berg", 11, EVA) == [
        ("work_started", ANNA),
        ("work_started", EVA),
    ]
    assert work(world)["responsible"] == ("Eva Berg", EVA)


@pytest.mark.parametrize(
    ("sender", "dress"),
    [(EVA, forged), (BO, vouched), (STRANGER, vouched), (ANNA, vouched)],
    ids=["forged", "colleague", "stranger", "initiator"],
)
def test_nobody_else_says_yes_for_who_was_asked(named, sender, dress):
    assert reply(named, "responsible_asked", "Ja", 10, sender, dress) == []
    assert work(named)["responsible"] == ("", "")
    assert named.ledger()[-1][2] == "review"


@pytest.mark.parametrize("words", ["Nej", "Ja, men inte före jul.", "Vem är det här?", "Kanske", "Ja om Bo är med"])
def test_anything_but_yes_is_read_by_a_human(named, words):
    assert reply(named, "responsible_asked", words, 10, EVA, vouched) == []
    assert work(named)["responsible"] == ("", "")
    assert named.ledger()[-1][2] == "review"


def test_handing_over_changes_nothing_before_the_new_one_says_yes(started):
    assert reply(started, "work_started", f"Bo Falk, {BO} tar över", 11, EVA, vouched) == [
        ("responsible_asked", BO),
        ("responsible_pending", EVA),
    ]
    assert work(started) == {"state": "in_progress", "responsible": ("Eva Berg", EVA), "asked": BO, "on": "2027-06-10"}
    asked = started.letter("responsible_asked")
    assert "Fallprevention" not in f"{asked}\n{text_of(asked)}"
    assert EVA in text_of(asked)
    assert reply(started, "responsible_asked", "Ja", 12, BO) == [
        ("work_started", ANNA),
        ("work_started", BO),
        ("work_started", EVA),
    ]
    assert work(started)["responsible"] == ("Bo Falk", BO)
    assert events(started)[-1] == "responsible_changed"


def test_handing_over_to_an_address_outside_the_organisations_is_for_a_human(started):
    assert reply(started, "work_started", f"Eva Berg, {STRANGER} tar över", 11, EVA, vouched) == []
    assert started.reasons()[-1] == Reason.RESPONSIBLE_NOT_ASKED.text(reference=REFERENCE, address=STRANGER)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Försenat till 2027-09-01", "2027-09-01"),
        ("Hej!\n\nArbetet dröjer till 1 september 2027.\n\nMvh Eva", "2027-09-01"),
        ("Vi skjuter upp det till den 1 september, för vi hinner inte.", "2027-09-01"),
        ("försenat till 1 mars", "2027-03-01"),
    ],
)
def test_delay_moves_the_day_and_tells_both(started, words, day):
    assert reply(started, "work_started", words, 11, EVA, vouched) == [("work_delayed", ANNA), ("work_delayed", EVA)]
    assert work(started)["on"] == day
    assert events(started)[-1] == "delayed"


@pytest.mark.parametrize(
    "words", ["Försenat till 2026-01-01", "Kanske försenat till 2027-09-01", "Försenat till i höst"]
)
def test_delay_to_no_day_changes_nothing(started, words):
    assert reply(started, "work_started", words, 11, EVA, vouched) == []
    assert work(started)["on"] == "2027-06-10"
    assert started.ledger()[-1][2] == "review"


def test_stop_ends_the_work_with_its_reason(started):
    words = "Vi stoppar arbetet eftersom vi inte har personal."
    assert reply(started, "work_started", words, 11, EVA, vouched) == [("work_stopped", ANNA), ("work_stopped", EVA)]
    assert work(started)["state"] == "cancelled"
    assert words in text_of(started.letter("work_stopped"))
    assert events(started)[-1] == "cancelled"


@pytest.mark.parametrize(
    "words",
    ["Vi stoppar kanske arbetet.", "Kan vi stoppa arbetet?", "Vi har inte stoppat arbetet.", "Om vi stoppar arbetet?"],
)
def test_stop_that_is_asked_doubted_or_negated_is_none(started, words):
    assert reply(started, "work_started", words, 11, EVA, vouched) == []
    assert work(started)["state"] == "in_progress"
    assert started.ledger()[-1][2] == "review"


@pytest.mark.parametrize("words", [f"Bo Falk, {BO} tar över", "Försenat till 2027-09-01", "Vi stoppar arbetet."])
@pytest.mark.parametrize(
    ("sender", "dress"),
    [(BO, vouched), (STRANGER, vouched), (ANNA, vouched)],
    ids=["colleague", "stranger", "initiator"],
)
def test_only_who_is_in_charge_reports_on_the_work(started, words, sender, dress):
    before = work(started)
    assert reply(started, "work_started", words, 11, sender, dress) == []
    assert work(started) == before
    assert started.ledger()[-1][2] == "review"


@pytest.mark.parametrize("words", [f"Bo Falk, {BO} tar över", "Försenat till 2027-09-01", "Vi stoppar arbetet."])
def test_report_in_anothers_name_needs_the_code_that_goes_to_the_address(started, words):
    before = work(started)
    assert reply(started, "work_started", words, 11, EVA, forged) == [("change_confirm", EVA)]
    assert work(started) == before
    answer_with_code(started, "change_confirm", "Ja {code}", 12, sender=BO, dress=vouched)
    assert work(started) == before
    answer_with_code(started, "change_confirm", "Ja {code}", 13, sender=EVA)
    assert work(started) != before


def test_report_without_a_thread_of_ours_counts_where_it_names_the_work_and_is_verified(started):
    started.take(vouched(mail(11, EVA, f"Om {REFERENCE}", "Försenat till 2027-09-01")))
    assert work(started)["on"] == "2027-09-01"


def test_two_reminders_then_the_desk(named):
    for number in (1, 2):
        named.wait(days=14)
        named.take()
        assert new_letters(named) == [("responsible_asked", EVA)], number
        assert named.letter("responsible_asked")["Subject"].startswith(f"[{REFERENCE}] Påminnelse")
    named.wait(days=14)
    before = len(named.letters())
    named.take()
    assert named.letters()[before:] == [("review_digest", SECRETARY, "sent")]
    assert f"{REFERENCE}: {EVA} har inte svarat" in " ".join(text_of(named.letter("review_digest")).split())
    named.wait(days=60)
    before = len(named.letters())
    named.take()
    assert [kind for kind, _, _ in named.letters()[before:]] == []


def test_two_reminders_never_come_together_though_nothing_went_out_for_months(named):
    named.wait(days=90)
    named.take()
    assert new_letters(named) == [("responsible_asked", EVA)]
    named.wait(days=1)
    named.take()
    assert [kind for kind, _ in new_letters(named) if kind.startswith("responsible")] == []
    named.wait(days=13)
    named.take()
    assert ("responsible_asked", EVA) in new_letters(named)


def test_yes_after_a_reminder_ends_the_reminders(named):
    named.wait(days=14)
    named.take()
    new_letters(named)
    assert reply(named, "responsible_asked", "Ja", 10, EVA) == [("work_started", ANNA), ("work_started", EVA)]
    named.wait(days=90)
    named.take()
    assert [kind for kind, _ in new_letters(named) if kind.startswith("responsible")] == []


def test_corrected_decision_ends_what_followed(named):
    apply_decisions.decide(named.app.services, REFERENCE, DecisionOutcome.REJECTED, reasons="Det görs redan.")
    named.take()
    new_letters(named)
    assert reply(named, "responsible_asked", "Ja", 10, EVA, vouched) == []
    assert work(named)["responsible"] == ("", "")
    named.wait(days=30)
    named.take()
    assert [kind for kind, _ in new_letters(named) if kind.startswith("responsible")] == []


def test_reapproved_initiative_is_asked_about_anew_and_nobody_reminded_of_what_was_asked_before(named):
    """Eva was asked; then it was rejected, and after a month approved with Bo in charge."""
    services = named.app.services
    apply_decisions.decide(services, REFERENCE, DecisionOutcome.REJECTED, reasons="Det görs redan.")
    named.wait(days=30)
    named.take()
    apply_decisions.decide(services, REFERENCE, DecisionOutcome.APPROVED, responsible=f"Bo Falk, {BO}")
    named.take()
    assert [kind for kind, _ in new_letters(named) if kind.startswith("responsible")] == []
    assert reply(named, "responsible_asked", "Ja", 10, EVA, vouched) == []
    assert work(named)["responsible"] == ("", "")
    named.wait(days=2)
    named.take()
    assert new_letters(named) == [("responsible_asked", BO)]


@pytest.mark.parametrize(
    ("answers", "sender", "words"),
    [
        ("responsible_asked", BO, "Ja"),
        ("work_started", EVA, "Vi stoppar arbetet."),
        ("work_started", EVA, "Försenat till 2027-09-01"),
        ("work_started", EVA, f"Bo Falk, {BO} tar över"),
    ],
)
def test_word_of_evaluated_work_changes_nothing_and_is_read_by_a_human(started, answers, sender, words):
    reply(started, "work_started", f"Bo Falk, {BO} tar över", 11, EVA, vouched)
    with started.app.services.unit_of_work("test") as unit:
        initiatives.transition(unit, initiatives.find(unit.session, REFERENCE), EventKind.EVALUATED)
    before = work(started)
    assert reply(started, answers, words, 12, sender, vouched) == []
    assert work(started) == before
    assert started.reasons()[-1] == Reason.WORK_IS_EVALUATED.text(reference=REFERENCE)


def test_initiator_and_who_is_in_charge_read_how_it_goes_and_nobody_else(started):
    for sender, told in ((ANNA, True), (EVA, True), (BO, False)):
        started.take(
            vouched(mail(40 + ord(sender[0]), sender, f"Fråga om {REFERENCE}", "Hur går det med vårt förslag?"))
        )
        new = new_letters(started)
        assert new == ([("status", sender)] if told else [])
    said = " ".join(text_of(started.letter("status")).split())
    assert "Ansvarig: Eva Berg Följs upp: torsdag 10 juni 2027" in said

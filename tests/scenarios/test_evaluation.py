"""Approved work is evaluated: on its day the form goes out, and what comes back is read, asked about and kept."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from mailbot.forms import template_file
from mailbot.forms.write import excel, word
from mailbot.intake.review_reasons import Reason
from mailbot.primitives.templates_folder import templates_dir
from mailbot.store.tables import EvaluationVersion, FollowUp
from tests.scenarios.test_secretary import MEETING
from tests.scenarios.test_who_may_do_what import answer as answer_with_code
from tests.scenarios.test_who_may_do_what import text_of
from tests.scenarios.test_work_after_approval import (
    ANNA,
    BO,
    EVA,
    REFERENCE,
    STRANGER,
    approve,
    events,
    new_letters,
    reply,
    work,
)
from tests.support.backlog import FORM, SECRETARY, mail
from tests.support.world import forged, vouched

EVALUATION = template_file.load(templates_dir() / "mall" / "utvardering.toml")
ANSWERS = {
    "reference": REFERENCE,
    "evaluator": "Eva Berg",
    "done": "Vi gjorde hembesök hos alla över 80 år.",
    "with_whom": ("Region Halland", "Varbergs kommun"),
    "better": ("Självskattad hälsa",),
    "figures": "Självskattad hälsa: 52 procent före och 61 procent efter.",
    "measured": "En enkät före och efter.",
    "voices": "De känner sig tryggare hemma.",
    "learnt": "Gå två och två.",
    "can_spread": "Ja, alla",
    "may_tell": True,
}


def evaluation(number: int, *, sender: str = EVA, made=word.write, name: str = "u.docx", **changes) -> bytes:
    """Return a mail with a filled evaluation form, which answers no letter."""
    values = {key: value for key, value in {**ANSWERS, **changes}.items() if value is not None}
    return mail(number, sender, "Utvärdering", "Här kommer den.", [(name, made(EVALUATION, values))])


def versions(world) -> list[tuple[int, str, bool]]:
    with world.app.services.database.reading() as session:
        found = session.scalars(select(EvaluationVersion).order_by(EvaluationVersion.id))
        return [(one.number, one.sender, not one.problems) for one in found]


@pytest.fixture
def due(make_world):
    """Eva is in charge of Anna's initiative, and its day has come: both have the form."""
    world = make_world(meetings=MEETING, trust={"authserv_id": "mx.example"})
    approve(world, f"Eva Berg, {EVA}", date(2027, 6, 10))
    new_letters(world)
    reply(world, "responsible_asked", "Ja", 10, EVA)
    world.now = world.now.replace(year=2027, month=6, day=10)
    world.take()
    assert new_letters(world) == [("evaluation_wanted", ANNA), ("evaluation_wanted", EVA)]
    return world


def attached(world) -> dict[str, bytes]:
    letter = world.letter("evaluation_wanted")
    return {part.get_filename(): part.get_content() for part in letter.iter_attachments()}


def test_form_goes_out_on_its_day_with_what_was_promised(due):
    files = attached(due)
    assert sorted(files) == [f"{REFERENCE} utvärdering.docx", f"{REFERENCE} utvärdering.xlsx"]
    for name, data in files.items():
        (form,) = due.app.services.reader.read(name, data).result
        given = {key: value for key, value in form.values.items() if value}
        assert given == {
            "reference": REFERENCE,
            "promised_purpose": "Färre fall.",
            "promised_expected_effect": "En femtedel färre fall.",
            "promised_success_factors": "Trygg",
        }
    due.take()
    assert new_letters(due) == []


@pytest.mark.parametrize(("made", "name"), [(word.write, "u.docx"), (excel.write, "u.xlsx")], ids=["Word", "Excel"])
@pytest.mark.parametrize(("sender", "other"), [(EVA, ANNA), (ANNA, EVA)], ids=["in charge", "initiator"])
def test_whole_evaluation_is_kept_and_both_are_told(due, made, name, sender, other):
    due.take(vouched(evaluation(20, sender=sender, made=made, name=name)))
    assert new_letters(due) == sorted([("evaluation_received", sender), ("evaluation_received", other)])
    assert work(due)["state"] == "evaluated"
    assert versions(due) == [(1, sender, True)]
    assert events(due)[-1] == "evaluated"
    assert due.reasons()[-1] == ""
    due.wait(days=90)
    due.take()
    assert new_letters(due) == []


def test_gaps_are_asked_for_and_filled_in_alone(due):
    due.take(vouched(evaluation(20, learnt=None, can_spread=None)))
    assert new_letters(due) == [("evaluation_incomplete", EVA)]
    asked = due.letter("evaluation_incomplete")
    assert [label in text_of(asked) for label in ("Det här har ni lärt er", "Kan andra göra likadant")] == [True, True]
    assert work(due)["state"] == "in_progress"
    (back,) = [part.get_filename() for part in asked.iter_attachments()]
    assert back == f"{REFERENCE} att komplettera.docx"
    rest = {key: ANSWERS[key] for key in ("reference", "with_whom", "learnt", "can_spread")}
    letter = f"Sv: {asked['Subject']}"
    due.take(mail(21, EVA, letter, "Här.", [("u.docx", word.write(EVALUATION, rest))], In_Reply_To=asked["Message-ID"]))
    assert new_letters(due) == [("evaluation_received", ANNA), ("evaluation_received", EVA)]
    assert versions(due) == [(1, EVA, False), (2, EVA, True)]
    assert work(due)["state"] == "evaluated"


def test_later_versions_are_kept_and_the_same_again_is_pointed_out(due):
    due.take(vouched(evaluation(20)))
    new_letters(due)
    due.take(vouched(evaluation(21)))
    assert new_letters(due) == [("evaluation_received", EVA)]
    due.take(vouched(evaluation(22, cost="Två dagar.")))
    assert new_letters(due) == [("evaluation_received", ANNA), ("evaluation_received", EVA)]
    assert versions(due) == [(1, EVA, True), (2, EVA, True)]
    assert events(due)[-1] == "evaluation_version"


@pytest.mark.parametrize("dress", [forged, bytes], ids=["forged", "unverified"])
def test_evaluation_in_anothers_name_needs_the_code_that_goes_to_the_address(due, dress):
    due.take(dress(evaluation(20, done="Kapat.")))
    assert new_letters(due) == [("change_confirm", EVA)]
    assert "Kapat" not in text_of(due.letter("change_confirm"))
    assert versions(due) == []
    answer_with_code(due, "change_confirm", "Ja {code}", 21, sender=BO, dress=vouched)
    assert versions(due) == []
    answer_with_code(due, "change_confirm", "Ja {code}", 22, sender=EVA)
    assert versions(due) == [(1, EVA, True)]


@pytest.mark.parametrize("sender", [BO, STRANGER])
def test_evaluation_of_somebody_without_a_part_is_not_kept_and_tells_them_nothing(due, sender):
    due.take(vouched(evaluation(20, sender=sender), sender.partition("@")[2]))
    assert new_letters(due) == []
    assert versions(due) == []
    assert due.reasons()[-1] == Reason.EVALUATION_NOT_THEIRS.text(reference=REFERENCE)


def test_evaluation_that_names_no_work_is_for_a_human(due):
    due.take(vouched(evaluation(20, reference="OH-2026-0099")))
    assert new_letters(due) == []
    assert due.reasons()[-1] == Reason.EVALUATION_OF_WHAT.text()
    assert due.register() == [(REFERENCE, "in_progress")]


def test_evaluation_beside_a_proposal_is_for_a_human_and_the_proposal_registered(due):
    files = [
        ("u.docx", word.write(EVALUATION, ANSWERS)),
        ("f.docx", word.write(FORM, {"title": "Nytt", "background": "Så.", "description": "Gör."})),
    ]
    due.take(vouched(mail(20, EVA, "Två saker", "Se bilagorna.", files)))
    assert [reference for reference, _ in due.register()] == [REFERENCE, "OH-2026-0002"]
    assert Reason.EVALUATION_BESIDE_FORM.text() in due.reasons()[-1]
    assert versions(due) == []


def test_two_reminders_then_the_desk(due):
    for number in (1, 2):
        due.wait(days=14)
        due.take()
        assert new_letters(due) == [("evaluation_wanted", ANNA), ("evaluation_wanted", EVA)], number
    due.wait(days=14)
    before = len(due.letters())
    due.take()
    assert due.letters()[before:] == [("review_digest", SECRETARY, "sent")]
    said = " ".join(text_of(due.letter("review_digest")).split())
    assert f"{REFERENCE}: ingen har skickat utvärderingen" in said


def test_delay_ends_the_asking_until_the_new_day(due):
    reply(due, "evaluation_wanted", "Försenat till 2027-09-01", 20, EVA, vouched)
    due.wait(days=30)
    due.take()
    assert new_letters(due) == []
    due.now = due.now.replace(month=9, day=1)
    due.take()
    assert new_letters(due) == [("evaluation_wanted", ANNA), ("evaluation_wanted", EVA)]
    with due.app.services.database.reading() as session:
        (follow_up,) = session.scalars(select(FollowUp))
        assert [(one.number, one.due_on.isoformat()) for one in follow_up.rounds] == [
            (1, "2027-06-10"),
            (2, "2027-09-01"),
        ]

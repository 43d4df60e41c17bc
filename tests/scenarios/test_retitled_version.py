"""«Vill du ändra något? Svara och bifoga formuläret med dina ändringar»: the title can change, too."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from mailbot.forms.write import word
from mailbot.store.tables import Initiative
from tests.support.backlog import COMPLETE, FORM, mail, proposal
from tests.support.world import vouched

ANNA = "anna1@varberg.example"
REWORKED = {"description": "Ett gemensamt hembesök, och ett samtal.", "timeplan": "Våren 2027."}
OTHERS_TEXT = {"background": "Maten är kall.", "description": "Köp en värmevagn.", "purpose": "Varm lunch."}


@pytest.fixture
def queued(trusting):
    trusting.take(vouched(proposal(1, "Fallprevention")))
    return trusting


def answer(world, *titles: str, sender: str = ANNA, letter: str = "receipt_complete", **changes):
    """Answer a letter with forms of these titles; return the titles of all initiatives."""
    files = [(f"{title}.docx", word.write(FORM, {**COMPLETE, "title": title, **changes})) for title in titles]
    received = world.letter(letter)
    headers = {"In_Reply_To": str(received["Message-ID"])}
    world.take(vouched(mail(7, sender, f"SV: {received['Subject']}", "Här är den.", files, **headers)))
    with world.app.services.database.reading() as session:
        return list(session.scalars(select(Initiative.title).order_by(Initiative.id)))


@pytest.mark.parametrize("changes", [{}, REWORKED, {"risks": "Få hinner."}], ids=["title alone", "reworked", "more"])
def test_answer_with_another_title_is_a_new_version(queued, changes):
    assert answer(queued, "Trygg hemma", **changes) == ["Trygg hemma"]
    assert queued.letters()[-1] == ("same_again", ANNA, "sent")


def test_answer_to_the_letter_about_its_status_is_a_new_version(queued):
    queued.take(vouched(mail(2, ANNA, "Hur går det?", "Hur går det med vårt förslag OH-2026-0001?")))
    assert answer(queued, "Trygg hemma", letter="status") == ["Trygg hemma"]


@pytest.mark.parametrize("changes", [OTHERS_TEXT, {"initiator_name": "Bo Falk"}], ids=["other texts", "another person"])
def test_answer_with_another_proposal_is_registered_by_itself(queued, changes):
    assert answer(queued, "Varm mat", **changes) == ["Fallprevention", "Varm mat"]


def test_answer_with_several_forms_loses_none(queued):
    assert answer(queued, "Trygg hemma", "Trygg ute") == ["Fallprevention", "Trygg hemma", "Trygg ute"]


def test_answer_of_somebody_else_leaves_the_initiators_as_it_is(queued):
    assert answer(queued, "Trygg hemma", sender="bo@varberg.example") == ["Fallprevention", "Trygg hemma"]

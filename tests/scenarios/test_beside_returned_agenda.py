"""What stands beside the decisions in a returned agenda or its mail, and may change them, is asked about."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment

from mailbot.demo import fill_in_agenda
from mailbot.demo.fill_in_agenda import Written
from tests.scenarios.test_secretary import AFTER_MEETING, AFTER_STOP, MEETING, _text, states
from tests.support.backlog import SECRETARY, mail, proposal
from tests.support.world import vouched

DECIDED = {"OH-2026-0001": Written("Bifall", "Ja.")}


def decided(world, text: str, *, subject: str = "Beslut", change=lambda data: data, ending: str = ".docx") -> None:
    """Let the secretary return the agenda with a decision, in a mail that the server vouches for."""
    (agenda,) = (p for p in world.letter("agenda").iter_attachments() if p.get_filename().endswith(ending))
    fill_in = fill_in_agenda.in_word if ending == ".docx" else fill_in_agenda.in_excel
    data = change(fill_in(agenda.get_content(), DECIDED))
    world.take(vouched(mail(9, SECRETARY, subject, text, [(f"Dagordning{ending}", data)]), "regionhalland.example"))


@pytest.fixture
def direct(make_world):
    """A world in which what the secretary's verified mail decides takes effect at once."""
    world = make_world(meetings=MEETING, decisions={"mode": "direct"}, trust={"authserv_id": "mx.example"})
    world.take(proposal(1, "Fallprevention"))
    world.now = AFTER_STOP
    world.take()
    world.now = AFTER_MEETING
    return world


@pytest.mark.parametrize(
    "text",
    [
        "Utkast, skicka inte ännu!",
        "Hej!\n\nHär är besluten. Vänta med breven tills jag har ringt Anna.\n\nMvh Maria",
        "Preliminära beslut, Kim läser dem i morgon.",
        "Stämmer det här? Kan du läsa igenom?",
        "Avvakta med utskicket.",
    ],
)
def test_words_that_hold_back_are_asked_about(direct, text):
    decided(direct, text)
    assert states(direct) == ["on_agenda"]
    assert "hör inte till något beslut" in " ".join(_text(direct.letter("decisions_receipt")).split())


def test_subject_that_holds_back_is_asked_about(direct):
    decided(direct, "Hej, besluten.", subject="UTKAST till beslut")
    assert states(direct) == ["on_agenda"]


@pytest.mark.parametrize("text", ["Hej, besluten.", "Här är besluten från mötet.", "Rättat.", "Alla var överens."])
def test_other_words_hold_nothing_back(direct, text):
    decided(direct, text)
    assert states(direct) == ["approved"]


def in_excel(data: bytes) -> bytes:
    book = load_workbook(BytesIO(data))
    book.active["F6"].comment = Comment("Nej, det ska vara avslag!", "Kim")
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def in_word(data: bytes) -> bytes:
    document = docx.Document(BytesIO(data))
    document.add_comment(document.paragraphs[0].add_run(" "), text="Nej, det ska vara avslag!", author="Kim")
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def below_the_table(data: bytes) -> bytes:
    book = load_workbook(BytesIO(data))
    book.active.append(["Nej, det ska vara avslag!"])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(("change", "ending"), [(in_excel, ".xlsx"), (in_word, ".docx"), (below_the_table, ".xlsx")])
def test_comment_in_the_file_is_asked_about(direct, change, ending):
    decided(direct, "Hej, besluten.", change=change, ending=ending)
    assert states(direct) == ["on_agenda"]
    assert "«Nej, det ska vara avslag!»" in " ".join(_text(direct.letter("decisions_receipt")).split())


def test_letters_wait_for_the_answer_where_they_would_have_gone_out_after_some_minutes(make_world):
    decisions = {"mode": "after_minutes", "after_minutes": 30}
    world = make_world(meetings=MEETING, decisions=decisions, trust={"authserv_id": "mx.example"})
    world.take(proposal(1, "Fallprevention"))
    world.now = AFTER_STOP
    world.take()
    world.now = datetime(2026, 12, 10, 15, tzinfo=UTC)
    decided(world, "Skicka inte ännu.")
    world.wait(minutes=31)
    world.take()
    assert states(world) == ["on_agenda"]

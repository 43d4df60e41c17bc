"""The files of an agenda are looked into before the transaction that makes it: others write meanwhile."""

from __future__ import annotations

import pytest

from mailbot.forms.write import word
from mailbot.jobs import freeze_agenda
from mailbot.meetings.agenda.documents import material
from tests.scenarios.test_secretary import AFTER_STOP, MEETING, _text, say
from tests.support.active_files import pdf
from tests.support.backlog import COMPLETE, FORM, mail

FORM_FILE = "Förslag.docx"
ONE, TWO, THREE = "OH-2026-0001", "OH-2026-0002", "OH-2026-0003"


@pytest.fixture
def world(make_world):
    return make_world(meetings=MEETING)


@pytest.fixture
def looked(world, monkeypatch):
    """The names of files, but forms, that were looked into so far; somebody else must get to write meanwhile."""
    names: list[str] = []
    vet = material.vet

    def vet_while_others_write(files):
        if files:
            with world.app.services.unit_of_work("operator"):
                names.extend(kept.filename for kept in files if kept.filename != FORM_FILE)
        return vet(files)

    monkeypatch.setattr(material, "vet", vet_while_others_write)
    return names


def with_file(number: int, title: str, name: str) -> bytes:
    files = [(FORM_FILE, word.write(FORM, {**COMPLETE, "title": title})), (name, pdf())]
    return mail(number, f"anna{number}@varberg.example", "Förslag", "Hej!\n\nSe bilagan.", files)


def frozen(world) -> None:
    world.take(with_file(1, "Fallprevention", "ett.pdf"), with_file(2, "Sår", "två.pdf"))
    world.now = AFTER_STOP
    world.take()
    world.numbers = iter(range(100, 1000))


def attached(world) -> list[str]:
    return [part.get_filename() for part in world.letter("agenda").iter_attachments()]


def test_freezing_looks_into_each_file_once_and_lets_others_write(world, looked):
    frozen(world)
    assert looked == ["ett.pdf", "två.pdf"]
    assert attached(world)[-1] == "Underlag RUG 2026-12-10.zip"


def test_revision_by_an_operator_looks_into_them_before(world, looked):
    frozen(world)
    del looked[:]
    freeze_agenda.remove_item(world.app.services, "2026-12-10", ONE)
    freeze_agenda.add_item(world.app.services, "2026-12-10", ONE)
    assert looked == ["ett.pdf", "två.pdf", "två.pdf", "ett.pdf"]
    assert attached(world)[-1] == "Underlag RUG 2026-12-10 version 3.zip"


def test_revision_by_mail_looks_into_them_before_and_no_other_answer_does(world, looked):
    frozen(world)
    world.take(with_file(3, "Måltider", "tre.pdf"))
    del looked[:]
    say(world, "lägg till 0003", answers="agenda")
    assert looked == []
    say(world, "skicka", answers="done")
    assert sorted(looked) == ["ett.pdf", "tre.pdf", "två.pdf"]
    assert "OH-2026-0003 är tillagt" in _text(world.letter("agenda"))
    del looked[:]
    say(world, "klart 1", answers="agenda")
    assert looked == []

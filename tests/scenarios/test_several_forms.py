"""Several forms at once, from a mail to the agenda: the shared form in two versions, and an organisation's own."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from sqlalchemy import select

from mailbot.forms.learn.propose import inspect
from mailbot.forms.write import word
from mailbot.forms.write.mall_toml import emit
from mailbot.store.tables import Initiative
from parsers.parse import parse
from parsers.template import Field, Kind
from tests.mailbot.cli.conftest import CONFIG, Program
from tests.scenarios.test_secretary import AFTER_STOP, MEETING
from tests.support.backlog import COMPLETE, FORM, mail
from tests.support.other_forms.organisations import LONG, OTHERS
from tests.support.other_forms.word import laholm
from tests.support.world import vouched

LAHOLM = next(other for other in OTHERS if other.write is laholm)
NEXT_YEAR = replace(
    FORM,
    id="omtanke-next",
    fields=(*FORM.fields, Field("climate", "Klimatpåverkan", Kind.LONG_TEXT, required=True, section="Klimat")),
)
LAST_YEAR = replace(FORM, id="omtanke-0")


@pytest.fixture
def several(make_world, tmp_path):
    """A world that reads next year's form, this year's, and Laholm's own as `mall inspect` proposes it."""
    forms = {"next.toml": NEXT_YEAR, "shared.toml": FORM, "laholm.toml": inspect("f.docx", laholm({})).template}
    for name, form in forms.items():
        (tmp_path / name).write_text(emit(form), encoding="utf-8")
    return make_world(
        form={"templates": [str(tmp_path / name) for name in forms]},
        meetings=MEETING,
        trust={"authserv_id": "mx.example"},
    )


def sent(number: int, data: bytes) -> bytes:
    return vouched(mail(number, f"anna{number}@varberg.example", "Förslag", "Se bilagan.", [("Förslag.docx", data)]))


def registered(world) -> list[tuple[str, str, str]]:
    """Return state, template and title of every initiative."""
    with world.app.services.database.reading() as session:
        found = session.scalars(select(Initiative).order_by(Initiative.id)).all()
        return [(str(one.state), one.form.template, one.title) for one in found]


def test_each_mail_is_registered_under_its_own_form(several):
    several.take(
        sent(1, word.write(FORM, {**COMPLETE, "title": "Förra årets mall"})),
        sent(2, word.write(NEXT_YEAR, {**COMPLETE, "title": "Årets mall", "climate": "Ingen."})),
        sent(3, laholm(LAHOLM.answers)),
    )
    assert registered(several) == [
        ("queued", FORM.id, "Förra årets mall"),
        ("queued", NEXT_YEAR.id, "Årets mall"),
        ("queued", "forbattringsforslag-i-laholms-kommun-1", "Gemensamt nattlarm"),
    ]


def test_incomplete_form_comes_back_as_the_form_that_was_sent(several):
    several.take(sent(1, laholm({**LAHOLM.answers, "what": ""})))
    assert registered(several) == [
        ("incomplete", "forbattringsforslag-i-laholms-kommun-1", "Gemensamt nattlarm"),
    ]
    letter = several.letter("receipt_incomplete")
    (form,) = letter.iter_attachments()
    (read,) = parse("f.docx", form.get_content(), several.app.services.forms)
    assert (read.template, dict(read.values)) == (
        "forbattringsforslag-i-laholms-kommun-1",
        {**LAHOLM.values, "description": None},
    )
    assert "Beskriv förslaget" in letter.get_body(("plain",)).get_content()


def test_agenda_shows_what_another_form_asks(several):
    several.take(sent(1, laholm(LAHOLM.answers)))
    several.now = AFTER_STOP
    several.take()
    (agenda,) = (p for p in several.letter("agenda").iter_attachments() if p.get_filename().endswith(".docx"))
    said = _text(agenda.get_content())
    assert [words in said for words in (*LONG.split("\n"), "Område", "Skola", "Önskat startdatum", "2027-02-01")] == [
        True
    ] * 6
    assert "0430-123 45" not in said


def _text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def test_version_that_is_no_longer_listed_gets_the_current_form(several):
    several.take(sent(1, word.write(LAST_YEAR, COMPLETE)))
    assert several.register() == []
    letter = several.letter("could_not_read")
    assert "en annan version av mallen (omtanke-0) än den som används nu" in letter.get_body(("plain",)).get_content()
    blank = [part.get_content() for part in letter.iter_attachments()]
    assert [several.app.services.reader.read("f", data).result.reason for data in blank] == [
        "formuläret är tomt – fyll i det och skicka det igen"
    ] * 2


def test_register_says_which_form_was_used(several, tmp_path):
    several.take(sent(1, laholm(LAHOLM.answers)))
    config = tmp_path / "config.toml"
    config.write_text(CONFIG, encoding="utf-8")
    (shown,) = Program(config).json("initiatives", "show", "OH-2026-0001")
    assert [(version["template"], version["fields"]["omrade"]) for version in shown["form_versions"]] == [
        ("forbattringsforslag-i-laholms-kommun-1", "Skola")
    ]

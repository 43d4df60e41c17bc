"""What people outside write is harmless wherever it turns up: letters, agenda, material, digest."""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from io import BytesIO

import pytest
from sqlalchemy import select

from mailbot.intake.review_reasons import Reason
from mailbot.register.initiatives import find
from mailbot.store.tables import InitiativeAttachment
from tests.support import backlog
from tests.support.backlog import FORM, mail, proposal
from tests.support.world import vouched

NUMBER, TURNED = "19121212-1212", "\u202e"
MEETING = {"dates": [{"date": "2026-12-10", "stop": datetime(2026, 11, 26, 12, tzinfo=UTC)}]}
FILES = [
    *(f"../{NUMBER}.docx", "CON.txt", f"a{TURNED}txt.exe", "x" * 300 + ".txt", "journal .txt . ", "A.txt", "a.txt"),
    *("=cmd|'x'!A1.csv", "<script>.txt", "..\\..\\x.txt", "19121212-\u200b1212.txt", "😀.txt"),
]
FORMULA = f'=HYPERLINK("http://x") <b>&{{{{7*7}}}} {TURNED}titel'


@pytest.fixture
def rug(make_world):
    return make_world(meetings=MEETING, trust={"authserv_id": "mx.example"})


def hostile_proposal(**changes) -> bytes:
    """Return a proposal whose every place that a stranger can write in is used against us."""
    values = {
        **backlog.COMPLETE,
        "title": f"{FORMULA} {NUMBER}",
        "initiator_name": f"Anna\r\nBcc: eve@x.example\r\n {TURNED}X {NUMBER}",
        "background": f"<img src=x onerror=y> {NUMBER}\n=1+1",
        "description": "@SUM(1)",
        **changes,
    }
    named = [(name, b"text %d" % number) for number, name in enumerate(FILES)]
    data = mail(1, "SENDER", "SUBJECT", "Hej", [("f.docx", backlog.word.write(FORM, values)), *named])
    subject = base64.b64encode(f"{NUMBER} <script>\r\nBcc: a@b.example\u2028Bcc: a@b.example".encode())
    name = base64.b64encode(f"Anna {NUMBER}\r\nBcc: a@b.example {TURNED}".encode())
    sender = b"=?utf-8?B?%s?= <anna1@varberg.example>" % name
    return vouched(data.replace(b"SUBJECT", b"=?utf-8?B?%s?=" % subject).replace(b"SENDER", sender))


def texts_of(data: bytes) -> Iterator[tuple[str, str]]:
    """Give every text of a sent letter with its place: header, bodies, names of files, and what is in these."""
    message = message_from_bytes(data, policy=policy.default)
    yield "head", "\n".join(f"{name}: {value}" for name, value in message.items())
    for part in message.walk():
        if name := part.get_filename():
            yield "name", name
            yield from _inside(name, part.get_content())
        elif part.get_content_maintype() == "text":
            yield part.get_content_subtype(), part.get_content()


def _inside(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.namelist():
            yield f"{name} names", entry
            if entry.endswith(".xml"):
                yield f"{name} {entry}", archive.read(entry).decode()


def test_nothing_hostile_comes_through_in_any_letter(rug):
    rug.take(hostile_proposal(expected_effect=None))
    rug.take(
        vouched(mail(2, "anna1@varberg.example", NUMBER, "Se bilagan.", [(f"{NUMBER}.exe", b"MZ" + b"x" * 60_000)]))
    )
    rug.take(vouched(mail(3, "anna1@varberg.example", "Status", "Hur går det med OH-2026-0001?")))
    rug.take(hostile_proposal().replace(b"<1@varberg", b"<4@varberg"))
    rug.now = datetime(2026, 11, 26, 13, tzinfo=UTC)
    rug.take()
    kinds = {kind for kind, _, state in rug.letters() if state == "sent"}
    assert kinds == {
        *("receipt_incomplete", "receipt_complete", "review_digest", "could_not_read", "status", "agenda", "on_agenda")
    }
    for letter in rug.smtp.letters:
        assert letter.recipients in [("anna1@varberg.example",), (backlog.SECRETARY,)]
        for place, text in texts_of(letter.data):
            assert NUMBER not in text.replace("\u200b", ""), place
            assert TURNED not in text, place
            assert not re.search(r"^Bcc", text, re.MULTILINE) or place == "plain", place
            assert not (place == "html" and re.search(r"<script|<img|<b>&", text)), place
            assert "<f>" not in text, place


def test_files_have_names_that_every_system_takes(rug):
    rug.take(hostile_proposal(title=FORMULA, initiator_name="Anna Ek", background="Fall."))
    with rug.app.services.unit_of_work("operator") as work:
        for kept in work.session.scalars(select(InitiativeAttachment)):
            kept.withheld = ""
    rug.now = datetime(2026, 11, 26, 13, tzinfo=UTC)
    rug.take()
    (material,) = (p for p in rug.letter("agenda").iter_attachments() if p.get_filename().endswith(".zip"))
    with zipfile.ZipFile(BytesIO(material.get_content())) as archive:
        names = archive.namelist()
    folder = "OH-2026-0001 =HYPERLINK( http x ) b &{{7 7}} titel"
    assert {name.rpartition("/")[0] for name in names} == {folder}
    assert [name.rpartition("/")[2] for name in names] == [
        *("f.docx", "_CON.txt", "x" * 96 + ".txt", "journal .txt", "A.txt", "a (2).txt", "=cmd 'x'!A1.csv"),
        *("script .txt", "x.txt", "[personnummer].txt", "😀.txt"),
    ]


def withheld(world) -> dict[str, str]:
    with world.app.services.database.reading() as session:
        return {file.filename: file.withheld for file in find(session, "OH-2026-0001").attachments}


def test_personnummer_withholds_what_comes_with_the_same_form_again(trusting):
    trusting.take(vouched(proposal(1, "Fallprevention")))
    form = ("Förslag.docx", backlog.word.write(FORM, {**backlog.COMPLETE, "title": "Fallprevention"}))
    files = [form, ("j.txt", f"Hon, {NUMBER}.".encode())]
    trusting.take(vouched(mail(2, "anna1@varberg.example", "Igen", "Se bilagor.", files)))
    assert withheld(trusting) == {"Förslag.docx": "", "j.txt": "innehåller ett personnummer"}
    assert trusting.reasons() == ["", Reason.PERSONNUMMER.text(reference="OH-2026-0001")]


def test_personnummer_withholds_a_file_that_can_not_be_read(world):
    broken = backlog.word.write(FORM, backlog.COMPLETE)[:8000]
    world.take(mail(1, "anna1@varberg.example", f"Om {NUMBER}", "Se bilagan.", [("f.docx", broken)]))
    assert withheld(world) == {"f.docx": "innehåller ett personnummer"}


def test_personnummer_in_what_is_answered_is_shown_to_a_human(world):
    world.take(mail(1, "anna1@varberg.example", "Fråga", f"Hur lämnar man ett förslag? Det gäller {NUMBER}."))
    world.take(mail(2, "anna1@varberg.example", "Autosvar", f"Ledig. {NUMBER}", Auto_Submitted="auto-replied"))
    assert world.letters()[0] == ("how_to", "anna1@varberg.example", "sent")
    assert world.reasons() == [Reason.PERSONNUMMER_IN_MAIL.text(), ""]


def test_personnummer_is_named_beside_another_reason(world):
    world.take(mail(1, "anna1@varberg.example", "Om en patient", f"Det gäller {NUMBER}, som vi talade om."))
    assert world.reasons() == [f"{Reason.NOT_UNDERSTOOD.text()} {Reason.PERSONNUMMER_IN_MAIL.text()}"]


def test_log_holds_nobodys_words(rug, capfd):
    rug.take(hostile_proposal(expected_effect=None))
    rug.take(mail(2, "eve@okand.example", f"Hemligt {NUMBER}", "Ordet är plommon."))
    logged = "".join(capfd.readouterr())
    assert "message_taken" in logged
    assert [word for word in (NUMBER, "plommon", "Hemligt", "okand", "HYPERLINK", "anna1") if word in logged] == []

"""Files from outside are opened once each, in the sandbox, while nothing is being written."""

from __future__ import annotations

import io
import zipfile
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import get_ident

import docx
import pytest

from mailbot.demo import fill_in_agenda
from mailbot.demo.fill_in_agenda import Written
from mailbot.intake.file_contents import FileContents
from mailbot.jobs.apply_decisions import decide_all
from mailbot.meetings.decisions.take_effect import Applied
from mailbot.register.initiatives import find
from mailbot.store.engine import Database
from parsers import NotAForm, Unreadable
from parsers.document import file_type
from parsers.sandbox.pool import Isolated
from tests.support.backlog import COMPLETE, FORM, SECRETARY, mail, proposal, word
from tests.support.paths import GOLDEN

ANNA = "anna1@varberg.example"
NOT_READ = "gick inte att läsa, så det kan stå ett personnummer i den"
NUMBER = "Patienten 19121212-1212 gick hem."
NOT_SEARCHED = "gick inte att leta igenom i sin helhet, så det kan stå ett personnummer i den"
NOT_READ_AS_FORMS = (NotAForm("docx", "är inte formuläret"), Unreadable("slides", "filen är en presentation"))
XLS = (GOLDEN / "forms" / "odd-formats.xls").read_bytes()


class Openings(list):
    """The names of the files that the sandbox was given, in order; `ours` anybody may open.

    Others may be read meanwhile in another thread than the one that writes.
    """

    writer = 0
    ours: tuple[bytes, ...] = ()

    @property
    def writing(self) -> bool:
        return self.writer == get_ident()


@pytest.fixture
def opened(monkeypatch):
    """Note what the sandbox is given; fail where anybody else opens a file, or a transaction waits for it."""
    openings = Openings()
    read, write, inspect = Isolated._read, Database.writing, file_type.inspect

    def noted(isolated, filename, data):
        assert not openings.writing, f"{filename} is read while a transaction is open"
        openings.append(filename)
        return read(isolated, filename, data)

    def refused(data):
        assert data in openings.ours, "a file is opened outside the sandbox"
        assert not openings.writing, "a file of ours is read while a transaction is open"
        return inspect(data)

    @contextmanager
    def writing(database):
        with write(database) as session:
            openings.writer = get_ident()
            try:
                yield session
            finally:
                openings.writer = 0

    monkeypatch.setattr(Isolated, "_read", noted)
    monkeypatch.setattr(Database, "writing", writing)
    monkeypatch.setattr(file_type, "inspect", refused)
    return openings


def zipped(**files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return data.getvalue()


def withheld(world, reference: str = "OH-2026-0001") -> dict[str, str]:
    with world.app.services.database.reading() as session:
        return {file.filename: file.withheld for file in find(session, reference).attachments}


def test_every_file_of_a_proposal_is_opened_once(world, opened):
    files = [
        ("Förslag.docx", word.write(FORM, COMPLETE)),
        ("journal.txt", NUMBER.encode()),
        ("packat.zip", zipped(journal=NUMBER)),
        ("rutin.rtf", rb"{\rtf1\ansi " + NUMBER.encode() + rb"\par}"),
        ("bild.png", b"\x89PNG\r\n\x1a\n" + bytes(60_000)),
        ("budget.txt", b"Budget: 100 kr"),
    ]
    world.take(mail(1, ANNA, "Förslag", "Se bilagor.", files))
    assert opened == [name for name, _ in files]
    marked = {name for name, reason in withheld(world).items() if reason}
    assert marked == {"journal.txt", "packat.zip", "rutin.rtf"}


def test_personnummer_outside_the_answers_of_a_form_withholds_that_file(world, opened):
    data = word.write(FORM, COMPLETE)
    document = docx.Document(io.BytesIO(data))
    document.sections[0].footer.paragraphs[0].add_run(NUMBER)
    document.save(changed := io.BytesIO())
    world.take(mail(1, ANNA, "Förslag", "Se bilagor.", [("f.docx", changed.getvalue()), ("plan.txt", b"Plan")]))
    assert withheld(world) == {"f.docx": "innehåller ett personnummer", "plan.txt": ""}
    assert opened == ["f.docx", "plan.txt"]


@pytest.mark.parametrize(
    ("result", "reason"),
    [
        *((Unreadable(kind, "filen tog för lång tid"), NOT_READ) for kind in ("docx", "rtf", "pdf", "zip", "unknown")),
        (Unreadable("image", "filen är en bild"), ""),
        *((FileContents(Unreadable(kind, "filen är skadad")), NOT_READ) for kind in ("docx", "rtf", "doc", "pdf")),
        (FileContents(Unreadable("slides", "filen är en presentation")), ""),
        *((FileContents(result, holds_personnummer=None), NOT_SEARCHED) for result in NOT_READ_AS_FORMS),
        (FileContents(Unreadable("docx", "filen är för stor"), holds_personnummer=None), NOT_READ),
        (FileContents(Unreadable("pdf", "filen är bilder", pictures_only=True)), ""),
    ],
    ids=str,
)
def test_document_that_can_not_be_read_waits_for_the_secretary(result, reason, world, monkeypatch):
    """A fault that comes and goes, or where the search ends, must let no personnummer out.

    A presentation is searched though it is no form, and is called «zip» where that is given up; a picture never is.
    """
    read = Isolated._read

    def failing(isolated, filename, data):
        return (result, 0.1) if filename == "rutin" else read(isolated, filename, data)

    monkeypatch.setattr(Isolated, "_read", failing)
    files = [("Förslag.docx", word.write(FORM, COMPLETE)), ("rutin", b"Rutin.")]
    world.take(mail(1, ANNA, "Förslag", "Se bilagor.", files))
    assert withheld(world) == {"Förslag.docx": "", "rutin": reason}


def test_of_two_files_with_one_name_neither_goes_out_where_one_holds_a_personnummer(world):
    files = [("bilaga.txt", NUMBER.encode()), ("bilaga.txt", b"Plan."), ("Förslag.docx", word.write(FORM, COMPLETE))]
    world.take(mail(1, ANNA, "Förslag", "Se bilagor.", files))
    assert withheld(world) == {"bilaga.txt": "innehåller ett personnummer", "Förslag.docx": ""}


def test_old_excel_file_is_opened_once(world, opened):
    world.take(mail(1, ANNA, "Förslag", "Se bilaga.", [("Förslag.xls", XLS)]))
    assert (opened, world.register()[0][0]) == (["Förslag.xls"], "OH-2026-0001")


@pytest.fixture
def frozen(make_world, opened):
    """A world with an agenda of one initiative, and that agenda as it comes back."""
    stop = datetime(2026, 11, 26, 12, tzinfo=UTC)
    world = make_world(meetings={"dates": [{"date": "2026-12-10", "stop": stop}]})
    world.take(proposal(1, "Fallprevention"))
    world.now = datetime(2026, 12, 10, 15, tzinfo=UTC)
    world.take()
    files = {p.get_filename()[-5:]: p.get_content() for p in world.letter("agenda").iter_attachments()}
    opened.ours = (files[".docx"], files[".xlsx"])
    opened.clear()
    return world, fill_in_agenda.in_word(files[".docx"], {"OH-2026-0001": Written("Bifall", "Bra.")})


def test_returned_agenda_is_opened_once(frozen, opened):
    world, agenda = frozen
    files = [("Dagordning.docx", agenda), ("Anteckningar.txt", b"Vi var alla med.")]
    world.take(mail(2, SECRETARY, "Sv: Dagordning", "Här är besluten.", files))
    assert opened == ["Dagordning.docx", "Anteckningar.txt"]
    assert world.letters()[-1] == ("decisions_receipt", SECRETARY, "sent")


def test_agenda_that_comes_back_among_other_mails_is_read_outside_their_transaction(frozen, opened):
    """With decisions in words, one agenda and two: a mail that shares a commit opens nothing in it."""
    world, agenda = frozen
    document = docx.Document(io.BytesIO(agenda))
    document.add_paragraph("Vänta med breven!")
    document.save(changed := io.BytesIO())
    subject = "Sv: Dagordning"
    world.take(
        proposal(3, "Sårvård"),
        mail(4, SECRETARY, subject, "OH-2026-0001: bifall"),
        mail(5, SECRETARY, subject, "Här är besluten.", [("Dagordning.docx", changed.getvalue())]),
        mail(6, SECRETARY, subject, "Båda.", [("Dagordning.docx", agenda), ("Igen.docx", agenda)]),
        proposal(7, "Nattro"),
    )
    # Several are read at once: which is first hangs on the machine.
    assert sorted(opened) == ["Dagordning.docx", "Dagordning.docx", "Förslag.docx", "Förslag.docx", "Igen.docx"]
    assert "«Vänta med breven!»" in world.letter("decisions_receipt").get_body(("plain",)).get_content()


def test_agenda_that_an_operator_names_is_opened_once(frozen, opened):
    world, agenda = frozen
    assert decide_all(world.app.services, "Dagordning.docx", agenda) == Applied(("OH-2026-0001: Bifall.",), ())
    assert opened == ["Dagordning.docx"]

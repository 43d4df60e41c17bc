"""An answer finds its thread, whatever program wrote it and whichever letter it answers."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime

import pytest

from mailbot.config import parse
from mailbot.intake.facts import gather
from mailbot.intake.ledger import Before
from mailbot.intake.reading import Read
from mailbot.mail.decode import decode
from mailbot.mail.thread_ids import ThreadKey
from mailbot.store.engine import Database
from mailbot.store.tables import Initiative, Letter
from mailbot.store.values import LetterKind, LetterState, State
from tests.golden.make.mails.programs import EVERY, LETTER, Note, Person

NOW = datetime(2026, 11, 12, 9, 20, tzinfo=UTC)
KEY = ThreadKey("nyckel")
ANNA = Person("Anna Ek", "anna.ek@varberg.example")
STRANGER = Person("Okänd", "okand@annan.example")


def letter_id(kind: LetterKind) -> str:
    return KEY.sign(f"brev-{kind.value}", "regionhalland.example")


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    server = {"host": "127.0.0.1", "port": 25, "security": "none", "auth": "none"}
    contact = {"name": "Maria", "phone": "035-0", "email": "maria@regionhalland.example"}
    data = {
        "mailbox": server,
        "smtp": server,
        "identity": {"address": "omtankehalland@regionhalland.example"},
        "contact": contact,
        "secretaries": [{"name": "Maria", "address": "maria@regionhalland.example"}],
    }
    return parse(data, base=tmp_path_factory.mktemp("config"))


@pytest.fixture(scope="module")
def session():
    """A register with one initiative, and a letter of every kind about it."""
    database = Database("sqlite://")
    database.migrate()
    with database.writing() as writing:
        mine = Initiative(
            reference="OH-2026-0001",
            year=2026,
            number=1,
            state=State.QUEUED,
            initiator_name=ANNA.name,
            initiator_address=ANNA.address,
            received_at=NOW,
            queued_at=NOW,
        )
        writing.add(mine)
        for kind in LetterKind:
            letter = Letter(kind=kind, recipient=ANNA.address, cause=kind.value, state=LetterState.HELD)
            letter.message_id, letter.subject, letter.mime = letter_id(kind), "x", zlib.compress(b"x")
            letter.initiative, letter.created_at, letter.next_attempt_at = mine, NOW, NOW
            writing.add(letter)
    with database.reading() as reading:
        yield reading
    database.close()


@pytest.fixture
def facts(session, config):
    def gathered(data: bytes):
        read = Read(decode(data, internal_date=NOW), ())
        return gather(session, config, KEY, read, Before(), junk=False)

    return gathered


def answer(program, kind: LetterKind, person: Person = ANNA, subject: str = "SV: Kvittens") -> bytes:
    note = Note(person, subject, "Ja.", NOW, 1, reply=True)
    return program(note).data.replace(LETTER.encode(), letter_id(kind).encode())


@pytest.mark.parametrize("program", EVERY, ids=lambda program: program.__name__)
def test_answer_to_any_letter_finds_its_thread(facts, program) -> None:
    for kind in LetterKind:
        found = facts(answer(program, kind))
        assert (found.answers, found.thread_reference, found.belongs) == (kind, "OH-2026-0001", True)


@pytest.mark.parametrize(
    "fields",
    [
        b"References: <a@x.example>\r\n %s\r\n\t<b@y.example>\r\n",
        b"In-Reply-To: Your message of Thu %s\r\n",
        b"In-Reply-To: <b@y.example>\r\nReferences: <a@x.example> %s <b@y.example>\r\n",
        b"in-reply-to:\r\n %s\r\n",
    ],
)
def test_thread_is_found_by_either_field_however_it_is_folded(facts, fields) -> None:
    data = b"From: anna.ek@varberg.example\r\n" + fields % letter_id(LetterKind.STATUS).encode() + b"\r\nHej"
    assert facts(data).answers is LetterKind.STATUS


def test_forged_id_is_no_thread(facts) -> None:
    forged = letter_id(LetterKind.STATUS).replace("brev-", "brev+")
    assert (
        facts(
            answer(EVERY[0], LetterKind.STATUS).replace(letter_id(LetterKind.STATUS).encode(), forged.encode())
        ).answers
        is None
    )


def test_strangers_answer_finds_the_thread_and_does_not_belong_to_it(facts) -> None:
    found = facts(answer(EVERY[0], LetterKind.RECEIPT_INCOMPLETE, STRANGER))
    assert (found.thread_reference, found.belongs, found.waits_for_completion) == ("OH-2026-0001", False, False)


def test_strangers_reference_gives_nothing_but_that_it_exists(facts) -> None:
    found = facts(EVERY[0](Note(STRANGER, "OH-2026-0001 och OH-2026-0002", "Hej", NOW, 1)).data)
    assert (found.known_references, found.belongs, found.thread_reference) == (("OH-2026-0001",), False, None)

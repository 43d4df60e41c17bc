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
from mailbot.store.tables import FollowUp, Initiative, Letter, Spreading
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
    """A register with one initiative, and a letter of every kind about it; and work of Anna's, some of it spread."""
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
        for number, state in enumerate((State.IN_PROGRESS, State.IN_PROGRESS, State.SPREAD, State.SPREAD), 11):
            _add_work(writing, number, state)
    with database.reading() as reading:
        yield reading
    database.close()


def _add_work(writing, number: int, state: State) -> None:
    """Add an initiative of Bo's that Anna is in charge of, or was asked to take up, and the letter that she had."""
    initiative = Initiative(reference=f"OH-2026-00{number}", year=2026, number=number, state=state, received_at=NOW)
    initiative.initiator_name, initiative.initiator_address, initiative.queued_at = "Bo", "bo@varberg.example", NOW
    letter = Letter(kind=LetterKind.WORK_STARTED, recipient=ANNA.address, cause=f"{number}", state=LetterState.HELD)
    letter.message_id, letter.subject, letter.mime = KEY.sign(f"arbete-{number}", "r.example"), "x", zlib.compress(b"x")
    letter.initiative, letter.created_at, letter.next_attempt_at = initiative, NOW, NOW
    asked = Letter(kind=LetterKind.ON_BEHALF, recipient=ANNA.address, cause=f"fraga-{number}", state=LetterState.SENT)
    asked.message_id, asked.subject, asked.mime = KEY.sign(f"fraga-{number}", "r.example"), "x", zlib.compress(b"x")
    asked.initiative, asked.created_at, asked.next_attempt_at = initiative, NOW, NOW
    asked.sent_at = NOW
    writing.add_all([initiative, letter, asked])
    if state is State.SPREAD:
        writing.add(Spreading(initiative=initiative, organisation="Hylte", contact_address=ANNA.address, asked_at=NOW))
    else:
        work = FollowUp(initiative=initiative, begun_at=NOW, follow_up_on=NOW.date(), accepted_at=NOW)
        work.responsible_name, work.responsible_address = ANNA.name, ANNA.address
        writing.add(work)


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


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind.startswith(("spread_", "work_", "evaluation_"))])
def test_yes_to_a_letter_about_work_is_none_to_whose_the_proposal_was(facts, kind) -> None:
    found = facts(answer(EVERY[0], kind, subject="OH-2026-0013"))
    assert (found.answers, found.asked_about) == (kind, None)


def test_yes_to_who_has_sent_a_proposal_says_whose_it_was(facts) -> None:
    assert facts(answer(EVERY[0], LetterKind.ON_BEHALF, subject="OH-2026-0013")).asked_about == "OH-2026-0013"


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


def in_thread_of(number: int | None, subject: str, text: str) -> bytes:
    answers = f"In-Reply-To: {KEY.sign(f'arbete-{number}', 'r.example')}\r\n" if number else ""
    quoted = f"\r\n\r\nFrån: RUG\r\nSkickat: i dag\r\nTill: Anna\r\nÄmne: [OH-2026-00{number or 11}]\r\n\r\nHej!"
    head = f"From: {ANNA.address}\r\nContent-Type: text/plain; charset=utf-8\r\n"
    return f"{head}Subject: {subject}\r\n{answers}\r\n{text}{quoted}".encode()


@pytest.mark.parametrize(
    ("thread", "subject", "text", "work"),
    [
        (11, "Sv: [OH-2026-0011]", "Stoppat", "OH-2026-0011"),
        (11, "Sv: arbetet", "OH-2026-0011 stoppas", "OH-2026-0011"),
        (None, "Om OH-2026-0012", "Stoppat", "OH-2026-0012"),
        (None, "Sv: arbetet", "Stoppat", "OH-2026-0011"),
        (None, "OH-2026-0011 och OH-2026-0012", "Stoppat", None),
        (11, "Sv: [OH-2026-0011]", "Vi stoppar OH-2026-0012", None),
        (11, "OH-2026-0012", "Stoppat", None),
        (11, "Sv: [OH-2026-0011]", "Vi stoppar OH-2026-0099", None),
    ],
)
def test_word_of_work_is_about_the_one_initiative_that_the_mail_speaks_of(facts, thread, subject, text, work) -> None:
    found = facts(in_thread_of(thread, subject, text))
    assert (found.work.reference if found.work else None) == work


@pytest.mark.parametrize(
    ("subject", "text", "asked"),
    [
        ("Om OH-2026-0013", "Ja 2028-03-01", "OH-2026-0013"),
        ("OH-2026-0013 och OH-2026-0014", "Ja 2028-03-01", None),
        ("OH-2026-0013", "Nej: vi tar OH-2026-0014", None),
        ("OH-2026-0013", "Nej till OH-2026-0099", None),
    ],
)
def test_answer_for_an_organisation_is_about_the_one_initiative_that_the_mail_speaks_of(
    facts, subject, text, asked
) -> None:
    assert facts(in_thread_of(None, subject, text)).spreading == asked

"""What lies in the mailbox when a run begins that is killed: every kind of mail, after a history that they go back to.

What a kill interrupts is taken last, so no two mails here hang on each other's order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from functools import partial
from typing import Any

from mailbot.demo import fill_in_agenda
from mailbot.demo.fill_in_agenda import Written
from mailbot.primitives.references import codes_in
from tests.crash.follow_up_story import MEETINGS, ORGANISATIONS, follow_up
from tests.scenarios.test_bounced_letters import _report
from tests.scenarios.test_what_mails_get import ENCRYPTED, SHARED
from tests.support.backlog import BOT, COMPLETE, FORM, SECRETARY, excel, mail, proposal, word
from tests.support.world import World, forged, vouched

POISON = "Vinterkräksjuka"
"""The name of a file that takes the process down which reads it."""
BEGINS = datetime(2026, 12, 31, 13, tzinfo=UTC)
GOES_ON = datetime(2026, 12, 31, 13, 30, tzinfo=UTC)
"""When the run begins, and when the next one does: what waits for some minutes is due by then."""
ARRIVED = '"30-Dec-2026 09:00:00 +0100"'
ANNA, SIV = "anna1@varberg.example", "siv.alm@varberg.example"


@dataclass(frozen=True)
class Story:
    """What is changed in the config (and in its sections), and what has happened before the run begins."""

    name: str
    happen: Callable[[World], None]
    changes: dict[str, Any] = field(default_factory=dict)
    mailbox: dict[str, Any] = field(default_factory=dict)
    smtp: dict[str, Any] = field(default_factory=dict)
    has_history: bool = True


def _meeting(day: str, stop: datetime) -> dict[str, object]:
    return {"date": day, "stop": stop}


_MEETINGS = [
    _meeting("2026-12-10", datetime(2026, 11, 26, 12, tzinfo=UTC)),
    _meeting("2026-12-17", datetime(2026, 12, 3, 12, tzinfo=UTC)),
    _meeting("2027-01-14", datetime(2026, 12, 31, 12, tzinfo=UTC)),
    _meeting("2027-02-11", datetime(2027, 1, 28, 12, tzinfo=UTC)),
]


def _of_every_kind(world: World) -> None:
    """Two agendas have gone out, and the decisions of one have come back; the third's stop date has just passed."""
    world.app.mailbox.prepare(["Junk"])
    world.take(*(vouched(proposal(number, title)) for number, title in ((1, "Fallprevention"), (2, "Sårvård"))))
    world.take(vouched(proposal(3, "Trygghetssamtal", purpose=None)), forged(proposal(4, "Nattro")))
    world.now = datetime(2026, 11, 26, 13, tzinfo=UTC)
    world.take()
    first = world.letter("agenda")
    world.take(vouched(proposal(5, "Träning")), vouched(_form(6, "eva6@varberg.example", "Samtal", email=SIV)))
    world.now = datetime(2026, 12, 3, 13, tzinfo=UTC)
    world.take()
    second = world.letter("agenda")
    world.now = datetime(2026, 12, 20, 9, tzinfo=UTC)
    world.take(*(vouched(proposal(number, f"Egenvård {number}")) for number in (7, 8, 9)))
    world.take(_returned(10, first, 1, 2))
    fresh = [*_people_write(world), *_secretary_writes(world, second), *_machines_write(world)]
    world.account.deliver_all(fresh, when=ARRIVED)
    world.account.deliver_all([mail(90, ANNA, "Gammalt", "Hur gör man?")], when='"01-Nov-2026 09:00:00 +0100"')
    junk = [mail(91, "x@okand.example", "Vinn pengar", "Klicka."), vouched(_form(92, "ulf@varberg.example", "Mat"))]
    world.account.deliver_all(junk, "Junk", when=ARRIVED)


def _people_write(world: World) -> list[bytes]:
    how = "Hej! Hur gör man för att lämna ett förslag?"
    form = [("f.docx", word.write(FORM, {**COMPLETE, "title": "Trygghetssamtal"}))]
    return [
        vouched(proposal(20, "Sårvård på distans")),
        vouched(proposal(20, "Sårvård på distans")),
        vouched(mail(21, "bo@varberg.example", "Förslag", "Se bilagan.", [("f.xlsx", excel.write(FORM, COMPLETE))])),
        vouched(proposal(22, "Hemgång", purpose=None, expected_effect=None)),
        proposal(23, "Syn och hörsel").replace(b"varberg.example", b"okand.example"),
        forged(proposal(24, "Köp klockor")),
        vouched(_form(25, "eva25@varberg.example", "Balans", email="karl.berg@varberg.example")),
        _answer(world, 26, "receipt_incomplete", "anna3@varberg.example", "Här är formuläret igen.", *form),
        _answer(world, 27, "sender_confirm", "anna4@varberg.example", "Ja, {code}"),
        _answer(world, 28, "on_behalf", SIV, "Ja"),
        vouched(mail(29, "anna7@varberg.example", "OH-2026-0007", "Jag drar tillbaka mitt förslag OH-2026-0007.")),
        mail(30, "anna8@varberg.example", "OH-2026-0008", "Jag drar tillbaka mitt förslag OH-2026-0008."),
        vouched(proposal(9, "Egenvård 9").replace(b"<9@", b"<31@")),
        vouched(mail(32, ANNA, "OH-2026-0001", "Hur går det med OH-2026-0001?")),
        vouched(mail(33, "carl@varberg.example", "Fråga", how)),
        vouched(mail(34, "dag@varberg.example", "Tack", "Tack så mycket!")),
        vouched(mail(35, "fia@varberg.example", "Förslag", "Se bilagan.", [("f.docx", form[0][1][:8000])])),
        vouched(ENCRYPTED.replace(b"<7@", b"<36@")),
        vouched(SHARED.replace(b"<2@", b"<37@")),
        mail(38, "gun@okand.example", "Hej", "Något helt annat, utan början eller slut."),
        mail(1, ANNA, "Förslag", "Samma nummer, men något annat."),
        mail(39, "hans@varberg.example", "Stor fil", "Hej!", [("f.docx", b"x" * 1_100_000)]),
    ]


def _secretary_writes(world: World, second_agenda: EmailMessage) -> list[bytes]:
    return [
        vouched(_quoting(world, 40, "decisions_receipt", "skicka"), "regionhalland.example"),
        _returned(41, second_agenda, 5, 6),
        vouched(mail(42, SECRETARY, "RUG", "lägg till OH-2026-0009"), "regionhalland.example"),
        mail(43, SECRETARY, "RUG", "skicka ABCD-2345"),
        _invitation(44),
    ]


def _machines_write(world: World) -> list[bytes]:
    own = next(one.data for one in world.smtp.letters if one.recipients == (ANNA,))
    receipt = str(world.letter("receipt_complete")["Message-ID"])
    return [
        mail(50, "anna2@varberg.example", "Autosvar", "Jag är ledig.", Auto_Submitted="auto-replied"),
        mail(51, "lista@varberg.example", "Nyhetsbrev", "Veckans nyheter.", List_Id="<nytt.varberg.example>"),
        mail(52, "noreply@varberg.example", "Ditt ärende", "Ärendet är uppdaterat."),
        own,
        _report("anna9@varberg.example", receipt, 53),
    ]


def _form(number: int, sender: str, title: str, **answers: str) -> bytes:
    """Return a mail with a form in which the answers may name somebody else than the sender."""
    return mail(
        number, sender, "Förslag", "Hej!", [("f.docx", word.write(FORM, {**COMPLETE, "title": title, **answers}))]
    )


def _answer(world: World, number: int, kind: str, sender: str, words: str, *files) -> bytes:
    """Answer the newest letter of a kind, whose code may be told."""
    letter = world.letter(kind)
    code = next(iter(codes_in(_text(letter))), "")
    text = words.format(code=code)
    return vouched(mail(number, sender, f"Sv: {letter['Subject']}", text, files, In_Reply_To=letter["Message-ID"]))


def _quoting(world: World, number: int, kind: str, words: str) -> bytes:
    letter = world.letter(kind)
    head = f"Från: {letter['From']}\nSkickat: i dag\nTill: dig\nÄmne: {letter['Subject']}"
    text = f"{words}\n\n{head}\n\n{_text(letter)}"
    return mail(number, SECRETARY, "Sv: RUG", text, In_Reply_To=letter["Message-ID"])


def _returned(number: int, agenda: EmailMessage, *numbers: int) -> bytes:
    """Return the agenda with the same decision by each of these initiatives."""
    (file,) = (part for part in agenda.iter_attachments() if part.get_filename().endswith(".docx"))
    written = {f"OH-2026-{one:04}": Written("Bifall", "Det svarar mot färdplanen.") for one in numbers}
    filled = fill_in_agenda.in_word(file.get_content(), written)
    back = mail(number, SECRETARY, "Besluten", "Hej, besluten.", [("Dagordning.docx", filled)])
    return vouched(back, "regionhalland.example")


def _invitation(number: int) -> bytes:
    return (
        f"From: {SECRETARY}\r\nTo: {BOT}\r\nSubject: RUG\r\nMessage-ID: <{number}@varberg.example>\r\n"
        "Date: Fri, 27 Nov 2026 09:00:00 +0100\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/calendar; method=REQUEST; charset=utf-8\r\n\r\n"
        "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20270311T090000Z\r\nSUMMARY:RUG\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


def _text(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def _few(world: World) -> None:
    """A mail of each outcome, in a mailbox that has its folders."""
    world.take(vouched(proposal(1, "Fallprevention")), mail(2, "lista@varberg.example", "Nytt", "Hej.", List_Id="<n>"))
    world.take(mail(3, "gun@okand.example", "Hej", "Något helt annat, utan början eller slut."))
    machine = mail(6, "eva@varberg.example", "Autosvar", "Jag är ledig.", Auto_Submitted="auto-replied")
    fresh = [vouched(proposal(number, f"Egenvård {number}")) for number in (4, 5)]
    world.account.deliver_all([*fresh, fresh[0], machine], when=ARRIVED)


def _backlog(world: World) -> None:
    """A dozen mails of several kinds, which share commits; a secretary's order among them has one of its own."""
    world.take(vouched(proposal(1, "Fallprevention")), vouched(proposal(2, "Sårvård", purpose=None)))
    form = [("f.docx", word.write(FORM, {**COMPLETE, "title": "Sårvård"}))]
    twice = vouched(proposal(3, "Egenvård 3"))
    fresh = [
        twice,
        mail(4, "lista@varberg.example", "Nytt", "Hej.", List_Id="<n>"),
        vouched(mail(5, ANNA, "OH-2026-0001", "Jag drar tillbaka mitt förslag OH-2026-0001.")),
        vouched(proposal(6, "Egenvård 6", purpose=None)),
        _answer(world, 7, "receipt_incomplete", "anna2@varberg.example", "Här är formuläret igen.", *form),
        twice,
        vouched(mail(8, SECRETARY, "RUG", "lägg till OH-2026-0002"), "regionhalland.example"),
        mail(9, "gun@okand.example", "Hej", "Något helt annat, utan början eller slut."),
        *(vouched(proposal(number, f"Egenvård {number}")) for number in (10, 11)),
        mail(12, "eva@varberg.example", "Autosvar", "Jag är ledig.", Auto_Submitted="auto-replied"),
        vouched(mail(13, "carl@varberg.example", "Fråga", "Hej! Hur gör man för att lämna ett förslag?")),
    ]
    world.account.deliver_all(fresh, when=ARRIVED)


def _first_mails(world: World) -> None:
    """Nothing has happened: there is no register, and no folder but the inbox."""
    to_be_answered = [proposal(1, "Fallprevention"), proposal(2, "Sårvård", purpose=None)]
    world.account.deliver_all(to_be_answered)
    world.account.let_come_at(datetime(2090, 12, 30, 8, tzinfo=UTC))
    world.account.deliver_all([proposal(3, "Av i går")], when='"01-Nov-2020 09:00:00 +0100"')


def _poisoned_mails(world: World) -> None:
    form = [(f"{POISON}.docx", word.write(FORM, COMPLETE))]
    poisoned = mail(2, "bo@varberg.example", "Förslag", "Se bilagan.", form)
    world.account.deliver_all([proposal(1, "Fallprevention"), poisoned, proposal(3, "Sårvård")], when=ARRIVED)


EVERY_KIND = Story(
    "every kind",
    _of_every_kind,
    {"meetings": {"dates": _MEETINGS}, "trust": {"authserv_id": "mx.example"}, "answer_from": "2026-11-19T00:00:00Z"},
    mailbox={"max_message_mb": 1},
    smtp={"copy_to_sent": True},
)
FIRST_START = Story("first start", _first_mails, {"answer_from": None}, has_history=False)
FEW = Story("few", _few, {"trust": {"authserv_id": "mx.example"}}, smtp={"copy_to_sent": True})
BACKLOG = Story("backlog", _backlog, {"trust": {"authserv_id": "mx.example"}})
POISONED = Story("poison", _poisoned_mails)
FOLLOW_UP = Story(
    "follow-up",
    partial(follow_up, arrived=ARRIVED),
    {
        "meetings": {"dates": MEETINGS},
        "trust": {"authserv_id": "mx.example"},
        "organisations": ORGANISATIONS,
    },
)
STORIES = {story.name: story for story in (EVERY_KIND, FIRST_START, FEW, BACKLOG, POISONED, FOLLOW_UP)}

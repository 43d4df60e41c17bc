"""The secretary's road by mail: what she asks for takes effect only with the code that went to her."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from mailbot.demo import fill_in_agenda
from mailbot.demo.fill_in_agenda import Written
from mailbot.primitives.references import codes_in
from mailbot.store.tables import Decision, Event, InitiativeAttachment
from tests.support.backlog import SECRETARY, mail, proposal
from tests.support.world import vouched

MEETING = {"dates": [{"date": "2026-12-10", "stop": datetime(2026, 11, 26, 12, tzinfo=UTC)}]}
AFTER_STOP = datetime(2026, 11, 26, 13, tzinfo=UTC)
AFTER_MEETING = datetime(2026, 12, 10, 15, tzinfo=UTC)
OTHER = "kim.falk@regionhalland.example"


@pytest.fixture
def rug(make_world):
    """A world whose agenda of two initiatives has just gone to two secretaries."""
    secretaries = [{"name": "Maria Lindqvist", "address": SECRETARY}, {"name": "Kim Falk", "address": OTHER}]
    world = make_world(meetings=MEETING, secretaries=secretaries)
    world.take(proposal(1, "Fallprevention"), proposal(2, "Sårvård"))
    world.now = AFTER_STOP
    world.take()
    assert world.register() == [("OH-2026-0001", "on_agenda"), ("OH-2026-0002", "on_agenda")]
    world.numbers = iter(range(100, 1000))
    return world


def say(world, text: str, *, answers: str = "", sender: str = SECRETARY, quoting: bool = True, files=()):
    """Let the secretary write; `answers` is the kind of letter that she replies to."""
    headers, quoted = {}, ""
    if answers:
        letter = world.letter(answers)
        headers = {"In_Reply_To": str(letter["Message-ID"])}
        if quoting:
            head = f"Från: {letter['From']}\nSkickat: i dag\nTill: dig\nÄmne: {letter['Subject']}"
            quoted = f"\n\n{head}\n\n{_text(letter)}"
    return world.take(mail(next(world.numbers), sender, "Sv: RUG", text + quoted, files, **headers))


def returned(world, outcome: str = "Bifall", reasons: str = "Bra.", answers: str = ""):
    """Let her return the Word agenda with the same decision everywhere."""
    world.now = max(world.now, AFTER_MEETING)
    written = {reference: Written(outcome, reasons) for reference, _ in world.register()}
    (agenda,) = (p for p in world.letter("agenda").iter_attachments() if p.get_filename().endswith(".docx"))
    return say(
        world,
        "Hej, besluten.",
        answers=answers,
        files=[("Dagordning.docx", fill_in_agenda.in_word(agenda.get_content(), written))],
    )


def code_of(world, kind: str) -> str:
    return codes_in(_text(world.letter(kind)))[0]


def _text(letter: EmailMessage) -> str:
    return letter.get_body(("plain",)).get_content()


def states(world) -> list[str]:
    return [state for _, state in world.register()]


def test_returned_agenda_changes_nothing_by_itself(rug):
    returned(rug)
    assert states(rug) == ["on_agenda", "on_agenda"]
    assert rug.letters()[-1] == ("decisions_receipt", SECRETARY, "sent")


def test_receipt_previews_the_letters_that_go_out(rug):
    returned(rug, reasons="Det svarar mot färdplanen.")
    receipt = _text(rug.letter("decisions_receipt"))
    say(rug, "skicka", answers="decisions_receipt")
    sent = _text(rug.letter("decision_approved"))
    assert [line for line in sent.splitlines() if line.strip() not in receipt] == []


@pytest.mark.parametrize("text", ["skicka", "Skicka", "Hej! Skicka.", "Skicka alla, tack"])
def test_skicka_with_the_receipt_quoted_releases_all(text, rug):
    returned(rug)
    say(rug, text, answers="decisions_receipt")
    assert states(rug) == ["approved", "approved"]


def test_skicka_without_the_code_does_nothing(rug):
    returned(rug)
    say(rug, "skicka", answers="decisions_receipt", quoting=False)
    assert states(rug) == ["on_agenda", "on_agenda"]


def test_skicka_of_one_releases_that_one_and_later_the_rest(rug):
    returned(rug)
    code = code_of(rug, "decisions_receipt")
    say(rug, f"skicka OH-2026-0002 {code}", answers="decisions_receipt", quoting=False)
    assert states(rug) == ["on_agenda", "approved"]
    say(rug, f"skicka {code}")
    assert states(rug) == ["approved", "approved"]


def test_code_works_for_the_secretary_that_it_went_to_alone(rug):
    returned(rug)
    code = code_of(rug, "decisions_receipt")
    say(rug, f"skicka {code}", sender=OTHER)
    say(rug, f"skicka {code}", sender="kim@okand.example")
    assert states(rug) == ["on_agenda", "on_agenda"]


def test_code_that_was_used_does_nothing_more(rug):
    returned(rug)
    code = code_of(rug, "decisions_receipt")
    say(rug, f"skicka {code}")
    before = len(rug.letters())
    say(rug, f"skicka {code}")
    assert [kind for kind, _, _ in rug.letters()[before:] if kind != "review_digest"] == []


def test_stoppa_ends_it(rug):
    returned(rug)
    code = code_of(rug, "decisions_receipt")
    say(rug, "stoppa", answers="decisions_receipt")
    say(rug, f"skicka {code}")
    assert states(rug) == ["on_agenda", "on_agenda"]


def test_corrected_file_replaces_the_first_when_it_is_released(rug):
    returned(rug, "Avslag", "Nej.")
    first = code_of(rug, "decisions_receipt")
    returned(rug, "Bifall", "Ja.")
    say(rug, "skicka", answers="decisions_receipt")
    say(rug, f"skicka {first}")
    assert states(rug) == ["approved", "approved"]
    with rug.app.services.database.reading() as session:
        outcomes = [(str(d.outcome), str(d.state)) for d in session.scalars(select(Decision).order_by(Decision.id))]
    assert outcomes == [("rejected", "replaced")] * 2 + [("approved", "applied")] * 2


def test_file_returned_in_reply_to_a_receipt_closes_that_receipt(rug):
    returned(rug, "Avslag", "Nej.")
    first = code_of(rug, "decisions_receipt")
    returned(rug, "Bifall", "Ja.", answers="decisions_receipt")
    say(rug, f"skicka {first}")
    assert states(rug) == ["on_agenda", "on_agenda"]
    say(rug, "skicka", answers="decisions_receipt")
    assert states(rug) == ["approved", "approved"]


def test_second_skicka_does_not_release_what_was_corrected_away(rug):
    returned(rug, "Avslag", "Nej.")
    older = _text(rug.letter("decisions_receipt"))
    written = {"OH-2026-0001": Written("Bifall", "Ja.")}
    (agenda,) = (p for p in rug.letter("agenda").iter_attachments() if p.get_filename().endswith(".docx"))
    say(rug, "Rättat.", files=[("Dagordning.docx", fill_in_agenda.in_word(agenda.get_content(), written))])
    newer = _text(rug.letter("decisions_receipt"))
    for _ in range(2):
        say(rug, f"skicka\n\nFrån: a\nSkickat: b\nTill: c\nÄmne: d\n\n{newer}\n\n{older}")
    assert states(rug) == ["approved", "on_agenda"]


def test_each_initiator_hears_once(rug):
    returned(rug)
    say(rug, "skicka", answers="decisions_receipt")
    say(rug, "skicka", answers="decisions_receipt")
    told = [to for kind, to, _ in rug.letters() if kind.startswith("decision_")]
    assert sorted(told) == ["anna1@varberg.example", "anna2@varberg.example"]


def test_withdrawn_meanwhile_is_asked_about_not_decided(rug):
    rug.take(mail(50, "anna1@varberg.example", "OH-2026-0001", "Jag drar tillbaka mitt förslag OH-2026-0001."))
    code = code_of(rug, "withdrawal_confirm")
    rug.take(mail(51, "anna1@varberg.example", "Sv", f"Jag drar tillbaka mitt förslag OH-2026-0001. {code}"))
    assert states(rug) == ["withdrawn", "on_agenda"]
    returned(rug)
    say(rug, "skicka", answers="decisions_receipt")
    assert states(rug) == ["withdrawn", "approved"]


def test_initiative_is_taken_off_only_with_the_code(rug):
    say(rug, "ta bort OH-2026-0001", answers="agenda")
    assert states(rug) == ["on_agenda", "on_agenda"]
    say(rug, "skicka", answers="done")
    assert states(rug) == ["queued", "on_agenda"]
    kinds = [kind for kind, _, _ in rug.letters()]
    assert (kinds.count("agenda"), kinds.count("off_agenda"), kinds.count("done")) == (4, 1, 2)


def test_initiative_is_put_on_again(rug):
    say(rug, "ta bort OH-2026-0001", answers="agenda")
    say(rug, "skicka", answers="done")
    say(rug, "lägg till OH-2026-0001", answers="agenda")
    say(rug, "skicka", answers="done")
    assert states(rug) == ["on_agenda", "on_agenda"]


def test_change_that_can_not_be_is_told(rug):
    say(rug, "lägg till OH-2026-0001 och OH-2026-0099", answers="agenda")
    assert "OH-2026-0099 finns inte i registret." in _text(rug.letter("done"))
    say(rug, "skicka", answers="done")
    assert "det går inte som läget är nu" in _text(rug.letter("done"))


def test_change_can_be_stopped(rug):
    say(rug, "ta bort OH-2026-0001", answers="agenda")
    code = code_of(rug, "done")
    say(rug, "stoppa", answers="done")
    say(rug, f"skicka {code}")
    assert states(rug) == ["on_agenda", "on_agenda"]


def test_withheld_material_is_released_with_the_code(rug):
    rug.take(proposal(3, "Trygghet", background="Patienten 19121212-1212 föll."))
    say(rug, "släpp OH-2026-0003", answers="agenda")
    say(rug, "skicka", answers="done")
    with rug.app.services.database.reading() as session:
        assert {file.withheld for file in session.scalars(select(InitiativeAttachment))} == {""}
        assert "material_released" in [str(event.kind) for event in session.scalars(select(Event))]


def test_stranger_who_returns_an_agenda_gets_no_answer(rug):
    before = len(rug.letters())
    (agenda,) = (p for p in rug.letter("agenda").iter_attachments() if p.get_filename().endswith(".docx"))
    say(rug, "Beslut.", sender="kim@okand.example", files=[("Dagordning.docx", agenda.get_content())])
    assert [to for _, to, _ in rug.letters()[before:]] == [SECRETARY, OTHER]
    assert {kind for kind, _, _ in rug.letters()[before:]} == {"review_digest"}


def test_code_expires(rug):
    returned(rug)
    code = code_of(rug, "decisions_receipt")
    rug.now += timedelta(days=61)
    say(rug, f"skicka {code}")
    assert states(rug) == ["on_agenda", "on_agenda"]


def test_verified_file_takes_effect_at_once_in_direct_mode(make_world):
    world = make_world(meetings=MEETING, decisions={"mode": "direct"}, trust={"authserv_id": "mx.example"})
    world.numbers = iter(range(100, 1000))
    world.take(proposal(1, "Fallprevention"))
    world.now = AFTER_STOP
    world.take()
    world.now = AFTER_MEETING
    (agenda,) = (p for p in world.letter("agenda").iter_attachments() if p.get_filename().endswith(".docx"))
    filled = fill_in_agenda.in_word(agenda.get_content(), {"OH-2026-0001": Written("Bifall", "Ja.")})
    decided = mail(9, SECRETARY, "Beslut", "Hej", [("Dagordning.docx", filled)])
    world.take(decided)
    assert states(world) == ["on_agenda"]
    word = b"Authentication-Results: mx.example; dmarc=pass header.from=regionhalland.example\r\n"
    world.take(word + decided.replace(b"<9@varberg", b"<10@varberg"))
    assert states(world) == ["approved"]


@pytest.mark.parametrize(("text", "state"), [("stoppa", "on_agenda"), ("", "approved")])
def test_letters_go_out_after_some_minutes_unless_she_stops_them(make_world, text, state):
    decisions = {"mode": "after_minutes", "after_minutes": 30}
    world = make_world(meetings=MEETING, decisions=decisions, trust={"authserv_id": "mx.example"})
    world.numbers = iter(range(100, 1000))
    world.take(proposal(1, "Fallprevention"))
    world.now = AFTER_STOP
    world.take()
    world.now = AFTER_MEETING
    (agenda,) = (p for p in world.letter("agenda").iter_attachments() if p.get_filename().endswith(".docx"))
    filled = fill_in_agenda.in_word(agenda.get_content(), {"OH-2026-0001": Written("Bifall", "Ja.")})
    world.take(vouched(mail(9, SECRETARY, "Beslut", "Hej", [("Dagordning.docx", filled)]), "regionhalland.example"))
    assert states(world) == ["on_agenda"]
    world.wait(minutes=31)
    if text:
        say(world, text, answers="decisions_receipt")
    world.take()
    assert states(world) == [state]

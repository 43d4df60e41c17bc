"""A stranger who wants facts or control: what each way in gives, on real servers."""

from __future__ import annotations

from email import message_from_bytes, policy

import pytest

from mailbot.intake.review_reasons import Reason
from mailbot.primitives.references import codes_in
from tests.support import backlog
from tests.support.backlog import mail, proposal
from tests.support.world import vouched

ANNA, EVE = "anna1@varberg.example", "eve@varberg.example"
GAPS = {"purpose": None}


@pytest.fixture
def annas(trusting):
    """A trusting world in which Anna has an incomplete initiative; `mark` is how many letters she has had."""
    trusting.take(vouched(proposal(1, "Fallprevention", **GAPS)))
    assert trusting.register() == [("OH-2026-0001", "incomplete")]
    return trusting


def text_of(letter) -> str:
    return letter.get_body(("plain",)).get_content()


def form(**changes) -> list[tuple[str, bytes]]:
    return [("f.docx", backlog.word.write(backlog.FORM, {**backlog.COMPLETE, "title": "Fallprevention", **changes}))]


def told_to(world, address: str) -> str:
    """Return all that an address has been told, as it went over the wire."""
    sent = [letter for letter in world.smtp.letters if address in letter.recipients]
    return "\n".join(as_read(letter.data) for letter in sent)


def as_read(data: bytes) -> str:
    message = message_from_bytes(data, policy=policy.default)
    return f"{message['Subject']}\n{text_of(message)}"


def test_answer_to_a_letter_of_ones_own_does_not_vouch_for_somebody_else(annas):
    annas.take(vouched(mail(2, EVE, "Förslag", "Se bilagan.", form(title="Evas", **GAPS))))
    evas_letter = str(annas.letter("receipt_incomplete")["Message-ID"])
    annas.take(mail(3, ANNA, "OH-2026-0001", "Här är den.", form(purpose="Evas ord."), In_Reply_To=evas_letter))
    assert annas.register()[0] == ("OH-2026-0001", "incomplete")


QUOTING = [
    ("Hur går det med OH-2026-0001?", ()),
    ("Jag drar tillbaka mitt förslag OH-2026-0001.", ()),
    ("Här kommer kompletteringen till OH-2026-0001. Syfte: Mitt.", ()),
    ("Byt e-postadress för OH-2026-0001 till min, tack. Hur går det?", ()),
    ("Komplettering av OH-2026-0001, se bilagan.", form(title="Fallprevention", purpose="Evas ord.")),
    ("Samma formulär igen, OH-2026-0001.", form(title="Fallprevention", **GAPS)),
]


def test_stranger_who_quotes_a_reference_learns_and_changes_nothing(annas):
    before = len(annas.letters())
    mails = enumerate(QUOTING, start=2)
    annas.take(*(vouched(mail(n, EVE, "Sv: [OH-2026-0001] Kompletteras", text, files)) for n, (text, files) in mails))
    assert annas.register()[0] == ("OH-2026-0001", "incomplete")
    assert [to for _, to, _ in annas.letters()[before:] if to == ANNA] == []
    assert "OH-2026-0001" not in told_to(annas, EVE)


ASKING = ["Hur går det med OH-2026-0001?", "Jag vill återkalla OH-2026-0001.", "Komplettering: Syfte: x"]


def test_facts_never_go_to_a_reply_to(annas):
    headers = {"Reply_To": EVE, "Sender": EVE, "Return_Path": f"<{EVE}>"}
    mails = [mail(number, ANNA, "OH-2026-0001", text, **headers) for number, text in enumerate(ASKING, start=2)]
    annas.take(*map(vouched, mails[:2]), *mails[2:])
    assert {to for kind, to, _ in annas.letters() if kind != "review_digest"} == {ANNA}
    assert len(annas.letters()) > 2


def test_code_of_a_forwarded_letter_is_no_use_to_its_reader(annas):
    annas.take(mail(2, ANNA, "OH-2026-0001", "Jag drar tillbaka mitt förslag OH-2026-0001."))
    letter = annas.letter("withdrawal_confirm")
    words = f"Ja. {codes_in(text_of(letter))[0]}\n\n{text_of(letter)}"
    annas.take(vouched(mail(3, EVE, str(letter["Subject"]), words, In_Reply_To=str(letter["Message-ID"]))))
    assert annas.register() == [("OH-2026-0001", "incomplete")]


SENDERS = [
    f'"{ANNA}" <{EVE}>',
    f"{ANNA} <{EVE}>",
    f'"Anna <{ANNA}>" <{EVE}>',
    f"({ANNA}) {EVE}",
    f"{EVE}, {ANNA}",
    f"Anna <{EVE}> <{ANNA}>",
    "anna1+x@varberg.example",
]


def test_name_that_looks_like_the_initiators_address_is_not_hers(annas):
    for number, sender in enumerate(SENDERS, start=2):
        raw = mail(number, EVE, "Fråga", "Hur går det med OH-2026-0001?")
        annas.take(vouched(raw.replace(EVE.encode(), sender.encode(), 1)))
    assert {to for kind, to, _ in annas.letters() if kind == "status"} <= {ANNA}
    assert "OH-2026-0001" not in told_to(annas, EVE)


def test_code_can_not_be_guessed_by_writing_many(annas):
    annas.take(mail(2, ANNA, "OH-2026-0001", "Jag drar tillbaka mitt förslag OH-2026-0001."))
    code = codes_in(text_of(annas.letter("withdrawal_confirm")))[0]
    guesses = " ".join(f"AB{number:02}-CD{number:02}".replace("0", "X").replace("1", "Y") for number in range(20, 90))
    annas.take(mail(3, ANNA, "OH-2026-0001", f"Jag drar tillbaka mitt förslag OH-2026-0001. {guesses} {code}"))
    assert annas.register() == [("OH-2026-0001", "incomplete")]


def test_address_that_can_not_be_written_to_and_spam_are_explained_to_a_human(world):
    question = mail(1, "SENDER", "Fråga", "Hej! Hur gör man för att lämna ett förslag?")
    for number, sender in enumerate(("åsa@varberg.example", "noreply@varberg.example"), start=2):
        world.take(question.replace(b"SENDER", sender.encode()).replace(b"<1@", b"<%d@" % number))
    world.take(mail(4, EVE, "Vinn", "Grattis!", X_Spam_Flag="YES"))
    assert world.reasons() == [
        Reason.FOREIGN_ADDRESS.text(),
        Reason.NO_ADDRESS.text(),
        Reason.MARKED_SPAM.text(),
    ]


def test_sender_whose_domain_is_written_in_punycode_is_answered(make_world):
    domain = "xn--vrberg-jua.example"
    world = make_world(organisations=[{"name": "Vårberg", "domains": [domain]}])
    letters = world.take(mail(1, f"bo@{domain}", "Fråga", "Hej! Hur gör man för att lämna ett förslag?"))
    assert letters == [("how_to", f"bo@{domain}", "sent")]


def test_capped_letters_are_told_of_once(annas):
    asking = [vouched(mail(n, ANNA, "Fråga", "Hur går det med mitt förslag OH-2026-0001?")) for n in range(2, 8)]
    annas.take(*asking)
    kinds = [kind for kind, _, _ in annas.letters()]
    assert (kinds.count("status"), kinds.count("review_digest")) == (3, 1)
    assert annas.reasons()[1:] == ["", "", "", *[Reason.CAPPED.text()] * 3]
    annas.wait(hours=2)
    kinds = [kind for kind, _, _ in annas.take(vouched(mail(9, ANNA, "Fråga", "Hur går det med mitt förslag?")))]
    assert (kinds.count("status"), kinds.count("review_digest")) == (4, 1)

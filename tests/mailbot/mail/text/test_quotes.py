from __future__ import annotations

import pytest

from mailbot.mail.text.from_html import above_quote, to_plain
from mailbot.mail.text.quotes import own_words, passed_on, quoted_sender, without_quotes
from tests.support import mails

WORDS = "Hej!\n\nHär är det ni bad om:\n- Telefon: 0340-12 34 56\n- Syfte: tryggare hemgång"


@pytest.mark.parametrize("shape", [mails.outlook, mails.gmail, mails.ios, mails.thunderbird])
def test_own_words_are_left_of_each_programs_answer(shape) -> None:
    assert own_words(shape(WORDS)) == WORDS


@pytest.mark.parametrize("shape", [mails.outlook_html, mails.gmail_html])
def test_own_words_are_left_of_html_answers(shape) -> None:
    assert own_words(to_plain(shape("Återkommer på måndag."))) == "Återkommer på måndag."


@pytest.mark.parametrize(
    "quote",
    [
        "On Thu, Nov 12, 2026 at 10:14 AM Bo <bo@laholm.example> wrote:\n\ntext",
        "On 12 Nov 2026, at 10:14, Bo <bo@laholm.example> wrote:\ntext",
        "Den tors. 12. nov. 2026 kl. 10.14 skrev Bo <bo@laholm.example>:\ntext",
        "tor. 12. nov. 2026 kl. 10:14 skrev Bo <bo@laholm.example>:\ntext",
        "From: Bo\nSent: Thursday\nTo: Anna\nSubject: x\n\ntext",
        "*Från:* Bo\n*Skickat:* torsdag\n*Till:* Anna\n\ntext",
        "Fra: Bo\nSendt: torsdag\nTil: Anna\nEmne: x\n\ntext",
        "-----Ursprungligt meddelande-----\ntext",
        "-----Original Appointment-----\ntext",
        "---------- Forwarded message ---------\ntext",
        "---------- Vidarebefordrat meddelande ---------\ntext",
        "Begin forwarded message:\n\ntext",
        "> text\n> mer",
        "Am 12.11.2026 um 10:14 schrieb Bo <bo@laholm.example>:\ntext",
        "-----Oprindelig meddelelse-----\ntext",
        "-----Opprinnelig melding-----\ntext",
        "Vidarebefordrat brev:\n\ntext",
        "Videresendt melding:\n\ntext",
        ">>> Bo Lind <bo@laholm.example> 2026-11-12 10:14 >>>\ntext",
        "Frå: Bo\nSendt: torsdag\nTil: Anna\nEmne: x\n\ntext",
        "Lähettäjä: Bo\nLähetetty: torstai\nVastaanottaja: Anna\nAihe: x\n\ntext",
        "Od: Bo <bo@laholm.example>\nWysłano: czwartek\nDo: Anna\nTemat: x\n\ntext",
        "pt., 13 lis 2026 o 08:35 Bo <bo@laholm.example> napisał(a):\n\n> text",
        "-----Bo <bo@laholm.example> skrev: -----\nTill: Anna\nFrån: Bo\nDatum: 2026-11-12 08:35\n\ntext",
        "  Den fre, 20 nov 2026 kl 8:35, Bo<bo@laholm.example> skrev:   Hej!\n\ntext",
        "2026-11-20 08:35 skrev Bo:\n\ntext",
        "–––––––––––––––\nFrån: Bo\nSkickat: fredag\nTill: Anna\n\ntext",
    ],
)
def test_quote_headers_in_four_languages_are_cut(quote: str) -> None:
    assert own_words(f"Mina ord.\n\n{quote}\n") == "Mina ord."


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAnna Ek\n0340-12",
        "--\nAnna",
        "Med vänliga hälsningar\nAnna",
        "Mvh Anna",
        "Vänliga hälsningar,\n\nAnna Ek",
        "/Anna",
        "Skickat från min iPhone",
        "Hämta Outlook för Android",
        "Sent from Outlook for iOS<https://aka.example/x>",
        "Best regards\nAnna",
        "Vennlig hilsen\nAnna",
    ],
)
def test_signature_is_cut(signature: str) -> None:
    assert own_words(f"Mina ord.\n\n{signature}\n") == "Mina ord."


@pytest.mark.parametrize(
    "text",
    [
        "Den 12 mars skrev vi till er om detta:\nvi väntar på svar",
        "Datum: 12 mars\nÄmne: trygg hemgång\nFrån: mars",
        "Mvh Anna",
        "- ett\n- två\n-tre",
        "Hej!\nFrån: Varberg\nTill: Halmstad\nDatum: 3 mars\nKan ni hjälpa till?",
        "På mötet kl. 10.15 skrev Karin så här:\nAlla ska med.",
        "Den 20 november kl. 08.35 skrev ni till mig:\n«Allt finns med.»\n\nDet stämmer inte.",
    ],
)
def test_a_persons_own_lines_are_kept(text: str) -> None:
    assert own_words(text) == text


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
@pytest.mark.parametrize(
    "wrote",
    [
        "Den fre 20 nov. 2026 kl 09:00 skrev Omtanke Halland <om@halland.example>:",
        "20 nov. 2026 kl. 09:00 skrev Omtanke Halland <om@halland.example>:",
        "On Fri, Nov 20, 2026 at 9:00 AM Omtanke Halland <om@halland.example> wrote:",
        "Den fre 20 nov. 2026 kl 09:00 skrev Omtanke Halland\n<om@halland.example>:",
    ],
)
@pytest.mark.parametrize("text", ["klart 8", "klart 8 och 9\nskräp 10", "På onsdag går bra.", "Den är klar, 8", "8"])
def test_line_above_a_quote_is_the_senders_however_it_begins(text: str, wrote: str, gap: str) -> None:
    assert own_words(f"{text}{gap}{wrote}\n\n> klart 1\n> Hej") == text


def test_answers_between_quotes_are_kept() -> None:
    text = "Den 12 nov. 2026 kl 10:14 skrev Bo <bo@laholm.example>:\n> Vad heter ni?\n\nAnna\n\n> Var?\n\nVarberg\n"
    assert own_words(text) == "Anna\n\n\nVarberg"


def test_answer_below_a_phones_signature_and_the_quote_is_kept() -> None:
    text = f"Skickat från min iPhone\n\n{mails.ios('').strip().partition(chr(10))[2]}\nVarberg\n"
    assert own_words(text) == "Varberg"
    assert own_words("Skickat från min iPhone\n" * 20_000) == ""


@pytest.mark.parametrize("shape", [mails.outlook_html, mails.gmail_html])
def test_html_above_the_quote_is_the_senders(shape) -> None:
    html = shape("Svar", "Kvittens")
    own = above_quote(html)
    assert ("Svar" in own, "Kvittens" in own, above_quote("<p>Svar</p>")) == (True, False, "<p>Svar</p>")


def test_html_is_laid_out_as_it_is_read() -> None:
    html = (
        "<div>Hej!</div><div><br></div><div>Rad ett<br>två<br></div><ul><li>a</li><li>b</li></ul>"
        '<p class="MsoNormal">x</p><p class="MsoNormal">&nbsp;</p><p>y</p><blockquote>c<br>d</blockquote>'
        '<div style="display: none">dold</div>'
    )
    assert to_plain(html) == "Hej!\n\nRad ett\ntvå\n- a\n- b\nx\n\ny\n\n> c\n> d"


@pytest.mark.parametrize(
    "html", ["<div>" * 5000 + "x", "<blockquote>" * 1000 + "x", "<td>" * 9000 + "x", "x<br>" * 9000]
)
def test_hostile_html_still_gives_its_text(html: str) -> None:
    assert to_plain(html).replace(">", "").strip().startswith("x")


def test_html_table_is_a_line_a_row_with_tabs_between_cells() -> None:
    html = "<table><tr><th>a</th><th><p>b</p></th></tr><tr><td><p>c</p></td><td>d</td></tr></table><p>e</p>"
    assert to_plain(html) == "a\tb\nc\td\n\ne"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<table><tr><td>a</td><td></td></tr></table><p>e</p>", "a\t\n\ne"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td></td><td>d</td></tr></table>", "a\tb\n\td"),
        ("<table><tr><td>a</td></tr><tr><td></td></tr><tr><td>c</td></tr></table>e", "a\nc\ne"),
    ],
)
def test_html_table_keeps_its_lines_where_a_cell_is_empty(html: str, text: str) -> None:
    assert to_plain(html) == text


@pytest.mark.parametrize(
    ("text", "signer", "expected"),
    [
        ("Tack!\n\nAnna Ek\nVarbergs kommun", "Anna Ek", "Tack!"),
        ("Tack!\n\nAnna", "Ek, Anna", "Tack!"),
        ("Tack!\n\nAnna Ek", "", "Tack!\n\nAnna Ek"),
        ("Tack!\nAnna Ek", "Anna Ek", "Tack!\nAnna Ek"),
        ("Anna Ek", "Anna Ek", "Anna Ek"),
        ("Namn\n\nAnna Ek" + "\n\nmer" * 5, "Anna Ek", "Namn\n\nAnna Ek" + "\n\nmer" * 5),
    ],
)
def test_signature_begins_with_the_senders_name_on_a_line_of_its_own(text: str, signer: str, expected: str) -> None:
    assert own_words(text, signer) == expected


def test_unquoted_keeps_the_signature() -> None:
    assert without_quotes("Hej\n\nMvh\nAnna\n\n> gammalt", "Anna") == ("Hej\n\nMvh\nAnna", "Hej")


OUTLOOK_HEADER = "Från: Bo\nSkickat: i dag\nTill: Anna\nÄmne: Förslag\n\n"


@pytest.mark.parametrize(
    ("text", "subject", "expected"),
    [
        (
            f"Se nedan\n\n{OUTLOOK_HEADER}Rubrik: x",
            "VB: Förslag",
            "Skickat: i dag\nTill: Anna\nÄmne: Förslag\n\nRubrik: x",
        ),
        ("Se\n\n---------- Forwarded message ---------\n> Rubrik: x", "Förslag", "Rubrik: x"),
        ("Begin forwarded message:\n\nRubrik: x", "Förslag", "Rubrik: x"),
        ("-----Ursprungligt meddelande-----\nRubrik: x", "Fwd: Förslag", "Rubrik: x"),
        (
            "> Från: Bo\n> Skickat: i dag\n> Till: Anna\n>\n> Rubrik: x",
            "VB: Förslag",
            "Skickat: i dag\nTill: Anna\n\nRubrik: x",
        ),
        (
            "Se\n\n> > Från: Bo\n> > Skickat: i dag\n> > Till: Anna\n> > Rubrik: x",
            "Fwd: x",
            "Skickat: i dag\nTill: Anna\nRubrik: x",
        ),
        ("> Från: Bo\n> Skickat: i dag\n> Till: Anna\n>\n> Rubrik: x", "SV: Förslag", ""),
        (f"Ja\n\n{OUTLOOK_HEADER}Rubrik: x", "SV: Förslag", ""),
        ("-----Ursprungligt meddelande-----\nRubrik: x", "SV: Förslag", ""),
        ("Rubrik: x", "VB: Förslag", ""),
    ],
)
def test_forwarded_words_are_found_and_what_an_answer_quotes_is_not(text: str, subject: str, expected: str) -> None:
    assert passed_on(text, subject) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tack!\n\nFrån: Bo <Bo@laholm.example>\nSkickat: i dag\nTill: Anna\n\nHej", "bo@laholm.example"),
        ("Tack!\n\nDen 12 nov. 2026 kl 10:14 skrev Bo <\nbo@laholm.example>:\n> Hej", "bo@laholm.example"),
        ("Tack!\n\nFrån: Bo\nSkickat: i dag\nTill: Anna\n\nHej", ""),
        ("Tack, bo@laholm.example!", ""),
    ],
)
def test_quoted_sender_is_told_by_the_topmost_header(text: str, expected: str) -> None:
    assert quoted_sender(text) == expected

import re
import unicodedata
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum

import lxml.html
import pytest

from mailbot.intake.triage.intents import Intent, intent
from mailbot.intake.triage.orders.agenda_orders import Command, Verb, command
from mailbot.outbox.render import PARTS, Renderer
from mailbot.outbox.samples import SAMPLES, variables
from mailbot.store.values import LetterKind, State
from tests.support.letters import TEMPLATES, VARIANTS, correction, sample, status

RENDERER = Renderer(TEMPLATES)
TO_SECRETARY = {
    LetterKind.FORGED_ORDERS,
    LetterKind.AGENDA,
    LetterKind.DECISIONS_RECEIPT,
    LetterKind.MEETINGS_RECEIPT,
    LetterKind.INVITATION_ACCEPTED,
    LetterKind.DONE,
    LetterKind.DESK_RECEIPT,
    LetterKind.DESK_HELP,
    LetterKind.REGISTER_OVERVIEW,
    LetterKind.INITIATIVE_STORY,
    LetterKind.NOT_UNDERSTOOD,
    LetterKind.AGENDA_OVERVIEW,
    LetterKind.PROTOCOL,
    LetterKind.MEMBERS_AGENDA,
    LetterKind.MEMBERS_RECEIPT,
    LetterKind.CELEBRATION,
    LetterKind.CELEBRATION_DRAFT,
    LetterKind.CELEBRATION_RECEIPT,
    LetterKind.REVIEW_DIGEST,
}
LETTERS = {str(kind): content for kind, content in SAMPLES.items()} | VARIANTS


def written(content):
    return RENDERER.render(content.kind, variables(content))


@pytest.fixture(params=LETTERS)
def content(request):
    return LETTERS[request.param]


def words(text):
    return Counter(re.findall(r"\w+", text))


def visible(html):
    """The words of a letter's HTML, without what the text has no place for: the sender's bar and column heads."""
    body = lxml.html.fromstring(html).find("body")
    for element in body.xpath(".//td[@class='sender'] | .//th[@scope='col']"):
        element.getparent().remove(element)
    return " ".join(body.itertext())


def styled(element):
    """The colours of an element: its own, else what it inherits."""
    found = {}
    for level in (element, *element.iterancestors()):
        for name, value in re.findall(r"(?:^|;)\s*(color|background-color):\s*(#\w{6})", level.get("style", "")):
            found.setdefault(name, value)
    return found["color"], found["background-color"]


def luminance(colour):
    """WCAG 2.1, relative luminance."""
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(pair):
    darker, lighter = sorted(map(luminance, pair))
    return (lighter + 0.05) / (darker + 0.05)


def test_folders_for_every_kind():
    files = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("*/*")}
    assert files == {f"{kind}/{part}" for kind in LetterKind for part in PARTS}
    assert set(SAMPLES) == set(LetterKind)


def test_letter_is_whole(content):
    rendered = written(content)
    assert rendered.template == "shipped"
    assert rendered.subject.strip() == rendered.subject != ""
    for part in (rendered.subject, rendered.text, rendered.html):
        assert not re.search(r"None|Undefined|\{\{|\}\}|\{%|object at|\[\]|  \w+=", part)
    assert rendered.text.startswith(
        "Svar på ditt mejl\n\nHej Karin!" if getattr(content, "greets", False) else "Hej!\n\n"
    )
    assert rendered.text.endswith(".\n")
    assert not re.search(r"\n\n\n|[ \t]\n|<\w|&\w+;| ,| \.(?!docx|xlsx)|\.\.|\(\)", rendered.text)


def test_letter_names_a_person_and_the_reference(content):
    rendered = written(content)
    facts = ["Anna Ek", "035-00 00 00", "anna.ek@regionhalland.example", "Omtanke Halland"]
    if hasattr(content, "about"):
        facts.append("OH-2026-0012")
        assert rendered.subject.startswith("[OH-2026-0012] ")
    for fact in facts:
        assert fact in rendered.text
        assert fact in rendered.html


def test_letter_tells_of_public_records_where_it_should(content):
    told = "blir allmän handling" in written(content).text
    assert told == (content.kind not in TO_SECRETARY)


def test_html_says_what_the_text_says(content):
    rendered = written(content)
    text = re.sub(r"(?m)^\d+\. ", "", rendered.text)
    assert words(visible(rendered.html)) == words(text)


def test_html_is_accessible(content):
    page = lxml.html.fromstring(written(content).html)
    assert page.get("lang") == "sv"
    assert page.xpath("//meta[@name='viewport']/@content") == ["width=device-width, initial-scale=1"]
    assert page.findtext(".//title") == written(content).subject
    assert len(page.xpath("//h1")) == 1
    assert not page.xpath("//table[not(@role='presentation') and not(.//th/@scope)]")
    assert not page.xpath("//img | //script | //link | //*[@src]")


def test_html_links_only_to_form_and_persons(content):
    links = lxml.html.fromstring(written(content).html).xpath("//@href")
    known = variables(content)
    assert set(links) <= {
        known["form_url"],
        f"mailto:{known['identity'].address}",
        f"mailto:{known['contact'].email}",
        "tel:035-000000",
    }


def test_html_has_contrast(content):
    page = lxml.html.fromstring(written(content).html)
    elements = [e for e in page.find("body").iter() if isinstance(e.tag, str) and any(map(str.strip, _own_text(e)))]
    pairs = {styled(element) for element in elements}
    assert {pair: round(contrast(pair), 2) for pair in pairs if contrast(pair) < 4.5} == {}


def said(value, text):
    """The content with every text that somebody may have written replaced."""
    if isinstance(value, StrEnum):
        return value
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        return tuple(said(item, text) for item in value)
    if is_dataclass(value):
        return replace(value, **{f.name: said(getattr(value, f.name), text) for f in fields(value)})
    return value


def skeleton(content):
    page = lxml.html.fromstring(written(content).html)
    shape = page.xpath("//*[not(self::wbr or @class='word')]")
    return [(element.tag, element.get("href")) for element in shape]


def test_html_escapes_every_text(content):
    assert skeleton(said(content, "<a href='//ond.example'>&<script><!--{{ 1 }}")) == skeleton(said(content, "Snällt"))


def _own_text(element):
    return [element.text or "", *(child.tail or "" for child in element)]


def test_style_is_inlined():
    html = written(sample(LetterKind.STATUS)).html
    assert re.findall(r"<style>\s*(\S+)", html) == ["@media"]
    assert html.count("<style") == 1


def test_receipt_complete_text():
    rendered = written(sample(LetterKind.RECEIPT_COMPLETE))
    assert rendered.subject == "[OH-2026-0012] Tack, vi har tagit emot ditt initiativ: Gemensam fallprevention i hemmet"
    assert (
        rendered.text
        == """\
Hej!

Tack, vi har tagit emot ditt initiativ.
Allt vi behöver finns med. Du behöver inte göra något mer just nu.

Ärendenummer: OH-2026-0012
Initiativ: Gemensam fallprevention i hemmet
RUG-möte: torsdag 10 december 2026 kl. 09.00, Regionens hus, Halmstad
Stoppdag: torsdag 26 november kl. 12.00

Det här händer nu
Ditt initiativ står i kö till RUG-mötet torsdag 10 december 2026. Du får ett mejl när det står på dagordningen.
RUG (Regional utvecklingsgrupp) diskuterar initiativet på mötet och fattar beslut. Vi mejlar dig beslutet.

Vill du ändra något?
Svara på det här mejlet och bifoga formuläret med dina ändringar. Gör det senast torsdag 26 november kl. 12.00.

Vill du dra tillbaka initiativet? Svara på det här mejlet och berätta det.

Har du frågor?
Svara på det här mejlet, eller kontakta Anna Ek.
Telefon: 035-00 00 00
E-post: anna.ek@regionhalland.example

Vänliga hälsningar
Omtanke Halland

Bra att veta
Det du skickar till oss blir allmän handling. \
Det betyder att andra kan begära att få läsa det. Skriv därför inget om enskilda patienter.
Det här mejlet är skickat automatiskt, men du kan svara på det.
"""
    )


@pytest.mark.parametrize(
    ("variant", "sentence"),
    [
        (
            "no meeting planned",
            (
                "Inget nytt RUG-möte är planerat ännu. Ditt initiativ ligger kvar i kön. "
                "Du får ett mejl när det står på dagordningen."
            ),
        ),
        (
            "stop date passed",
            (
                "Stoppdagen för RUG-mötet torsdag 10 december 2026 har passerat. "
                "Därför står ditt initiativ i kö till nästa möte, torsdag 11 februari 2027. "
                "Du får ett mejl när det står på dagordningen."
            ),
        ),
        (
            "stop date passed, no meeting",
            (
                "Stoppdagen för RUG-mötet torsdag 10 december 2026 har passerat. "
                "Inget nytt RUG-möte är planerat ännu. Ditt initiativ ligger kvar i kön. "
                "Du får ett mejl när det står på dagordningen."
            ),
        ),
        ("meeting without place", "RUG-möte: torsdag 10 december 2026 kl. 09.00"),
    ],
)
def test_receipt_complete_meeting(variant, sentence):
    assert sentence in written(VARIANTS[variant]).text.splitlines()


def test_receipt_incomplete_names_each_lack():
    text = written(sample(LetterKind.RECEIPT_INCOMPLETE)).text
    assert (
        "Det här behöver du fylla i eller ändra\n\n"
        "- Bakgrund\n"
        "  Du har inte svarat.\n"
        "  Beskriv läget i dag. Vad fungerar inte, och för vem?\n\n"
        "- Framgångsfaktorer\n"
        "  Du har inte valt något.\n"
        "  Välj en eller flera: Hälsofrämjande, Enkel, Gemensam, Trygg.\n\n"
        "- E-post\n"
    ) in text


@pytest.mark.parametrize("kind", [LetterKind.RECEIPT_INCOMPLETE, LetterKind.COMPLETION_REMINDER])
def test_letter_says_what_is_missing_where_nothing_has_to_be_changed(kind):
    asking = sample(kind)
    letter = written(replace(asking, lacks=asking.lacks[:2]))
    assert "\nDet här saknas\n" in letter.text
    assert "<h2" in letter.html
    assert "Det här saknas</h2>" in letter.html


@pytest.mark.parametrize("state", State)
def test_status_of_every_state(state):
    (line,) = re.findall("^Läge: (.*)$", written(status(state)).text, re.MULTILINE)
    assert line.endswith(".")


def test_decisions_ask_for_what_they_mean():
    asks = {
        outcome: "Svara på det här mejlet och bifoga" in written(content).text
        for outcome, content in {
            "bifall": sample(LetterKind.DECISION_APPROVED),
            "avslag": sample(LetterKind.DECISION_REJECTED),
            "bordläggning": sample(LetterKind.DECISION_DEFERRED),
            "återremiss": sample(LetterKind.DECISION_REFERRED_BACK),
            **{f"rättat till {word}": correction(word) for word in ("Bifall", "Avslag", "Bordläggning", "Återremiss")},
        }.items()
    }
    assert {outcome for outcome, asked in asks.items() if asked} == {"återremiss", "rättat till Återremiss"}


@pytest.mark.parametrize(
    ("variant", "commands"),
    [
        ("decisions, unverified", ["skicka K7Q2-9FXM", "skicka OH-2026-0012 K7Q2-9FXM", "stoppa K7Q2-9FXM"]),
        ("decisions, applied", []),
        ("decisions, none released", []),
        ("decisions, none read", []),
        ("instruction waits", ["skicka K7Q2-9FXM", "stoppa K7Q2-9FXM"]),
        (LetterKind.DECISIONS_RECEIPT, ["skicka K7Q2-9FXM", "stoppa K7Q2-9FXM"]),
        (LetterKind.WITHDRAWAL_CONFIRM, ["dra tillbaka OH-2026-0012 K7Q2-9FXM"]),
    ],
)
def test_answers_with_code(variant, commands):
    assert re.findall(r"(?m)^    (.*K7Q2-9FXM)$", written(LETTERS[variant]).text) == commands


def test_answers_are_understood():
    code = "K7Q2-9FXM"
    assert intent(f"dra tillbaka OH-2026-0012 {code}") is Intent.WITHDRAWAL
    assert command(f"skicka {code}") == Command(Verb.SEND, (), code)
    assert command(f"skicka OH-2026-0012 {code}") == Command(Verb.SEND, ("OH-2026-0012",), code)
    assert command(f"stoppa {code}") == Command(Verb.STOP, (), code)


def test_letter_quoted_unnoticed_orders_nothing(content):
    reply = "Tack!\n\n" + written(content).text
    assert intent(reply) in {Intent.QUESTION, Intent.NONE}
    assert command(reply) is None


def test_decisions_receipt_warns_of_unverified_sender_only():
    warning = (
        "VARNING: Vi kunde inte kontrollera att filen kom från dig. Om du inte skickade den: svara inte, och ring IT."
    )
    warned = {name for name, content in LETTERS.items() if warning in written(content).text}
    assert warned == {"decisions, unverified"}


def test_decisions_receipt_previews_letter():
    text = written(VARIANTS["decisions, unverified"]).text
    assert (
        "OH-2026-0015 En väg in för unga som mår dåligt\n\n"
        "Beslut: Avslag\n\n"
        "Motivering\nIngen motivering är ifylld.\n\n"
        "Brevet till jonas.stahl@halmstad.example\n"
        "Ämne: RUG säger nej till ditt initiativ\n\n"
        "    Hej!\n\n"
        "    RUG säger nej till ditt initiativ.\n\n"
        "Har du frågor?\n"
    ) in text


NARROW = 320
INDENT = 84
"""What a list in a letter takes of the width, at most: margins, the list's own, a box's."""
LARGEST = 21
"""The size in px of a letter's heading on a telephone."""
WIDEST = 0.7
"""The mean width of a bold letter in em, in the widest of the fonts that are likely (DejaVu Sans)."""


def own_words(html):
    """Every part of a word that a page may not break, with its font size; addresses may be broken at their signs."""
    for element in lxml.html.fromstring(html).find("body").iter("p", "li", "h1", "h2", "h3", "td", "th", "span"):
        size = int(re.search(r"font-size:\s*(\d+)px", element.get("style", "") + "font-size: 16px")[1])
        for word in " ".join(_own_text(element)).split():
            yield from ((min(size, LARGEST), part) for part in re.split(r"(?<=[-/])", word))


def test_no_word_is_wider_than_a_telephone(content):
    room = NARROW - INDENT
    assert {word for size, word in own_words(written(content).html) if len(word) * WIDEST * size > room} == set()


def test_label_is_never_broken_and_an_answer_only_between_words(content):
    page = lxml.html.fromstring(written(content).html)
    labels = {label.text_content(): label.get("style") for label in page.xpath("//th[@scope='row']")}
    assert {label for label, style in labels.items() if "white-space: nowrap" not in style} == set()
    answers = page.xpath("//p[@class='answer']")
    assert "".join(text.strip() for answer in answers for text in _own_text(answer)) == ""
    whole = {word.get("style").partition(";")[0] for answer in answers for word in answer}
    assert whole <= {"display: inline-block"}


def test_long_address_is_broken_at_its_signs():
    html = written(sample(LetterKind.DECISIONS_RECEIPT)).html
    assert ">karin<wbr>.lindqvist@<wbr>varberg<wbr>.example</span></h3>" in html


UNSEEN = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\u2800"
    "\u3164\ufe0f\ufeff\uffa0\ufff9\U0001d173\U000e0041\x00\x7f"
)


@pytest.mark.parametrize("text", ["", UNSEEN.join("Förslag"), "www.ond.example http://ond.example"])
def test_letter_holds_nothing_that_is_not_seen(content, text):
    letter = written(said(content, text) if text else content)
    for part in (letter.subject, letter.text, lxml.html.fromstring(letter.html).text_content()):
        assert {sign for sign in part if sign in UNSEEN or unicodedata.category(sign) in {"Cf", "Cs"}} == set()

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.primitives.safe_text import clean, paragraphs, shortened, unlinked


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Räksmörgås\tåt alla 👩‍⚕️", "Räksmörgås\tåt alla 👩‍⚕️"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("mall\u202excod.exe", "mallxcod.exe"),
        ("\x00a\x1b[31mb\ufeff\u200b\ud800", "a[31mb"),
        ("a\U000e0041\U000e0042", "a"),
        ("Sår\xadvård\u200c\u200d", "Sårvård"),
        ("Plan\u3164\u2800\u034f\ufe0f.pdf", "Plan.pdf"),
        ("❤️ a\u200d😀 😀\u200da a\ufe0f\u200d😀", "❤️ a😀 😀a a😀"),
    ],
)
def test_clean_unseen_characters(text, cleaned):
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        ("  En \n\n rad ", 20, "En rad"),
        ("Gemensam fallprevention i hemmet", 26, "Gemensam fallprevention i…"),
        ("Gemensam fallprevention – i hemmet", 27, "Gemensam fallprevention…"),
        ("A" * 30, 10, "A" * 9 + "…"),
        ("A " + "b" * 30, 10, "A " + "b" * 7 + "…"),
    ],
)
def test_one_line_cut(text, limit, line):
    assert shortened(text, limit) == line


def test_personnummer_is_masked_though_unseen_marks_or_a_line_end_break_it():
    assert shortened("A 1981\u202e1218-\n9876 b", 150) == "A [personnummer] b"
    assert paragraphs("A 1981\u202e1218-9876\n\nb 811218-\n9876") == [["A [personnummer]"], ["b [personnummer]"]]


@given(st.text(), st.integers(10, 150))
def test_one_line_any_text(text, limit):
    line = shortened(text, limit)
    assert len(line) <= limit
    assert line.splitlines() in ([], [line])
    line.encode()


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("http://ond.example/a", "http: //ond. example/a"),
        ("HTTPS://192.0.2.7", "HTTPS: //192.0.2.7"),
        ("se www.ond.example", "se www. ond. example"),
        ("javascript:alert, Tel:035", "javascript: alert, Tel: 035"),
        (r"\\ond\delad file:\\ond", r"\\ ond\delad file: \\ ond"),
        ("faktura.zip, plan.pdf.exe", "faktura. zip, plan. pdf. exe"),
        ("Förbättrad vård.Bättre hälsa", "Förbättrad vård. Bättre hälsa"),
        # What is no link stays as it is.
        ("skriv till eva@varberg.example.", "skriv till eva@varberg.example."),
        ("kl. 12.00, 3:e gången: bra. Slut.", "kl. 12.00, 3:e gången: bra. Slut."),
        ("RUG:s beslut, s.k. och bl.a.", "RUG:s beslut, s.k. och bl.a."),
        ("Se plan.docx, Bilaga 2.PDF.", "Se plan.docx, Bilaga 2.PDF."),
    ],
)
def test_unlinked_addresses(text, broken):
    assert unlinked(text) == broken


def test_paragraphs_of_text():
    assert paragraphs("\n\nEtt\r\ntvå  \n \n\n\nTre\n") == [["Ett", "två"], ["Tre"]]
    assert paragraphs("  ") == []

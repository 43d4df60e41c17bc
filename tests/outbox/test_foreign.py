import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.outbox.foreign import clean, one_line, paragraphs, unlinked

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Räksmörgås\tåt alla 👩‍⚕️", "Räksmörgås\tåt alla 👩‍⚕️"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("mall\u202excod.exe", "mallxcod.exe"),
        ("\x00a\x1b[31mb\ufeff\u200b\ud800", "a[31mb"),
        ("a\U000e0041\U000e0042", "a"),
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
    assert one_line(text, limit) == line


def test_personnummer_is_masked_though_unseen_marks_or_a_line_end_break_it():
    assert one_line("A 1981\u202e1218-\n9876 b", 150) == "A [personnummer] b"
    assert paragraphs("A 1981\u202e1218-9876\n\nb 811218-\n9876") == [["A [personnummer]"], ["b [personnummer]"]]


@given(st.text(), st.integers(10, 150))
def test_one_line_any_text(text, limit):
    line = one_line(text, limit)
    assert len(line) <= limit
    assert line.splitlines() in ([], [line])
    line.encode()


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("http://ond.example/a", f"http{ZWNJ}://ond{ZWNJ}.example/a"),
        ("se www.ond.example", f"se www{ZWNJ}.ond{ZWNJ}.example"),
        ("javascript:alert", f"javascript{ZWNJ}:alert"),
        ("skriv till eva@varberg.example.", "skriv till eva@varberg.example."),
        ("kl. 12.00, 3:e gången: bra. Slut.", f"kl. 12.00, 3{ZWNJ}:e gången: bra. Slut."),
    ],
)
def test_unlinked_addresses(text, broken):
    assert unlinked(text) == broken


def test_paragraphs_of_text():
    assert paragraphs("\n\nEtt\r\ntvå  \n \n\n\nTre\n") == [["Ett", "två"], ["Tre"]]
    assert paragraphs("  ") == []

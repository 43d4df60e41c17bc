import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbot.primitives.filenames import plain_name, safe_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Sår\xadvård\u200b.docx", "Sårvård.docx"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("Plan\u200c\u034f\u180e.pdf", "Plan.pdf"),
        ("\u2060\u00ad", "bilaga.pdf"),
        ("Tack ❤️.pdf", "Tack ❤️.pdf"),
    ],
)
def test_name_shows_all_that_it_holds(name, shown):
    assert safe_name(name, "application/pdf") == shown


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("CON.pdf", "_CON.pdf"),
        ("..\\..\\a.pdf", "a.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("a\u2028b.pdf", "a b.pdf"),
        ("\u2029", ""),
        ("Sår\xadvård\u3164\ufe0f.pdf", "Sårvård.pdf"),
        ("", ""),
        ("x" * 200 + ".pdf", "x" * 96 + ".pdf"),
        ("OH-2026-0001 Rond kl. 8 varje dag i veckan", "OH-2026-0001 Rond kl. 8 varje dag i veckan"),
        ("Läkemedelslista vers. 2 för alla boenden", "Läkemedelslista vers. 2 för alla boenden"),
        ("Gemensam pärm m.m", "Gemensam pärm m.m"),
        ("Mötet den 1.samordnad vårdplanering", "Mötet den 1.samordnad vårdplanering"),
    ],
)
def test_plain_name(text, safe):
    assert plain_name(text, 100) == safe


@given(st.text(max_size=300))
def test_any_name_becomes_safe(text):
    name = plain_name(text, 100)
    assert len(name) <= 101
    assert not set(name) & set('<>:"/\\|?*\0\n')
    assert name not in {".", ".."}
    assert name == name.strip(" ")

"""Bytes to text, whatever was declared: nothing that a person wrote is lost."""

from __future__ import annotations

import pytest

from parsers.document.charsets import to_text


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("Vårdplan – 5 €".encode(), "", "Vårdplan – 5 €"),
        ("Vårdplan – 5 €".encode(), "iso-8859-1", "Vårdplan – 5 €"),
        ("Vårdplan – 5 €".encode("cp1252"), "iso-8859-1", "Vårdplan – 5 €"),
        ("Vårdplan – 5 €".encode("cp1252"), "no-such-charset", "Vårdplan – 5 €"),
        ("Vårdplan".encode("utf-8-sig"), "", "Vårdplan"),
        ("Vårdplan".encode("utf-16"), "", "Vårdplan"),
        ("\ufeffVårdplan".encode("utf-16-be"), "us-ascii", "Vårdplan"),
        ("Vårdplan".encode("utf-16") + b"x", "", "Vårdplan\ufffd"),
        ("Vårdplan".encode("utf-16-le"), "utf-16-le", "Vårdplan"),
        (b"Plan", "utf-16", "Plan"),
        (b"Plan\0 A", "", "Plan A"),
        ("Här på måndag".encode("cp850"), "", "Här på måndag"),
        ("Fåtal träffar här".encode("mac-roman"), "", "Fåtal träffar här"),
        ("Säg „ja“ † här".encode("cp1252"), "", "Säg „ja“ † här"),
        ("„wort“ und a† — “quoted”".encode("cp1252"), "", "„wort“ und a† — “quoted”"),
        ("Brygga mellan vård".encode("gb18030"), "gb2312", "Brygga mellan vård"),
    ],
)
def test_bytes_are_read_as_what_they_are(data, declared, text):
    assert to_text(data, declared) == text


def test_list_footer_in_another_charset_spoils_nothing():
    assert to_text("Nöjda – ".encode() + "på återseende".encode("cp1252"), "utf-8") == "Nöjda – på återseende"

import pytest

from mailbot.primitives.filenames import safe_name


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

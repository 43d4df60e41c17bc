"""Letters that a program has written otherwise are read as they are; what people write is left alone."""

from __future__ import annotations

import json
import quopri

import pytest

from parsers.document.text.garbled import mended

_TEXT = "Målgrupp: äldre i Söndrum\nRisker: få har råd\nÖnskat beslut: försök"


@pytest.mark.parametrize(
    "garbled",
    [
        quopri.encodestring(_TEXT.encode()).decode(),
        quopri.encodestring(_TEXT.encode("latin-1")).decode(),
        _TEXT.encode().decode("latin-1"),
        _TEXT.encode().decode("cp1252", "replace").replace("\ufffd", "\x85"),
        "".join(f"&#{ord(letter)};" if letter in "åäöÖ" else letter for letter in _TEXT),
        json.dumps(_TEXT)[1:-1].replace("\\n", "\n"),
        _TEXT.encode("utf-7").decode(),
        _TEXT.replace("\n", "\\n") + "\\nx\\ny\\nz",
    ],
    ids=[
        "quoted-printable",
        "quoted latin",
        "read twice",
        "read twice by Windows",
        "page",
        "script",
        "shifted",
        "line breaks",
    ],
)
def test_letters_are_read_as_they_are(garbled) -> None:
    assert mended(garbled).startswith(_TEXT)


def test_text_of_a_terminal_has_swedish_letters() -> None:
    text = "Målgrupp: äldre från Söder\nRisker: få har råd på våren\n"
    assert mended(text.translate(str.maketrans("åäö", "}{|"))) == text


@pytest.mark.parametrize(
    "text",
    [
        _TEXT,
        "a=b=c, x=E4 och y=E5 och z=F6",
        "Två &auml; i en text om åäö och ett &ouml;",
        "Namn | Svar | Hjälp\n{a} {b} {c}",
        "C:\\nytt\\namn",
        "Ã är en bokstav, Ãland inte",
    ],
)
def test_text_as_people_write_it_is_left_alone(text) -> None:
    assert mended(text) == text

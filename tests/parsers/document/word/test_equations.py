"""Equations in a line."""

from __future__ import annotations

import pytest

from parsers.document.model import Document
from parsers.document.read import read_document
from tests.support.office_files import docx, p, r


def read(body: str) -> Document:
    content = read_document("x.docx", docx(body))
    assert isinstance(content, Document)
    return content


def _of_equation(*parts: str) -> str:
    math = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    return f"<m:oMath {math}>{''.join(parts)}</m:oMath>"


def _in(name: str, *texts: str) -> str:
    return f"<m:{name}>{''.join(f'<m:r><m:t>{text}</m:t></m:r>' for text in texts)}</m:{name}>"


@pytest.mark.parametrize(
    ("equation", "line"),
    [
        (f"<m:f>{_in('num', '3')}{_in('den', '4')}</m:f>", "3/4"),
        (f"<m:f>{_in('num', 'a', '+', 'b')}{_in('den', 'c')}</m:f>", "(a+b)/c"),
        (f"<m:sSup>{_in('e', '10')}{_in('sup', '3')}</m:sSup>", "10³"),
        (f"<m:sSup>{_in('e', 'x')}{_in('sup', 'n')}</m:sSup>", "x^n"),
        (f"<m:rad>{_in('deg')}{_in('e', 'n')}</m:rad>", "√n"),
        (f"<m:sSub>{_in('e', 'CO')}{_in('sub', '2')}</m:sSub>", "CO2"),
    ],
)
def test_parts_of_an_equation_stand_in_a_line(equation, line):
    assert read(p(r("Andel "), _of_equation(equation))).lines == (f"Andel {line}",)

"""Lines of a print put together again: web addresses that a line's end has cut."""

from __future__ import annotations

import pytest

from parsers.document.pdf.printed.paragraphs import joined


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("Se https://x.example/hälso-", "och-sjukvård/a.html nu", "Se https://x.example/hälso-och-sjukvård/a.html nu"),
        ("(www.x.example/om-", "oss)", "(www.x.example/om-oss)"),
        ("https://x.example/", "om-oss/start.html", "https://x.example/om-oss/start.html"),
        ("https://x.example/?id=", "a=b", "https://x.example/?id=a=b"),
        ("lena.ros@vard.exa", "mple", "lena.ros@vard.exa\ufffdmple"),
        ("Mejla lena@vard.example", "eller ring", "Mejla lena@vard.example eller ring"),
        ("lena@vard.example,", "mobil", "lena@vard.example, mobil"),
        ("lena@vard.example", "Lena", "lena@vard.example Lena"),
        ("https://x.example/", "för mer", "https://x.example/\ufffdför mer"),
        ("https://x.example/upp", "följning.html", "https://x.example/upp\ufffdföljning.html"),
        ("https://x.example/start", "för mer", "https://x.example/start för mer"),
        ("hälso-", "och sjukvård", "hälso- och sjukvård"),
        ("e-", "post", "e-post"),
        ("i augusti", ". Fem av dem", "i augusti. Fem av dem"),
        ("i augusti", ".docx", "i augusti .docx"),
    ],
)
def test_address_that_a_line_cuts_is_whole_or_asked_about(above, below, expected):
    assert joined(above, below) == expected

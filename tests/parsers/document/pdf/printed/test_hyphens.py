"""A hyphen at the end of a line stays, unless it may part a word, as a program does in the whole file."""

from __future__ import annotations

import pytest

from parsers.document.model import Document
from parsers.document.read import read_document
from tests.support.pdf_files import pdf, text

FULL = "Vi ringer runt mellan alla avdelningar för att få veta vad som ska gälla för våra olika"


def last_paragraph(*lines: tuple[str, str]) -> str:
    printed = b"".join(
        text(60, 780 - 60 * number, f"{FULL} {above}") + text(60, 767 - 60 * number, below)
        for number, (above, below) in enumerate(lines)
    )
    read = read_document("x.pdf", pdf(printed))
    assert isinstance(read, Document)
    return read.lines[-1].removeprefix(f"{FULL} ")


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("gun-", "britt.ek@varberg.example", "gun-britt.ek@varberg.example"),
        ("B-", "glukos.", "B-glukos."),
        ("Anna-", "Karin.", "Anna-Karin."),
        ("hälso-", "och sjukvård.", "hälso- och sjukvård."),
        ("e-", "post.", "e-post."),
        ("utskriv-", "ningen.", "utskriv\ufffdningen."),
        ("kväll-", "och natt.", "kväll- och natt."),
        ("gemen-", "samt stöd.", "gemen\ufffdsamt stöd."),
        ("efter-", "som det behövs.", "efter\ufffdsom det behövs."),
        ("B-", "samt D-vitamin.", "B- samt D-vitamin."),
    ],
)
def test_hyphen_that_somebody_wrote_is_kept_and_one_that_may_part_a_word_asked_about(above, below, expected):
    assert last_paragraph((above, below)) == expected


def test_words_parted_by_a_program_are_whole():
    parted = (("läkemedels-", "listan följer med."), ("vårdcen-", "traler."), ("hemsjuk-", "vården."))
    assert last_paragraph(*parted) == "hemsjukvården."

"""Tables at a terminal and on a pipe."""

from __future__ import annotations

import pytest

from mailbot.cli.printed.tables import laid_out, tab_separated

HEADINGS = ("Reference", "State", "Title")
ROWS = [
    ("OH-2026-0001", "queued", "Gemensam fallprevention på särskilda boenden i hela Halland"),
    ("OH-2026-0002", "on_agenda", "Samtal"),
]
LETTERS = ("No", "Kind", "State", "Created", "To", "Subject or error")
LETTER = (
    "12",
    "receipt_incomplete",
    "failed",
    "2026-11-20 10:00",
    "anna.karlsson@varberg.example",
    "The server said: 550 5.1.1 the mailbox does not exist, and nobody of that name has ever worked here.",
)


def test_table_that_fits_is_a_row_a_line():
    assert laid_out(HEADINGS, [ROWS[1]], 80) == (
        "Reference     State      Title\n────────────  ─────────  ──────\nOH-2026-0002  on_agenda  Samtal"
    )


def test_table_breaks_long_texts_between_words_and_never_a_reference():
    assert laid_out(HEADINGS, ROWS, 60) == (
        "Reference     State      Title\n"
        "────────────  ─────────  ───────────────────────────────────\n"
        "OH-2026-0001  queued     Gemensam fallprevention på\n"
        "                         särskilda boenden i hela Halland\n"
        "OH-2026-0002  on_agenda  Samtal"
    )


def test_table_without_room_for_long_texts_has_them_below():
    assert laid_out(LETTERS, [LETTER], 80) == (
        "No  Kind                State   Created\n"
        "──  ──────────────────  ──────  ────────────────\n"
        "12  receipt_incomplete  failed  2026-11-20 10:00\n"
        "    anna.karlsson@varberg.example\n"
        "    The server said: 550 5.1.1 the mailbox does not exist, and nobody of that\n"
        "    name has ever worked here."
    )


@pytest.mark.parametrize("width", [40, 60, 80, 100, 132])
def test_table_is_never_wider_than_the_terminal_and_loses_no_word(width):
    lines = laid_out(LETTERS, [LETTER, LETTER], width).splitlines()
    assert max(map(len, lines)) <= max(width, 48)  # the short columns alone take 48
    assert sorted(" ".join(lines[2:]).split()) == sorted(" ".join((*LETTER, *LETTER)).split())


def test_table_on_a_pipe_is_tab_separated_and_uncut():
    assert tab_separated(HEADINGS, [("OH-2026-0001", "", "Rad\tett\n" + "lång " * 50)]) == (
        "Reference\tState\tTitle\n" + f"OH-2026-0001\t\tRad ett {('lång ' * 50).strip()}"
    )

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from mailbot.cli.printed import output
from mailbot.store.tables import Initiative, Instruction
from mailbot.store.values import InstructionKind

SUMMER = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)


def test_row_leaves_out_the_hash_of_a_code():
    row = output.row(
        Instruction(kind=InstructionKind.DECISIONS, address="maria@example.se", code_hash="a" * 64, created_at=SUMMER)
    )
    assert row == {
        "id": None,
        "kind": "decisions",
        "address": "maria@example.se",
        "verified": None,
        "ledger_id": None,
        "agenda_id": None,
        "initiative_id": None,
        "celebration_text_id": None,
        "created_at": SUMMER,
        "answered_at": None,
        "after_id": None,
        "due_at": None,
        "orders": None,
        "plan": None,
        "undone_at": None,
    }


def test_row_has_null_for_an_empty_text():
    row = output.row(Initiative(title="Fall", note=""))
    assert (row["title"], row["note"]) == ("Fall", None)


def test_emit_prints_times_in_utc_and_days_as_they_are(capsys):
    stockholm = SUMMER.astimezone(timezone(timedelta(hours=2)))
    output.emit({"at": stockholm, "day": date(2026, 12, 10), "nothing": None, "words": "Återremiss"})
    assert capsys.readouterr().out == (
        '{"at": "2026-07-01T08:00:00+00:00", "day": "2026-12-10", "nothing": null, "words": "Återremiss"}\n'
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (True, "yes"),
        (SUMMER, "2026-07-01 10:00"),
        (["Trygg", "Enkel"], "Trygg, Enkel"),
        ("a\x1b[2J\u202eb\r\n", "a[2Jb\n"),
    ],
)
def test_text_is_what_a_person_reads(value, said):
    assert output.text(value) == said

from __future__ import annotations

import re

import pytest

from mailbot.intake.review_reasons import Reason, faults, reasons_file
from mailbot.intake.triage.orders.desk_orders import desk_said


def test_shipped_reasons_are_whole() -> None:
    assert list(faults(reasons_file())) == []


def test_reason_is_filled_in() -> None:
    assert Reason.WITHDRAWS_DECIDED.text(reference="OH-2026-0001") == (
        "Vill återkalla OH-2026-0001, som redan är avgjort. Inget är gjort. Svara själv."
    )


def test_reason_shows_what_nobody_fills_in() -> None:
    assert Reason.WITHDRAWS_DECIDED.text().startswith("Vill återkalla {reference}, som redan")


@pytest.mark.parametrize("reason", [Reason.SAME_TITLE, Reason.SAME_FROM_ANOTHER])
def test_what_a_reason_says_to_write_is_understood(reason: Reason) -> None:
    (order,) = re.findall("Skriv «(.+)»", reason.text(reference="OH-2026-0002", other="OH-2026-0001"))
    assert order == "slå ihop OH-2026-0002 med OH-2026-0001"
    assert desk_said(order).is_clear


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[capped]", "[caped]", ["capped: is missing", "caped: is no reason that mailbot knows"]),
        ('fields = ["reference"]', "", ["still_unreadable: {reference} is not one of its fields"]),
        ("[invitation]\ntext = ", "[invitation]\ntekst = ", ["invitation: has no text"]),
        ("[invitation]", "[invitation", ["is not a readable TOML file: "]),
    ],
)
def test_fault_names_the_reason(tmp_path, old: str, new: str, told: list[str]) -> None:
    file = tmp_path / "reasons.toml"
    file.write_text(reasons_file().read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    found = list(faults(file))
    assert len(found) == len(told)
    assert all(line.startswith(f"{file}: {start}") for line, start in zip(found, told, strict=True))

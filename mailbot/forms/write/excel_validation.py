"""What Excel checks in an answer's cell while it is written (data validation, ECMA-376 part 1 §18.3.1.32)."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation

from parsers import Field


def listed(place: str, error: str, *, free: bool) -> DataValidation:
    """Make a drop-down list of the cells at `place`; with `free`, other answers are taken, too."""
    rule = DataValidation(type="list", formula1=place, allow_blank=True, showErrorMessage=not free)
    rule.errorTitle, rule.error = "Finns inte i listan", error
    return rule


def dates() -> DataValidation:
    """Ask for a date of this century."""
    rule = DataValidation(type="date", operator="greaterThan", formula1="DATE(2000,1,1)", allow_blank=True)
    rule.errorTitle, rule.error, rule.showErrorMessage = "Inte ett datum", "Skriv till exempel 2026-12-10.", True
    return rule


def length(field: Field) -> DataValidation:
    """Ask for no more characters than the field takes."""
    rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(field.max_length))
    rule.allow_blank = rule.showErrorMessage = True
    rule.errorTitle, rule.error = "För långt", f"Högst {field.max_length} tecken får plats."
    return rule

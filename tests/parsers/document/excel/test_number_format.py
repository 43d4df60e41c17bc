"""Numbers as a Swedish Excel shows them, by their format's code."""

from __future__ import annotations

import pytest

from parsers.document.excel import number_format


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("701234567", "0000000000", "0701234567"),
        ("701234567", "000-000 00 00", "070-123 45 67"),
        ("701234567", r"000\-000\ 00\ 00", "070-123 45 67"),
        ("701234567", "0##-### ## ##", "070-123 45 67"),
        ("46701234567", "000-000 00 00", "4670-123 45 67"),
        ("1250000", '#,##0 "kr"', "1 250 000 kr"),
        ("1250000", r"#,##0\ [$kr-41D]", "1 250 000 kr"),
        ("1250000", '_-* #,##0.00 "kr"_-;-* #,##0.00 "kr"_-', "1 250 000,00 kr"),
        ("-12", "0", "-12"),
        ("-2.5", "0.00", "-2,50"),
        ("7", '"OH-"0000', "OH-0007"),
        ("0.145", "0%", "15 %"),
        ("0.145", "0.0 %", "14,5 %"),
        ("2.5", "# ?/?", "2,5"),
        ("1234.5", "0.00E+00", "1234,5"),
        ("46366", "mmm-yy", "dec-26"),
        ("46366", "mmmm yyyy", "december 2026"),
        ("46366", "yyyy", "2026"),
        ("46366", "mmmm", "december"),
        ("46366", "d mmm yyyy", "2026-12-10"),
        ("46366", "d-mmm", "10-dec"),
        ("46366", "dddd d mmmm", "torsdag 10 december"),
        ("46366.5", "d mmm hh:mm", "2026-12-10 12:00"),
        ("1.5625", "[h]:mm", "37:30"),
        ("0.9999999", "[hh]:mm:ss", "24:00"),
        ("46366", r"mmmm\ yyyy", "december 2026"),
        ("46366", r"mmm\-yy", "dec-26"),
        ("46366", '"v. "d mmmm', "v. 10 december"),
        ("46366", r"yyyy\ mmmm", "2026 december"),
        ("450", "#", "450"),
        ("0.8", "#%", "80 %"),
        ("12000000", '#,,"M"', "12M"),
        ("12500", '0.0, "tkr"', "12,5 tkr"),
        ("nan", "0-00", "nan"),
        ("Hej", "0", "Hej"),
    ],
)
def test_number_is_shown_by_its_format(text, code, expected):
    assert number_format.shown(text, code, number_format.EPOCH) == expected

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
        ("0.9999999", "[hh]:mm:ss", "24:00:00"),
        ("46366", r"mmmm\ yyyy", "december 2026"),
        ("46366", r"mmm\-yy", "dec-26"),
        ("46366", '"v. "d mmmm', "v. 10 december"),
        ("46366", r"yyyy\ mmmm", "2026 december"),
        ("450", "#", "450"),
        ("2.5", "0.##", "2,5"),
        ("2", "0.##", "2"),
        ("2.5", "0.0#", "2,5"),
        ("-5", '0;"minus "0', "minus 5"),
        ("-5", "0;[Red]0", "-5"),
        ("-5", "0;", ""),
        ("12", ";;", ""),
        ("-5", "[>=1000]0;0", "-5"),
        ("0.0000012", "General", "1,2E-06"),
        ("1.5", '[h] "timmar"', "36 timmar"),
        ("0.0625", '[mm] "min"', "90 min"),
        ("46366.4", "yyyy-mm-dd", "2026-12-10"),
        ("46366", '"v. "ww', "v. 50"),
        ("0.8", "#%", "80 %"),
        ("12000000", '#,,"M"', "12M"),
        ("12500", '0.0, "tkr"', "12,5 tkr"),
        ("46451", "mmmmm", "2027-03-05"),
        ("46451", "mmmmm yy", "2027-03-05"),
        ("46451", "e/m/d", "2027-03-05"),
        ("46451", "q yyyy", "Q1 2027"),
        ("46451", '"v. "ww yyyy', "v. 9 2027"),
        ("250", '[<100]0;[>=100]"många"', "många"),
        ("50", '[<100]0;[>=100]"många"', "50"),
        ("50", '[<1]"få";[<10]"några";"fler"', "fler"),
        ("5000", '[>=1000]0.0," tkr";0" kr"', "5,0 tkr"),
        ("-5", '[Red][<0]"minus "0;0', "-5"),
        ("5", "[<1]0;[<2]0", "5"),
        ("0", '0;-0;"inga"', "inga"),
        ("0", "0;-0;", "0"),
        ("0", '#,##0 "kr";-#,##0 "kr";"-" "kr"', "0 kr"),
        ("-1500", "#,##0;(#,##0)", "-1 500"),
        ("5", 'General" st"', "5 st"),
        ("1", '"x"', "x"),
        ("3", '"a;b" 0;0', "a;b 3"),
        ("250000", '# ##0, "tkr"', "250 tkr"),
        ("1234567.5", '# ##0.00 "kr"', "1 234 567,50 kr"),
        ("nan", "0-00", "nan"),
        ("Hej", "0", "Hej"),
    ],
)
def test_number_is_shown_by_its_format(text, code, expected):
    assert number_format.shown(text, code, number_format.EPOCH) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", "fem"),
        ("0", "fem"),
        ("@", "fem"),
        ('@" (prel.)"', "fem (prel.)"),
        ('0;-0;0;"ca "@', "ca fem"),
        ('0;"minus "@', "minus fem"),
        ("0;0;0;", "\ufffd"),
        ('0;0;0;"dolt"', "\ufffd"),
        ("0;0;0", "fem"),
    ],
)
def test_text_is_shown_by_the_part_of_a_format_that_is_for_texts(code, expected):
    assert number_format.shown_text("fem", code) == expected


@pytest.mark.parametrize(("code", "expected"), [("[White]0", True), ("[VIT]@", True), ("[Red]0", False), ("0", False)])
def test_format_that_writes_in_white_is_unseen(code, expected):
    assert number_format.is_unseen(code) is expected

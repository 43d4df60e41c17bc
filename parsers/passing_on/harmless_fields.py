"""Word's fields, and formulas: which of them are harmless."""

from __future__ import annotations

import re

_HARMLESS = frozenset(
    (
        *("=", "ADDIN", "ADVANCE", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BARCODE", "BIBLIOGRAPHY"),
        *("CITATION", "COMMENTS", "CREATEDATE", "DATE", "DOCPROPERTY", "EDITTIME", "EQ", "FILENAME", "FILESIZE"),
        *("FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "HYPERLINK", "IF", "INDEX", "KEYWORDS", "LASTSAVEDBY"),
        *("LISTNUM", "MERGEFIELD", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE"),
        *("REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "SHAPE", "STYLEREF", "SUBJECT", "SYMBOL"),
        *("TC", "TIME", "TITLE", "TOC", "USERADDRESS", "USERINITIALS", "USERNAME", "XE"),
    )
)
"""Fields that show something of the document itself, or a link to click; what is not listed may fetch or start."""
_NAME = re.compile(r"\s*(=|[^\W\d_]+)")
_CALLS = re.compile(
    r"\b(?:_xlfn\.)?(?:CALL|DDE|EXEC|FILTERXML|IMAGE|REGISTER(?:\.ID)?|RTD|STOCKHISTORY|WEBSERVICE)\s*\(|\|",
    re.IGNORECASE,
)
"""Functions that fetch or start something, and the sign that names a program (`cmd|'…'!A1`)."""
_QUOTED = re.compile(r'"[^"]*"')


def is_harmless_field(instruction: str) -> bool:
    """Whether a field's instruction begins with a name that is known as harmless; without a name it does not."""
    name = _NAME.match(instruction)
    return name is not None and name[1].upper() in _HARMLESS


def is_harmless_formula(formula: str) -> bool:
    """Whether a formula fetches and starts nothing."""
    return _CALLS.search(_QUOTED.sub('""', formula)) is None

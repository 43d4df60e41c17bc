"""The writers: every program and shape that a filled form comes from, and what it can show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from tests.golden.make.filled_forms import convert, evaluation_styles
from tests.golden.make.filled_forms.filled import Form
from tests.golden.make.filled_forms.shapes import excel_blank, node_forms, own_word, plain, web, word_blank
from tests.golden.make.filled_forms.styles import SELDOM, STYLES, Style

Write = Callable[[Form], bytes]
Make = Callable[[Sequence[Form]], list[bytes]]
Convert = Callable[[bytes, str, str], bytes]
ConvertAll = Callable[[Sequence[bytes], str, str], list[bytes]]

ALL = frozenset({"lines", "tables", "looks"})
WORDS = frozenset({"lines"})
TABLE = frozenset({"lines", "tables"})
LOOKS = frozenset({"lines", "looks"})
TICKS: frozenset[str] = frozenset()
_MOST = 12
_MOST_HEAVY = 7
_HEAVY = frozenset({"pdf", "doc", "rtf"})
"""Endings whose files are large: fewer styles each, so that the set stays small."""
_ALWAYS = ("long", "labels", "signs", "no-mark")


@dataclass(frozen=True)
class Writer:
    """One program (or a chain of them) and the shape that it gives a form.

    `can` is what the shape shows of a style (`Style.needs`); one that shows boxes only has ticks
    and no words. `tools` must be here to make it; `without` are styles that it can't write,
    or that don't fit in; `most` is how many styles are enough of it. `lost` are signs that its
    program leaves out of the file, though they stood in what it was given.
    """

    name: str
    suffix: str
    make: Make
    can: frozenset[str] = ALL
    tools: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    most: int = 0
    lost: str = ""

    def styles(self, turn: int) -> tuple[Style, ...]:
        """Return the styles that this writer is tried with: the telling ones always, the others in turn."""
        able = [style for style in STYLES if style.needs in {"", *self.can} and style.name not in self.without]
        always = [style for style in able if style.name in _ALWAYS]
        others = [style for style in able if style.name not in _ALWAYS]
        most = self.most or (_MOST_HEAVY if self.suffix in _HEAVY else _MOST)
        return (*always, *_in_turn(others, turn)[: most - len(always)], *self._seldom(SELDOM))

    def evaluation_styles(self, turn: int) -> tuple[Style, ...]:
        """Return the styles in which this writer is tried with the form that evaluates work: fewer, in the same way."""
        always, others = (
            [style for style in styles if style.name.removeprefix("evaluated-") not in self.without]
            for styles in (evaluation_styles.ALWAYS, evaluation_styles.IN_TURN)
        )
        able = [style for style in others if style.needs in {"", *self.can}]
        most = 1 if self.suffix in _HEAVY else 2
        return (*always, *_in_turn(able, turn)[:most], *self._seldom(evaluation_styles.SELDOM))

    def _seldom(self, styles: Sequence[Style]) -> list[Style]:
        return [style for style in styles if f"{self.name}.{self.suffix}" in style.on]


def _in_turn(styles: Sequence[Style], turn: int) -> list[Style]:
    return [*styles[turn % len(styles) :], *styles[: turn % len(styles)]]


def _one(write: Write) -> Make:
    return lambda forms: [write(form) for form in forms]


def _by(module: str, shape: str) -> Make:
    """Return a maker whose module is imported when it is used: its libraries may not be here."""

    def make(forms: Sequence[Form]) -> list[bytes]:
        write: Write = getattr(import_module(f"tests.golden.make.filled_forms.shapes.{module}"), shape)
        return [write(form) for form in forms]

    return make


def _then(make: Make, suffix: str, converter: Convert, made: str) -> Make:
    return lambda forms: [converter(data, suffix, made) for data in make(forms)]


def _office(make: Make, suffix: str, made: str) -> Make:
    return lambda forms: convert.office(make(forms), suffix, made)


def _office_page(made: str) -> Make:
    return lambda forms: convert.office_page(_FIELDS(forms), "html", made)


def _flat_page(forms: Sequence[Form]) -> list[bytes]:
    return convert.office_flat_page(_FIELDS(forms), "html", "pdf")


def _html(write: Callable[[Form], str]) -> Make:
    return lambda forms: [write(form).encode() for form in forms]


def _weasy(write: Callable[[Form], str], css: str = "") -> Make:
    def make(forms: Sequence[Form]) -> list[bytes]:
        weasyprint = import_module("weasyprint")
        looks = [weasyprint.CSS(string=css)]
        return [weasyprint.HTML(string=write(form)).write_pdf(stylesheets=looks) for form in forms]

    return make


def _pandoc(to: str) -> Convert:
    return lambda data, suffix, made: convert.pandoc(data, suffix, made, to=to)


_WORD, _EXCEL = _one(word_blank.fill), _one(excel_blank.fill)
_OFFICE = ("soffice", "font:Carlito", "font:Caladea")
_ABI, _GNUMERIC, _PANDOC = ("abiword",), ("ssconvert",), ("pandoc",)
_DRAWN = ("py:reportlab", "py:fpdf")
_WEB = ("chromium",)
_NO_SYMBOLS = "→≥≤µ\u2011"
"""Word's inserted symbols, and its hyphen that breaks no line."""
_NO_WINGDINGS = "→"
_NO_BULLET = "•"
"""What reportlab's own fields can't hold."""
_LATIN = ("long", "signs", "numbers")
_PRINTED = _office(_WORD, "docx", "pdf")
_FIELDS = _html(web.fields)

WRITERS: tuple[Writer, ...] = (
    # The shipped Word form, and what other programs make of it.
    Writer("word", "docx", _WORD),
    Writer("word-office", "docx", _office(_WORD, "docx", "docx"), ALL, _OFFICE),
    Writer("word-office", "odt", _office(_WORD, "docx", "odt"), ALL, _OFFICE),
    Writer("word-office", "doc", _office(_WORD, "docx", "doc"), ALL, _OFFICE),
    Writer("word-office", "rtf", _office(_WORD, "docx", "rtf"), ALL, _OFFICE),
    Writer("word-office", "html", _office(_WORD, "docx", "html"), ALL, _OFFICE),
    Writer("word-office", "txt", _office(_WORD, "docx", "txt"), WORDS, _OFFICE),
    Writer("word-office", "pdf", _PRINTED, ALL, _OFFICE),
    Writer("word-abiword", "odt", _then(_WORD, "docx", convert.abiword, "odt"), ALL, _ABI, lost=_NO_SYMBOLS),
    Writer("word-abiword", "txt", _then(_WORD, "docx", convert.abiword, "txt"), WORDS, _ABI, lost=_NO_SYMBOLS),
    Writer("word-abiword", "pdf", _then(_WORD, "docx", convert.abiword, "pdf"), ALL, _ABI, lost=_NO_SYMBOLS),
    Writer("word-pandoc", "odt", _then(_WORD, "docx", convert.pandoc, "odt"), ALL, _PANDOC, lost=_NO_WINGDINGS),
    Writer("word-pandoc", "html", _then(_WORD, "docx", convert.pandoc, "html"), ALL, _PANDOC, lost=_NO_WINGDINGS),
    Writer("word-pandoc", "txt", _then(_WORD, "docx", _pandoc("plain"), "txt"), WORDS, _PANDOC, lost=_NO_WINGDINGS),
    Writer(
        "word-calligra",
        "odt",
        _then(_WORD, "docx", convert.calligra, "odt"),
        ALL,
        ("calligraconverter",),
        lost=_NO_SYMBOLS,
    ),
    # The shipped Excel form, and what other programs make of it.
    Writer("excel", "xlsx", _EXCEL),
    Writer("excel-office", "xlsx", _office(_EXCEL, "xlsx", "xlsx"), ALL, _OFFICE),
    Writer("excel-office", "xls", _office(_EXCEL, "xlsx", "xls"), ALL, _OFFICE),
    Writer("excel-office", "ods", _office(_EXCEL, "xlsx", "ods"), ALL, _OFFICE),
    Writer("excel-office", "html", _office(_EXCEL, "xlsx", "html"), ALL, _OFFICE),
    Writer("excel-office", "pdf", _office(_EXCEL, "xlsx", "pdf"), ALL, _OFFICE),
    Writer("excel-gnumeric", "xlsx", _then(_EXCEL, "xlsx", convert.gnumeric, "xlsx"), ALL, _GNUMERIC),
    Writer("excel-gnumeric", "xls", _then(_EXCEL, "xlsx", convert.gnumeric, "xls"), ALL, _GNUMERIC),
    Writer("excel-gnumeric", "ods", _then(_EXCEL, "xlsx", convert.gnumeric, "ods"), ALL, _GNUMERIC),
    Writer("excel-gnumeric", "pdf", _then(_EXCEL, "xlsx", convert.gnumeric, "pdf"), ALL, _GNUMERIC, ("long", "gaps")),
    # Forms that people build themselves, as files.
    Writer("own-table", "docx", _one(own_word.table)),
    Writer("own-headings", "docx", _one(own_word.headings), LOOKS),
    Writer("own-tabs", "docx", _one(own_word.tabs), LOOKS),
    Writer("own-asked", "docx", _one(own_word.asked_and_answered), LOOKS),
    Writer("npm-table", "docx", _one(node_forms.docx_table), ALL, ("npm:docx",)),
    Writer("npm-columns", "docx", _one(node_forms.docx_columns), TICKS, ("npm:docx",)),
    Writer("own-rows", "xlsx", _by("own_excel", "rows"), TABLE, ("py:xlsxwriter",)),
    Writer("own-under", "xlsx", _by("own_excel", "under"), LOOKS, ("py:xlsxwriter",)),
    Writer("own-across", "xlsx", _by("own_excel", "across"), TICKS, ("py:xlsxwriter",), ("own-choice",)),
    Writer("npm-rows", "xlsx", _one(node_forms.exceljs_rows), ALL, ("npm:exceljs",)),
    Writer("odfpy", "odt", _by("opendocument", "written"), ALL, ("py:odf",)),
    Writer("odfpy", "ods", _by("opendocument", "sheet"), ALL, ("py:odf",)),
    # The same, printed.
    Writer("own-table", "pdf", _office(_one(own_word.table), "docx", "pdf"), ALL, _OFFICE),
    Writer("own-tabs", "pdf", _office(_one(own_word.tabs), "docx", "pdf"), LOOKS, _OFFICE),
    Writer("own-headings", "pdf", _office(_one(own_word.headings), "docx", "pdf"), LOOKS, _OFFICE),
    # Web pages, saved and printed.
    Writer("web-table", "html", _html(web.table)),
    Writer("web-list", "html", _html(web.definitions), LOOKS),
    Writer("web-fields", "html", _FIELDS, TICKS),
    Writer("web-table-chromium", "pdf", _then(_html(web.table), "html", convert.chromium, "pdf"), ALL, ("chromium",)),
    Writer("web-fields-chromium", "pdf", _then(_FIELDS, "html", convert.chromium, "pdf"), TICKS, ("chromium",)),
    Writer("web-table-weasy", "pdf", _weasy(web.table), ALL, ("py:weasyprint",)),
    Writer("web-list-weasy", "pdf", _weasy(web.definitions, "body{hyphens:auto}"), LOOKS, ("py:weasyprint",)),
    Writer("web-table-wk", "pdf", _then(_html(web.table), "html", convert.wkhtmltopdf, "pdf"), ALL, ("wkhtmltopdf",)),
    Writer("web-fields-office", "docx", _office_page("docx"), TICKS, _OFFICE, most=6),
    Writer("web-fields-office", "odt", _office_page("odt"), TICKS, _OFFICE, most=6),
    Writer("web-fields-office", "pdf", _office_page("pdf"), TICKS, _OFFICE),
    # PDFs that programs draw, and PDFs with fields.
    Writer("reportlab-lined", "pdf", _by("drawn_pdf", "lined_table"), ALL, _DRAWN),
    Writer("reportlab-open", "pdf", _by("drawn_pdf", "open_table"), ALL, _DRAWN),
    Writer("reportlab-words", "pdf", _by("drawn_pdf", "placed_words"), WORDS, _DRAWN),
    Writer("fpdf-cells", "pdf", _by("drawn_pdf", "cells"), WORDS, _DRAWN),
    Writer("fpdf-table", "pdf", _by("drawn_pdf", "table"), WORDS, _DRAWN),
    Writer("reportlab-fields", "pdf", _by("pdf_fields", "filled_by_maker"), TICKS, _DRAWN, _LATIN, lost=_NO_BULLET),
    Writer("pypdf-fields", "pdf", _by("pdf_fields", "filled_by_pypdf"), TICKS, _DRAWN),
    Writer("pypdf-numbered", "pdf", _by("pdf_fields", "numbered_fields"), TICKS, _DRAWN),
    Writer("npm-fields", "pdf", _one(node_forms.pdf_fields), TICKS, ("npm:pdf-lib",), ("signs",)),
    Writer("npm-flat", "pdf", _one(node_forms.pdf_flat), TICKS, ("npm:pdf-lib",), ("signs",)),
    # PDFs that went through another program.
    Writer(
        "word-office-rotated", "pdf", _then(_PRINTED, "pdf", convert.rotated, "pdf"), ALL, (*_OFFICE, "qpdf"), most=4
    ),
    Writer("word-office-gs", "pdf", _then(_PRINTED, "pdf", convert.ghostscript, "pdf"), ALL, (*_OFFICE, "gs"), most=4),
    Writer(
        "word-office-cairo", "pdf", _then(_PRINTED, "pdf", convert.cairo, "pdf"), ALL, (*_OFFICE, "pdftocairo"), most=4
    ),
    Writer(
        "pypdf-flattened",
        "pdf",
        _then(_by("pdf_fields", "filled_by_pypdf"), "pdf", convert.flattened, "pdf"),
        TICKS,
        (*_DRAWN, "qpdf"),
        ("signs", "no-mark", "wide", "lacking", "required-only"),
        most=5,
    ),
    # Plain text.
    Writer("text-colons", "txt", _one(plain.colons), WORDS),
    Writer("text-asked", "txt", _one(plain.asked_and_answered), WORDS),
    Writer("text-above", "txt", _one(plain.label_above), WORDS),
    Writer("text-table", "txt", _one(plain.drawn_table), WORDS),
    # Shapes that came later: a writer's place in this table says which styles it gets, so new ones stand last.
    Writer("own-numbered", "docx", _one(own_word.numbered), LOOKS),
    Writer("own-boxes", "docx", _one(own_word.boxes), LOOKS),
    Writer("own-rooms", "docx", _one(own_word.rooms), LOOKS),
    Writer("own-pairs", "docx", _one(own_word.pairs), LOOKS),
    Writer("own-pairs", "pdf", _office(_one(own_word.pairs), "docx", "pdf"), LOOKS, _OFFICE, most=5),
    Writer("own-rooms", "pdf", _office(_one(own_word.rooms), "docx", "pdf"), LOOKS, _OFFICE, most=5),
    Writer("own-asked", "pdf", _office(_one(own_word.asked_and_answered), "docx", "pdf"), WORDS, _OFFICE, most=5),
    Writer("text-markdown", "txt", _one(plain.markdown), WORDS),
    Writer("text-wrapped", "txt", _one(plain.wrapped), WORDS),
    Writer("text-semicolons", "csv", _one(plain.semicolons), WORDS),
    Writer("web-outlook", "html", _html(web.outlook), WORDS),
    Writer("web-fields-flat", "pdf", _flat_page, TICKS, _OFFICE, most=6),
    Writer(
        "web-list-chromium", "pdf", _then(_html(web.definitions), "html", convert.chromium, "pdf"), LOOKS, _WEB, most=5
    ),
    Writer("reportlab-glyphs", "pdf", _by("drawn_pdf", "placed_glyphs"), WORDS, _DRAWN, most=6),
    Writer("odfpy-office", "docx", _office(_by("opendocument", "written"), "odt", "docx"), ALL, ("py:odf", *_OFFICE)),
    Writer("own-under", "ods", _office(_by("own_excel", "under"), "xlsx", "ods"), LOOKS, ("py:xlsxwriter", *_OFFICE)),
)

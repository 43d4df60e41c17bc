"""Shapes that other programs write, and what is in a file and not to be seen: by hand, after files that they save."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests.golden.make.form_cases.excel import factor_rows, grid
from tests.support.form_file import LABELS, WRITTEN, Case, pairs, refused
from tests.support.forms import SHIPPED
from tests.support.office_files import package, xlsx
from tests.support.pdf_files import pdf, text

FACTORS = SHIPPED.field("success_factors").choices
STYLES = (
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    "<fonts><font/><font><strike/></font></fonts>"
    '<cellXfs><xf/><xf fontId="1"/><xf numFmtId="16"/><xf numFmtId="164"/><xf applyAlignment="1"/></cellXfs>'
)
TICK = '<c r="{}" s="4" t="b"><v>1</v></c>'
NO_TICK = '<c r="{}" s="4" t="b"><v>0</v></c>'


def styled(text_in_cell: str, style: int) -> str:
    return f'<c r="{{}}" s="{style}" t="str"><v>{text_in_cell}</v></c>'


def struck() -> bytes:
    """Return the form with an old answer, struck out, above each of two new ones, and one with nothing new."""
    rows = []
    for label, answer in pairs():
        old = '<r><rPr><strike/></rPr><t xml:space="preserve">Gammalt svar. </t></r>'
        new = f'<c r="{{}}" t="inlineStr"><is>{old}<r><t>{answer}</t></r></is></c>'
        rows.append((label, {"Rubrik": new, "Syfte": new, "Telefon": styled(answer, 1)}.get(label, answer)))
    return xlsx(grid(rows), styles=STYLES)


def hidden_column() -> bytes:
    rows = [(label, "Förra årets svar", answer) for label, answer in pairs()]
    columns = '<cols><col min="2" max="2" width="0" hidden="1" customWidth="1"/></cols>'
    return xlsx(grid(rows), columns=columns, styles=STYLES)


def narrow_column() -> bytes:
    """Return the form with a narrow column of marks and frames between labels and answers."""
    rows = [(label, '<c r="{}" s="4"/>', answer) for label, answer in pairs()]
    return xlsx(grid(rows), columns='<cols><col min="2" max="2" width="2.7" customWidth="1"/></cols>', styles=STYLES)


def floating_boxes() -> bytes:
    """Return the form with check boxes of «Formulärkontroller» over the cells of one row."""
    shapes = []
    row = list(LABELS).index("success_factors")
    for number, choice in enumerate(FACTORS):
        checked = f"<x:Checked>{int(choice in ('Gemensam', 'Trygg'))}</x:Checked>"
        told = f"<x:Anchor>{number + 1}, 4, {row}, 2, {number + 2}, 0, {row}, 19</x:Anchor>{checked}"
        told = f'<x:ClientData ObjectType="Checkbox">{told}</x:ClientData>'
        shapes.append(f"<v:shape><v:textbox><div><font>{choice}</font></div></v:textbox>{told}</v:shape>")
    rows = [(label, "" if label == LABELS["success_factors"] else answer) for label, answer in pairs()]
    return xlsx(grid(rows), drawing="".join(shapes), styles=STYLES)


def google_sheet() -> bytes:
    """Return the form as Google Sheets saves it: check boxes are truth values, dates have its own format."""
    rows = [(row[0], *row[1:]) for row in factor_rows(NO_TICK, NO_TICK, TICK, TICK)]
    dated = '<c r="{}" s="3"><v>46419.0</v></c>'
    rows = [(row[0], dated) if row[0] == LABELS["timeplan"] else row for row in rows]
    return xlsx(grid([tuple(cell or '<c r="{}" s="4"/>' for cell in row) for row in rows]), styles=STYLES)


def numbers_sheet() -> bytes:
    """Return the form as Numbers exports it: the table's name above it, merged over its columns."""
    rows = [(styled("Tabell 1", 4), '<c r="{}" s="4"/>'), *factor_rows(NO_TICK, NO_TICK, TICK, TICK)]
    return xlsx(grid(rows), merged='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>', styles=STYLES)


ODF_NAMES = ("office", "table", "text", "style")
ODF_ROOT = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ODF_NAMES)


def opendocument(kind: str, body: str) -> bytes:
    struck_style = '<style:text-properties style:text-line-through-style="solid"/>'
    families = {"T1": "text", "ce1": "table-cell"}
    styles = "".join(
        f'<style:style style:name="{name}" style:family="{family}">{struck_style}</style:style>'
        for name, family in families.items()
    )
    content = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>{body}</office:body>"
    return package(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {ODF_ROOT}>{content}</office:document-content>",
        }
    )


def struck_text() -> bytes:
    old = '<text:span text:style-name="T1">Gammalt svar. </text:span>'
    paragraphs = "".join(f"<text:h>{label}</text:h><text:p>{old}{answer}</text:p>" for label, answer in pairs())
    return opendocument("text", f"<office:text>{paragraphs}</office:text>")


def struck_sheet() -> bytes:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    struck_cell = ' table:style-name="ce1"'
    rows = "".join(
        f"<table:table-row>{cell.format('', label)}"
        f"{cell.format(struck_cell if label == 'Telefon' else '', answer)}</table:table-row>"
        for label, answer in pairs()
    )
    hidden = f'<table:table-row table:visibility="collapse">{cell.format("", "Rubrik")}{cell.format("", "Gammal")}'
    return opendocument(
        "spreadsheet",
        f'<office:spreadsheet><table:table table:name="Blad1">{hidden}</table:table-row>{rows}</table:table>'
        "</office:spreadsheet>",
    )


LONG = (
    "Hemsjukvården ringer runt mellan olika avdelningar på sjukhuset och vårdcentraler",
    "för att få veta vad som ska gälla under helgen, men får sällan samma svar från två",
    "håll, och det hinner bli fredag kväll innan någon vet säkert vad som gäller för den",
    "enskilde.",
    "- Personalen dubbelarbetar.",
    "- Anhöriga blir oroliga.",
)


def printed(title: str) -> list[bytes]:
    """Return the pages of the form as text, its background wrapped."""
    lines = []
    for label, answer in pairs(title=title):
        lines += [f"{label}:", *(LONG if label == LABELS["background"] else [answer]), ""]
    return [
        b"".join(text(60, 800 - 14 * number, line) for number, line in enumerate(part) if line)
        for part in (lines[:40], lines[40:])
    ]


def named(text_in_file: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in text_in_file.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return file.getvalue()


IN_OURS = "skriv in ditt förslag i mallen (Word eller Excel) och skicka den"
MAIL = b"From: karin@halmstad.example\r\nSubject: Forslag\r\nMIME-Version: 1.0\r\n\r\nHej!\r\n"
A_MAIL = "ett sparat mejl eller en sparad webbsida"
OWN_FILE = "skicka formuläret som Word- eller Excelfil"
ONENOTE = bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504

CASES = [
    Case("sheet-struck-out.xlsx", "Excel's XML by hand, an old answer struck out", struck(), {"phone": None}),
    Case("sheet-hidden-column.xlsx", "Excel's XML by hand, old answers in a hidden column", hidden_column()),
    Case("sheet-narrow-column.xlsx", "Excel's XML by hand, a narrow empty column with frames", narrow_column()),
    Case("sheet-floating-boxes.xlsx", "Excel's XML by hand, check boxes over the cells", floating_boxes()),
    Case("sheet-day-and-month.xlsx", "Excel's XML by hand, a day that Excel made of «1/2»", xlsx(grid(
        pairs(timeplan='<c r="{}" s="2"><v>46419</v></c>')), styles=STYLES), {"timeplan": "1-feb"}),
    Case("sheet-paragraphs-below-labels.xlsx", "Excel's XML by hand, label and answer in one cell", xlsx(grid(
        [(f"{label}\n{answer}",) for label, answer in pairs(background="Det tar tid.\n\nDet kostar.")])), {
        "background": "Det tar tid.\n\nDet kostar."}),
    Case("google.xlsx", "Google Sheets' XML by hand", google_sheet(), {"timeplan": "2027-02-01"}),
    Case("numbers.xlsx", "Numbers' XML by hand", numbers_sheet()),
    Case("struck-out.odt", "LibreOffice's XML by hand", struck_text()),
    Case("struck-out-and-hidden.ods", "LibreOffice's XML by hand", struck_sheet(), {"phone": None}),
    Case("wrapped-lines.pdf", "pypdf, text on pages", pdf(*printed(WRITTEN["title"])), {
        "background": "\n".join((" ".join(LONG[:4]), *LONG[4:]))}),
    Case("many-copies.pdf", "pypdf, ten proposals after each other", pdf(
        *[page for number in range(10) for page in printed(f"Runda {number}")]), refused=refused(
        "unreadable", "pdf", "filen innehåller fler förslag än vi kan läsa på en gång",
        "skicka varje förslag som en egen fil")),
    Case("saved-mail-zipped.zip", "by hand", named({"mejl.eml": MAIL}), refused=refused(
        "unreadable", "zip", f"filen mejl.eml i zip-arkivet är {A_MAIL}", OWN_FILE)),
    Case("notes.one", "by hand", ONENOTE + bytes(500), refused=refused(
        "unreadable", "onenote", "filen är gjord i OneNote", IN_OURS)),
    Case("poster.pub", "by hand", OLE + "Quill".encode("utf-16-le"), refused=refused(
        "unreadable", "publisher", "filen är gjord i Publisher", IN_OURS)),
    Case("slides.pptx", "by hand", named({"ppt/presentation.xml": b"<x/>"}), refused=refused(
        "unreadable", "slides", "filen är en presentation", IN_OURS)),
    Case("photo.heic", "by hand", b"\0\0\0\x18ftypheic" + bytes(200), refused=refused(
        "unreadable", "image", "filen är en bild", "skicka formuläret som Word- eller Excelfil")),
    Case("document.gdoc", "Google Drive's by hand", b'{"":"WARNING!","doc_id":"abc","email":"karin@halmstad.example"}',
        refused=refused("unreadable", "link", "bilagan är en länk", "ladda ner formuläret och skicka själva filen")),
    Case("packed.rar", "by hand", b"Rar!\x1a\x07\x00" + bytes(50), refused=refused(
        "unreadable", "packed", "filen är ett packat arkiv", "skicka formuläret för sig, utan att packa det")),
]  # fmt: skip

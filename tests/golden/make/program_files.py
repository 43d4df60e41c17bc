"""Makes the files in `program_files/`: the exported forms, saved again by LibreOffice, or printed by Chromium.

Run by hand where both are installed: `python -m tests.golden.make.program_files`.
`program_files/README.md` says which versions made those that are kept.
"""

from __future__ import annotations

import subprocess
import tempfile
from html import escape
from pathlib import Path

from mailbot.forms.write import excel, word
from parsers.template import Field
from tests.support.forms import ANSWERS, SHIPPED
from tests.support.paths import PROGRAM_FILES

WORD_FORMATS = ("docx", "odt", "pdf", "doc", "rtf")
EXCEL_FORMATS = ("xlsx", "ods", "xls")
LINKING = f"""<?xml version="1.0" encoding="UTF-8"?><office:document {
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{place}:1.0"'
        for name, place in (("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"))
    )
} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>
<text:p>Ett brev med en bild.</text:p><text:p><draw:frame text:anchor-type="as-char" svg:width="3cm" svg:height="2cm">
<draw:image xlink:href="http://127.0.0.1:59999/bild.png" xlink:type="simple"/></draw:frame></text:p>
</office:text></office:body></office:document>"""
"""A text with a picture that stays where it is; tests put a port of their own in place of 59999."""
_DRAWN = "border: 1px solid black"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for state, answers in (("blank", {}), ("filled", ANSWERS)):
            for form in WORD_FORMATS:
                save_again(Path(folder, f"libreoffice-{state}.docx"), word.write(SHIPPED, answers), form)
            for form in EXCEL_FORMATS:
                save_again(Path(folder, f"libreoffice-{state}.xlsx"), excel.write(SHIPPED, answers), form)
        save_again(Path(folder, "libreoffice-sheet.xlsx"), excel.write(SHIPPED, ANSWERS), "pdf")
        save_again(Path(folder, "libreoffice-linked-picture.fodt"), LINKING.encode(), "doc")
        print_page(Path(folder, "chromium-drawn.html"), page(_DRAWN))
        print_page(Path(folder, "chromium-undrawn.html"), page(""))


def save_again(source: Path, data: bytes, form: str) -> None:
    source.write_bytes(data)
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(PROGRAM_FILES), str(source)]
    subprocess.run(command, check=True, capture_output=True)


def print_page(source: Path, text: str) -> None:
    source.write_text(text)
    target = PROGRAM_FILES / source.with_suffix(".pdf").name
    command = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={source.parent}/chromium", f"--print-to-pdf={target}", f"file://{source}"]
    subprocess.run(command, check=True, capture_output=True)


def page(borders: str) -> str:
    """Return the filled form as a web page, whose table has these borders."""
    rows = "".join(f"<tr><td>{_label(field)}<td>{_answer(field)}" for field in SHIPPED.fields)
    style = f"td {{ {borders}; vertical-align: top; padding: 4px }} table {{ border-collapse: collapse }}"
    return f"""<!DOCTYPE html><meta charset="utf-8">
<style>body {{ font: 11pt Carlito }} small {{ font-size: 9pt }} {style}</style>
<h1>{SHIPPED.title}</h1><p>{SHIPPED.intro}</p><table width="650"><col width="220">{rows}</table>"""


def _label(field: Field) -> str:
    return f"<b>{escape(field.label)}{' *' if field.required else ''}</b><br><small>{escape(field.help)}</small>"


def _answer(field: Field) -> str:
    value = ANSWERS[field.key]
    if not isinstance(value, tuple):
        return escape(str(value or "")).replace("\n", "<br>")
    boxes = [f"{'☒' if choice in value else '☐'} {choice}" for choice in field.choices]
    return "<br>".join((*boxes, *(own for own in value if own not in field.choices)))


if __name__ == "__main__":
    main()

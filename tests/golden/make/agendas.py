"""Makes tests/golden/agendas anew: `python -m tests.golden.make.agendas` (needs LibreOffice).

Each file is the agenda of `agenda_text.a_view`, filled in by the demo as a secretary
does, then opened and saved by LibreOffice (7.4 made those that are kept here):

- libreoffice.docx, libreoffice.xlsx: saved in their own format
- libreoffice.odt, .doc, .rtf, .ods, .xls, .pdf: saved in another one
- through_odt.docx, through_ods.xlsx: saved as OpenDocument, and from there back
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from mailbot.demo import fill_in_agenda
from mailbot.demo.fill_in_agenda import Written
from mailbot.meetings.agenda.documents import excel, word
from mailbot.meetings.agenda.documents.words import words
from tests.support.agenda_text import a_view
from tests.support.paths import AGENDAS

WRITTEN = {
    "OH-2026-0001": Written("Bifall", "Väl förankrat.\nBörja i Varberg.", "Anna Ek"),
    "OH-2026-0002": Written("Avslag", "Det finns redan en sådan väg in."),
    "OH-2026-0003": Written("Återremiss", "Beskriv kostnaden."),
}

OTHERS = {"docx": ("odt", "doc", "rtf", "pdf"), "xlsx": ("ods", "xls")}


def main() -> None:
    AGENDAS.mkdir(exist_ok=True)
    made = {
        "docx": fill_in_agenda.in_word(word.write(a_view(), words()), WRITTEN),
        "xlsx": fill_in_agenda.in_excel(excel.write(a_view(), words()), WRITTEN),
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for suffix, between in (("docx", "odt"), ("xlsx", "ods")):
            original = folder / f"agenda.{suffix}"
            original.write_bytes(made[suffix])
            saved = _convert(original, suffix, folder / "saved")
            (AGENDAS / f"libreoffice.{suffix}").write_bytes(saved.read_bytes())
            open_document = _convert(original, between, folder / "open")
            back = _convert(open_document, suffix, folder / "back")
            (AGENDAS / f"through_{between}.{suffix}").write_bytes(back.read_bytes())
            for other in OTHERS[suffix]:
                (AGENDAS / f"libreoffice.{other}").write_bytes(
                    _convert(original, other, folder / "others").read_bytes()
                )


def _convert(file: Path, suffix: str, folder: Path) -> Path:
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", folder, file],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder / f"{file.stem}.{suffix}"


if __name__ == "__main__":
    main()

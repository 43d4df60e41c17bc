"""Makes tests/meetings/files anew: `python -m tests.meetings.make_files` (needs LibreOffice).

Each file is the agenda of `views.a_view`, filled in by the demo's pen as a secretary
does, then opened and saved by LibreOffice (7.4 made those that are kept here):

- libreoffice.docx, libreoffice.xlsx: saved in their own format
- through_odt.docx, through_ods.xlsx: saved as OpenDocument, and from there back
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from mailbot.demo import pen
from mailbot.demo.pen import Written
from mailbot.meetings import agenda_excel, agenda_word
from mailbot.meetings.words import words
from tests.meetings.views import a_view

FOLDER = Path(__file__).parent / "files"
WRITTEN = {
    "OH-2026-0001": Written("Bifall", "Väl förankrat.\nBörja i Varberg.", "Anna Ek"),
    "OH-2026-0002": Written("Avslag", "Det finns redan en sådan väg in."),
    "OH-2026-0003": Written("Återremiss", "Beskriv kostnaden."),
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    made = {
        "docx": pen.in_word(agenda_word.write(a_view(), words()), WRITTEN),
        "xlsx": pen.in_excel(agenda_excel.write(a_view(), words()), WRITTEN),
    }
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for suffix, between in (("docx", "odt"), ("xlsx", "ods")):
            original = folder / f"agenda.{suffix}"
            original.write_bytes(made[suffix])
            saved = _convert(original, suffix, folder / "saved")
            (FOLDER / f"libreoffice.{suffix}").write_bytes(saved.read_bytes())
            open_document = _convert(original, between, folder / "open")
            back = _convert(open_document, suffix, folder / "back")
            (FOLDER / f"through_{between}.{suffix}").write_bytes(back.read_bytes())


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

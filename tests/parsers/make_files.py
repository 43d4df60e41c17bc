"""Makes the files in `files/`: the exported forms, opened and saved again by LibreOffice.

Run by hand where LibreOffice is installed: `python -m tests.parsers.make_files`.
`files/README.md` says which version made those that are kept.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from mailbot.mall import excel, word
from tests.parsers.forms import ANSWERS, SHIPPED

FILES = Path(__file__).parent / "files"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, data in (
            ("libreoffice-blank.docx", word.write(SHIPPED)),
            ("libreoffice-filled.docx", word.write(SHIPPED, ANSWERS)),
            ("libreoffice-blank.xlsx", excel.write(SHIPPED)),
            ("libreoffice-filled.xlsx", excel.write(SHIPPED, ANSWERS)),
        ):
            source = Path(folder) / name
            source.write_bytes(data)
            save_again(source)


def save_again(source: Path) -> None:
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    form = source.suffix.removeprefix(".")
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(FILES), str(source)]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()

"""Makes the files in `other_forms/`: a Word form of another organisation as LibreOffice prints it, blank and filled in.

Run by hand where LibreOffice is installed: `python -m tests.golden.make.other_forms`.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.support.other_forms.organisations import OTHERS
from tests.support.other_forms.word import laholm
from tests.support.paths import OTHER_FORMS


def main() -> None:
    answers = next(other.answers for other in OTHERS if other.write is laholm)
    with tempfile.TemporaryDirectory() as folder:
        for state, some in (("blank", {}), ("filled", answers)):
            source = Path(folder, f"laholm-{state}.docx")
            source.write_bytes(laholm(some))
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = [
                "soffice",
                profile,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(OTHER_FORMS),
                str(source),
            ]
            subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()

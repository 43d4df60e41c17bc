"""Makes the files in `files/`: a Word form of another organisation as LibreOffice prints it, blank and filled in.

Run by hand where LibreOffice is installed: `python -m tests.mall.make_files`.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from tests.mall.others import OTHERS
from tests.mall.others_word import laholm

FILES = Path(__file__).parent / "files"


def main() -> None:
    answers = next(other.answers for other in OTHERS if other.write is laholm)
    with tempfile.TemporaryDirectory() as folder:
        for state, some in (("blank", {}), ("filled", answers)):
            source = Path(folder, f"laholm-{state}.docx")
            source.write_bytes(laholm(some))
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(FILES), str(source)]
            subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()

"""`make forms`: make the files that are missing in tests/golden/forms/, and write down what is expected of each.

A file whose programs are not here is left as it is, and the programs are named. `--anew` makes all
again; `--only NAME` those of the writers whose name has it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.golden.make import tools
from tests.golden.make.styles import Style
from tests.golden.make.writers import WRITERS, Writer

FOLDER = Path(__file__).parents[1] / "forms"
EXPECTED = FOLDER / "expected.jsonl"


@dataclass(frozen=True)
class Case:
    """One file of the set."""

    writer: Writer
    style: Style

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.writer.name}-{self.style.name}.{self.writer.suffix}"

    def line(self) -> dict[str, Any]:
        """Return what is expected of the file, as it stands in expected.jsonl."""
        about = {"file": self.path.name, "program": self.writer.name, "style": self.style.name}
        return {**about, **self.style.expected()}


def cases() -> Iterator[Case]:
    """Return every case of the set, whether its file can be made here or not."""
    for turn, writer in enumerate(WRITERS):
        for style in writer.styles(turn * 5):
            yield Case(writer, style)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--anew", action="store_true")
    asked.add_argument("--only", default="")
    options = asked.parse_args()
    FOLDER.mkdir(exist_ok=True)
    with ProcessPoolExecutor(max_workers=2) as pool:
        wanted = [number for number, writer in enumerate(WRITERS) if options.only in writer.name and not _lacks(writer)]
        failed = [said for said in pool.map(partial(_make, anew=options.anew), wanted) if said]
    _say_what_is_missing(failed)
    write_expected()


def write_expected() -> None:
    """Write down what is expected of every file that is there."""
    lines = [json.dumps(case.line(), ensure_ascii=False) for case in cases() if case.path.exists()]
    EXPECTED.write_text("\n".join([*lines, ""]), "utf-8")
    print(f"{len(lines)} forms in {FOLDER}, {sum(p.stat().st_size for p in FOLDER.iterdir()) / 1e6:.1f} MB")


def _lacks(writer: Writer) -> bool:
    return any(tools.missing(tool) for tool in writer.tools)


def _make(number: int, *, anew: bool) -> str:
    """Make one writer's files; return what went wrong, if anything did."""
    writer = WRITERS[number]
    wanted = [case for case in cases() if case.writer is writer and (anew or not case.path.exists())]
    try:
        made = writer.make([case.style.form() for case in wanted]) if wanted else []
    except (subprocess.SubprocessError, OSError, ValueError, LookupError) as error:
        said = getattr(error, "stderr", b"") or b""
        return f"{writer.name}.{writer.suffix}: {error!r} {said.decode(errors='replace')[-300:]}"
    for case, data in zip(wanted, made, strict=True):
        case.path.write_bytes(data)
    return ""


def _say_what_is_missing(failed: list[str]) -> None:
    lacking = {tool: how for writer in WRITERS for tool in writer.tools if (how := tools.missing(tool))}
    for tool, how in sorted(lacking.items()):
        print(f"missing: {tool} ({how})")
    for said in failed:
        print(f"not made: {said}")


if __name__ == "__main__":
    main()

"""`make forms`: make the files that are missing in tests/golden/, and write down what is expected of each.

Proposals lie in forms/, the forms on which approved work is evaluated in evaluations/. The forms of other
organisations (tests/golden/other_forms/) are made besides, where LibreOffice is here.

A file whose programs are not here is left as it is, and the programs are named. `--anew` makes all
again; `--only NAME` those of the writers whose name has it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.golden.make.filled_forms import tools
from tests.golden.make.filled_forms.filled import PROPOSAL
from tests.golden.make.filled_forms.odd.case import Odd
from tests.golden.make.filled_forms.odd.excel import ODD_EXCEL
from tests.golden.make.filled_forms.odd.pdf import ODD_PDF
from tests.golden.make.filled_forms.odd.text import ODD_TEXT
from tests.golden.make.filled_forms.odd.word import ODD_WORD
from tests.golden.make.filled_forms.other import learnt
from tests.golden.make.filled_forms.styles import Style
from tests.golden.make.filled_forms.writers import WRITERS, Writer

FOLDER = Path(__file__).parents[2] / "forms"
EVALUATIONS = FOLDER.with_name("evaluations")
ODD = (*ODD_WORD, *ODD_EXCEL, *ODD_TEXT, *ODD_PDF)


@dataclass(frozen=True)
class Case:
    """One file of the set, and what is expected of it."""

    program: str
    style: str
    suffix: str
    expected: Mapping[str, Any]
    folder: Path = FOLDER

    @property
    def path(self) -> Path:
        return self.folder / f"{self.program}-{self.style}.{self.suffix}"

    def line(self) -> dict[str, Any]:
        """Return what is expected of the file, as it stands in expected.jsonl."""
        return {"file": self.path.name, "program": self.program, "style": self.style, **self.expected}


def cases() -> Iterator[Case]:
    """Return every case of the set, whether its file can be made here or not."""
    for turn, writer in enumerate(WRITERS):
        yield from (case for case, _ in _of_writer(turn, writer))
    yield from map(_of_odd, ODD)


def _of_writer(turn: int, writer: Writer) -> Iterator[tuple[Case, Style]]:
    for style in (*writer.styles(turn * 5), *writer.evaluation_styles(turn * 5)):
        expected = _without_lost(style.expected(), writer.lost)
        folder = FOLDER if style.mall == PROPOSAL else EVALUATIONS
        yield Case(writer.name, style.name, writer.suffix, expected, folder), style


def _without_lost(expected: dict[str, Any], lost: str) -> dict[str, Any]:
    """Return what a file holds whose program left out these signs, with a line that says so where there were any."""
    told = json.dumps(expected, ensure_ascii=False)
    left = told.translate({ord(sign): None for sign in lost})
    why = f"The program left {' '.join(sorted(set(lost) & set(told)))} out of the file."
    return expected if left == told else {**json.loads(left), "lost": why}


def _of_odd(odd: Odd) -> Case:
    return Case("odd", odd.name, odd.suffix, odd.expected)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--anew", action="store_true")
    asked.add_argument("--only", default="")
    options = asked.parse_args()
    for folder in (FOLDER, EVALUATIONS):
        folder.mkdir(exist_ok=True)
    with ProcessPoolExecutor(max_workers=2) as pool:
        failed = [said for said in pool.map(partial(_make, anew=options.anew), _wanted(options.only)) if said]
    learnt.make()
    _say_what_is_missing(failed)
    for folder in (FOLDER, EVALUATIONS):
        write_expected(folder)


def expected_of(folder: Path) -> Path:
    """Return the file that says what is expected of a folder's forms."""
    return folder / "expected.jsonl"


def write_expected(folder: Path) -> None:
    """Write down what is expected of every file that is there."""
    there = (case for case in cases() if case.folder == folder and case.path.exists())
    lines = [json.dumps(case.line(), ensure_ascii=False) for case in there]
    expected_of(folder).write_text("\n".join([*lines, ""]), "utf-8")
    print(f"{len(lines)} forms in {folder}, {sum(p.stat().st_size for p in folder.iterdir()) / 1e6:.1f} MB")


def _wanted(name: str) -> list[int]:
    """Return the places of those makers, writers and odd ones, whose name has this and whose programs are here."""
    makers = enumerate((*WRITERS, *ODD))
    return [place for place, one in makers if name in one.name and not any(map(tools.missing, one.tools))]


def _make(place: int, *, anew: bool) -> str:
    """Make the files of the writer or the odd one at this place; return what went wrong, if anything did."""
    odd = place - len(WRITERS)
    try:
        if odd < 0:
            _make_writers(place, anew=anew)
        elif anew or not _of_odd(ODD[odd]).path.exists():
            _of_odd(ODD[odd]).path.write_bytes(ODD[odd].make())
    except (subprocess.SubprocessError, OSError, ValueError, LookupError) as error:
        said = getattr(error, "stderr", b"") or b""
        return f"{(*WRITERS, *ODD)[place].name}: {error!r} {said.decode(errors='replace')[-300:]}"
    return ""


def _make_writers(turn: int, *, anew: bool) -> None:
    writer = WRITERS[turn]
    wanted = [(case, style) for case, style in _of_writer(turn, writer) if anew or not case.path.exists()]
    made = writer.make([style.form() for _, style in wanted]) if wanted else []
    for (case, _), data in zip(wanted, made, strict=True):
        case.path.write_bytes(data)


def _say_what_is_missing(failed: list[str]) -> None:
    lacking = {tool: how for one in (*WRITERS, *ODD) for tool in one.tools if (how := tools.missing(tool))}
    for tool, how in sorted(lacking.items()):
        print(f"missing: {tool} ({how})")
    for said in failed:
        print(f"not made: {said}")


if __name__ == "__main__":
    main()

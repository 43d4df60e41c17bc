"""`make figures`: read the set with `mailbot parse`, and say by format and by style what the readings are worth.

The forms that evaluate work are a table of their own, the last one. `--show` names the questions that are silently
wrong or dropped. `--known` takes the forms that are read right now from the list of those known to be wrong, and names
the ones that it lacks; `--add` puts them on it: for new forms alone. `--other` learns and reads the forms of other
organisations instead. A PATH is another folder of cases, each in a folder of its own with an expected.json that names
its file.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.golden.make.filled_forms.forms import EVALUATIONS, FOLDER, expected_of
from tests.golden.make.filled_forms.judged import Worth, judge, silent
from tests.golden.make.filled_forms.other import learnt

KNOWN_WRONG = FOLDER.parent / "forms_known_wrong.txt"
Tally = dict[str, Counter[Worth]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("path", nargs="?", type=Path)
    asked.add_argument("--known", action="store_true")
    asked.add_argument("--add", action="store_true")
    asked.add_argument("--show", action="store_true")
    asked.add_argument("--only", default="")
    asked.add_argument("--other", action="store_true")
    options = asked.parse_args()
    if options.other:
        _print_other(learnt.judge_all())
        return
    expected = handed_cases(options.path) if options.path else own_cases()
    judged = judge_all({file: line for file, line in expected.items() if options.only in str(file)})
    if options.show:
        _show(judged)
    proposals = {file: worths for file, worths in judged.items() if file.parent != EVALUATIONS}
    _print("format", _tally(proposals, _format))
    _print("style", _tally(proposals, lambda file: expected[file]["style"]))
    _print("program", _tally(proposals, lambda file: expected[file]["program"]))
    _print("evaluation", _tally({file: judged[file] for file in judged.keys() - proposals.keys()}, _format))
    if options.known or options.add:
        _note_known_wrong(judged, add=options.add)


def _format(file: Path) -> str:
    return file.suffix.lstrip(".")


def _print_other(judged: dict[tuple[str, Path], dict[str, Worth]]) -> None:
    for how in ("raw", "corrected"):
        _print(how, _tally({file: worths for (of, file), worths in judged.items() if of == how}, learnt.shape_of))


def own_cases() -> dict[Path, dict[str, Any]]:
    """Return what is expected of every file of the set."""
    return {
        folder / line["file"]: line
        for folder in (FOLDER, EVALUATIONS)
        for line in map(json.loads, expected_of(folder).read_text("utf-8").splitlines())
    }


def handed_cases(path: Path) -> dict[Path, dict[str, Any]]:
    """Return what is expected of files that stand beside their expected.json, and a config if they have one."""
    expected = {}
    for file in sorted(path.rglob("expected.json")):
        line = json.loads(file.read_text("utf-8"))
        config = file.with_name("config.toml")
        expected[file.with_name(line["file"])] = {**line, "config": config if config.exists() else None}
    return expected


def judge_all(expected: dict[Path, dict[str, Any]]) -> dict[Path, dict[str, Worth]]:
    """Read every file with `mailbot parse`, and judge it."""
    by_config: dict[Path | None, list[Path]] = defaultdict(list)
    for file, line in expected.items():
        by_config[line.get("config")].append(file)
    said = [said for config, files in by_config.items() for said in _parsed(config, files)]
    return {Path(one["file"]): judge(one, expected[Path(one["file"])]) for one in said}


def _parsed(config: Path | None, files: Sequence[Path]) -> list[dict[str, Any]]:
    own = ["--config", str(config)] if config else []
    program = [sys.executable, "-m", "mailbot", *own, "parse", "--json", *map(str, files)]
    done = subprocess.run(program, check=False, capture_output=True, text=True)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    if len(said) != len(files):
        raise RuntimeError(f"mailbot parse said something of {len(said)} of {len(files)} files: {done.stderr[-2000:]}")
    return said


def known_wrong() -> set[str]:
    """Return the names of the files that are read wrong today."""
    lines = KNOWN_WRONG.read_text("utf-8").splitlines()
    return {line.split()[0] for line in lines if line and not line.startswith("#")}


def _note_known_wrong(judged: dict[Path, dict[str, Worth]], *, add: bool) -> None:
    """Take from the list what is right now, with how many answers are wrong of the rest; add new ones only if told."""
    known = known_wrong()
    wrong = {file.name: len(silent(worths)) for file, worths in judged.items() if silent(worths)}
    read = {file.name for file in judged}
    for name in sorted(wrong.keys() - known):
        print(f"{'added' if add else 'newly wrong'}: {name} {wrong[name]}")
    kept = [
        name for name in sorted(known | wrong.keys()) if name not in read or (name in wrong and (add or name in known))
    ]
    head = "# Forms with answers that are silently wrong or dropped today, and how many. May only shrink.\n"
    KNOWN_WRONG.write_text(head + "".join(f"{name} {wrong.get(name, '')}\n" for name in kept), "utf-8")


def _show(judged: dict[Path, dict[str, Worth]]) -> None:
    for file, worths in judged.items():
        for key in silent(worths):
            print(f"{worths[key]}: {file.parent.name}/{file.name} {key}")


def _tally(judged: dict[Path, dict[str, Worth]], group: Callable[[Path], str]) -> Tally:
    tally: Tally = defaultdict(Counter)
    for file, worths in judged.items():
        tally[group(file)].update(worths.values())
        tally["all"].update(worths.values())
    return tally


def _print(title: str, tally: Tally) -> None:
    """Print a table in Markdown: the share that is right, and how many answers are anything else; none of nothing."""
    if not tally:
        return
    columns = [worth for worth in Worth if worth is not Worth.RIGHT]
    print(f"| {title} | answers | right | {' | '.join(columns)} |")
    print(f"| --- |{' ---: |' * (2 + len(columns))}")
    for group, counts in sorted(tally.items(), key=lambda one: (one[0] == "all", one[0])):
        total = counts.total()
        shares = " | ".join(str(counts[worth]) for worth in columns)
        print(f"| {group} | {total} | {100 * counts[Worth.RIGHT] / total:.1f} % | {shares} |")
    print()


if __name__ == "__main__":
    main()

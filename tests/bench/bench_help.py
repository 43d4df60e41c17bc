"""`mailbot --help` beside an empty typer program: a ratio, run with `python -m tests.bench.bench_help`."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

EMPTY = """
import typer
app = typer.Typer()
@app.command()
def one() -> None:
    "One."
@app.command()
def two() -> None:
    "Two."
app()
"""
ROUNDS = 11


def main() -> None:
    ours = [sys.executable, "-m", "mailbot", "--help"]
    empty = [sys.executable, "-c", EMPTY, "--help"]
    times: dict[str, list[float]] = {"mailbot": [], "empty": []}
    for _ in range(ROUNDS):  # in turn, so that a noisy moment hits both
        times["mailbot"].append(_seconds(ours))
        times["empty"].append(_seconds(empty))
    mailbot, floor = (statistics.median(times[name]) for name in ("mailbot", "empty"))
    print(
        f"mailbot --help {mailbot * 1000:.0f} ms, an empty typer program {floor * 1000:.0f} ms: {mailbot / floor:.2f}x"
    )


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()

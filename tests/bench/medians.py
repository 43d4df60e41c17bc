"""Compares works by their processor time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping


def show(title: str, rounds: int, works: Mapping[str, Callable[[], object]]) -> None:
    """Print each work's median, and its ratio to the first one's."""
    medians = _medians_ms(rounds, works)
    floor = next(iter(medians.values()))
    print(f"{title}, {rounds} rounds, medians")
    for name, spent in medians.items():
        print(f"{name:24} {spent:6.2f} ms  {spent / floor:4.2f} ×")


def _medians_ms(rounds: int, works: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """Take each work's time once a round, in turn, so that a busy machine disturbs all alike."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            began = time.process_time()
            work()
            times[name].append(time.process_time() - began)
    return {name: statistics.median(spent) * 1000 for name, spent in times.items()}

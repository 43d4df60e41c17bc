"""Compares works by their processor time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def show(title: str, items: Sequence[Item], works: Mapping[str, Callable[[Item], object]]) -> None:
    """Do each work with each item, and print its median, and its ratio to the first one's."""
    medians = _medians_ms(items, works)
    floor = next(iter(medians.values()))
    print(f"{title}, {len(items)} rounds, medians")
    for name, spent in medians.items():
        print(f"{name:24} {spent:6.2f} ms  {spent / floor:4.2f} ×")


def _medians_ms(items: Sequence[Item], works: Mapping[str, Callable[[Item], object]]) -> dict[str, float]:
    """Do the works in turn, so that a busy machine disturbs all alike."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for item in items:
        for name, work in works.items():
            began = time.process_time()
            work(item)
            times[name].append(time.process_time() - began)
    return {name: statistics.median(spent) * 1000 for name, spent in times.items()}

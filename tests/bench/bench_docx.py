"""How the docx reader compares with its floor: unzipping the file and walking its XML with lxml.

Run by hand: `python -m tests.bench.bench_docx`. Prints medians of one run, and their ratios.
"""

from __future__ import annotations

import io
import statistics
import time
import zipfile
from collections.abc import Callable

from lxml import etree

from mailbot.mall import word
from parsers import document
from parsers.parse import parse
from tests.parsers.forms import ANSWERS, SHIPPED

ROUNDS = 300


def floor(data: bytes) -> int:
    """Unzip the document's XML and touch every node's tag and text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return sum(len(node.tag) + len(node.text or "") for node in root.iter())


def medians_ms(works: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Take each work's processor time once a round, in turn, so that a busy machine disturbs all alike."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS):
        for name, work in works.items():
            began = time.process_time()
            work()
            times[name].append(time.process_time() - began)
    return {name: statistics.median(spent) * 1000 for name, spent in times.items()}


def main() -> None:
    data = word.write(SHIPPED, ANSWERS)
    medians = medians_ms(
        {
            "unzip + lxml walk": lambda: floor(data),
            "parsers.document.read": lambda: document.read("x.docx", data),
            "parsers.parse.parse": lambda: parse("x.docx", data, [SHIPPED]),
        }
    )
    print(f"docx of {len(data)} bytes, {ROUNDS} rounds, medians")
    for name, spent in medians.items():
        print(f"{name:24} {spent:6.2f} ms  {spent / medians['unzip + lxml walk']:4.2f} ×")


if __name__ == "__main__":
    main()

"""How the form is filled in on which approved work is evaluated: the telling styles of the first form once more."""

from __future__ import annotations

from typing import Any

from tests.golden.make.filled_forms import evaluators
from tests.golden.make.filled_forms.filled import EVALUATION, Look, Mark, Marking
from tests.golden.make.filled_forms.people import Answers
from tests.golden.make.filled_forms.styles import (
    BOXES,
    GONE,
    SEEN,
    Style,
    below,
    only,
    with_answers,
    with_prompts,
    without,
)

_MANY = ("with_whom", "better", "same", "worse", "spread_to")
_REQUIRED = ("reference", "done", "with_whom", "measured", "voices", "learnt", "can_spread", "may_tell")
_BY_HAND = (
    *("own-table.docx", "own-headings.docx", "own-boxes.docx", "own-rooms.docx", "odfpy.odt", "npm-table.docx"),
    *("web-table.html", "web-list.html", "own-under.xlsx", "text-above.txt", "text-colons.txt", "own-table.pdf"),
    *("reportlab-lined.pdf", "fpdf-table.pdf", "web-table-chromium.pdf", "web-list-chromium.pdf"),
)
"""Shapes that people build themselves, and that may show boxes where the form has a list to choose from."""
_IN_BROWSER = ("web-table-chromium.pdf", "web-list-chromium.pdf")
"""Prints with no lines around their cells, whose pages end within lists."""


def _of(name: str, person: Answers, marking: Marking = BOXES, **rest: Any) -> Style:
    return Style(f"evaluated-{name}", person, marking, mall=EVALUATION, **rest)


ALWAYS = (
    _of("plain", evaluators.HANNA),
    _of("gaps", without(evaluators.BIRGER, "measured", "learnt", "can_spread", "cost")),
)
IN_TURN = (
    _of("long", evaluators.BIRGER),
    _of("labels", evaluators.NADIA, also={"reference": ("OH-2026-0031",)}),
    _of("signs", evaluators.LEO),
    _of("required", only(evaluators.HANNA, *_REQUIRED), left=with_prompts),
    _of("no-mark", evaluators.BIRGER, Marking(SEEN, SEEN), ask=_MANY),
    _of("crosses", evaluators.BIRGER, Marking(Mark("x ", cell="X"), Mark()), needs="lines"),
    _of("own-choice", with_answers(evaluators.HANNA, better=("Tillgänglighet", "Väntetid till rullstol"))),
    _of(
        "yes-words",
        evaluators.BIRGER,
        Marking(Mark(after=": Ja", cell="Ja"), Mark(after=": Nej", cell="Nej")),
        needs="lines",
    ),
    _of("names", evaluators.NADIA, Marking(joined=", "), needs="lines", also={"reference": ("OH-2026-0031",)}),
    _of("others-deleted", evaluators.BIRGER, Marking(Mark(cell="x"), GONE), needs="lines"),
    _of("struck", evaluators.BIRGER, Marking(SEEN, Mark("☐ ", look=Look.STRUCK)), ask=_MANY, needs="looks"),
    _of("below", evaluators.HANNA, needs="tables", left=below("voices", "learnt")),
)
SELDOM = (
    _of("boxed", evaluators.HANNA, Marking(boxed=True), on=_BY_HAND),
    _of("boxed-gaps", without(evaluators.BIRGER, "can_spread", "may_tell"), Marking(boxed=True), on=_BY_HAND),
    _of("boxed-long", evaluators.BIRGER, Marking(boxed=True), on=_IN_BROWSER),
    _of("boxed-signs", evaluators.LEO, Marking(boxed=True), on=_IN_BROWSER),
    _of("printed-struck", evaluators.BIRGER, Marking(SEEN, Mark("☐ ", look=Look.STRUCK)), ask=_MANY, on=_IN_BROWSER),
    _of("printed-labels", evaluators.NADIA, also={"reference": ("OH-2026-0031",)}, on=_IN_BROWSER),
)

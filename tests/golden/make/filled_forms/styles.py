"""The fill styles: who answers, how choices are marked, and what people leave besides.

A style also states what is expected of a form that was filled in so: a plain value must be
read as it is; with `ask` it is right to ask about it, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tests.golden.make.filled_forms import people
from tests.golden.make.filled_forms.filled import (
    PROMPT,
    PROPOSAL,
    YES_NO,
    Choice,
    Filled,
    Form,
    Look,
    Mark,
    Marking,
    Question,
    blank,
)
from tests.golden.make.filled_forms.people import Answer, Answers

BOXES = Marking()
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True)
class Style:
    """One way to fill in a form.

    `ask` are the keys that it is right to ask about; `also` other readings that are right;
    `needs` what a shape must be able to show: choices as lines of words, looks, tables. With `on`,
    only those writers are tried with it, beside the styles that they take in turn.
    """

    name: str
    person: Answers
    marking: Marking = BOXES
    ask: tuple[str, ...] = ()
    also: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    needs: str = ""
    on: tuple[str, ...] = ()
    left: Callable[[Form], Form] = lambda form: form
    mall: str = PROPOSAL

    def form(self) -> Form:
        """Return the form as this person leaves it."""
        title, intro, questions = blank(self.mall)
        filled = tuple(_answered(question, self.person.get(question.key, ""), self.marking) for question in questions)
        return self.left(Form(title, intro, filled, mall=self.mall))

    def expected(self) -> dict[str, Any]:
        """Return status and fields, as they are to be read from any file with this form."""
        questions = blank(self.mall)[2]
        fields = {question.key: self._expected(question) for question in questions}
        asked = any(isinstance(value, dict) and value.get("ask") for value in fields.values())
        lacking = any(q.required and not self._answer(q) for q in questions)
        return {"status": "incomplete" if lacking else "any" if asked else "complete", "fields": fields}

    def _answer(self, question: Question) -> Answer:
        marked = self.marking.chosen != self.marking.other or self.marking.joined
        return "" if question.many and not marked else self.person.get(question.key, "")

    def _expected(self, question: Question) -> Any:
        value = _json(self._answer(question))
        if question.kind == "yes_no" and value:
            value = value == YES_NO[0]
        readings = [value, *(_json(other) for other in self.also.get(question.key, ()))]
        if question.key in self.ask:
            return {"any": readings, "ask": True}
        return {"any": readings} if len(readings) > 1 else value


def _json(answer: Answer) -> str | list[str] | None:
    return (list(answer) if isinstance(answer, tuple) else answer) or None


def _answered(question: Question, answer: Answer, marking: Marking) -> Filled:
    is_one = isinstance(answer, str) and not question.many
    if is_one and not (marking.boxed and question.choices):
        return Filled(question, text=answer)
    answer = (answer,) if is_one else answer
    own = [name for name in answer if name not in question.choices]
    if marking.joined and answer:
        return Filled(question, joined=marking.joined.join(answer))
    choices = tuple(
        Choice(name, name in answer, marking.chosen if name in answer else marking.other) for name in question.choices
    )
    if marking.between:
        return Filled(question, joined=marking.between.join(choice.line.text for choice in choices))
    return Filled(question, choices=choices, own=own[0] if own else "")


def with_prompts(form: Form) -> Form:
    return replace(form, filled=tuple(replace(one, prompt=True) for one in form.filled))


def _over_prompts(form: Form) -> Form:
    """Text typed after the prompt, which the writer did not take away."""
    typed = {"title", "role", "risks"}
    filled = (replace(f, text=f"{PROMPT} {f.text}") if f.question.key in typed else f for f in form.filled)
    return replace(form, filled=tuple(filled))


def below(first: str, second: str) -> Callable[[Form], Form]:
    """Two answers written under the table, with their labels."""
    moved = {first: "{label}: {text}", second: "{label}\n{text}"}

    def left(form: Form) -> Form:
        lines = [
            line
            for one in form.filled
            if one.question.key in moved
            for line in moved[one.question.key].format(label=one.question.label, text=one.text).split("\n")
        ]
        filled = (replace(f, text="", prompt=True) if f.question.key in moved else f for f in form.filled)
        return replace(form, filled=tuple(filled), below=tuple(lines))

    return left


def beside(form: Form) -> Form:
    """Every text answer in a column that the writer added; the form's own cells untouched."""
    added = {one.question.key: one.text for one in form.filled if one.text}
    filled = (replace(f, text="", prompt=True) if f.text else f for f in form.filled)
    return replace(form, filled=tuple(filled), beside=added)


def _numbers(form: Form) -> Form:
    """A spreadsheet that holds dates and amounts as such."""
    return replace(
        form,
        cells={
            "target_group": (450, "0"),
            "expected_effect": (0.5, "0 %"),
            "evaluation": (date(2027, 10, 1), "yyyy-mm-dd"),
            "resources": (30000, '# ##0 "kr"'),
            "timeplan": (date(2027, 3, 15), "d mmmm yyyy"),
            "risks": (0, "0"),
        },
    )


def _untouched(key: str) -> Callable[[Form], Form]:
    """One question not answered in its place: it is answered elsewhere."""

    def left(form: Form) -> Form:
        filled = (replace(f, text="", prompt=True) if f.question.key == key else f for f in form.filled)
        return replace(form, filled=tuple(filled))

    return left


def only(person: Answers, *keys: str) -> Answers:
    return Answers({key: value for key, value in person.items() if key in keys})


def without(person: Answers, *keys: str) -> Answers:
    return Answers({key: value for key, value in person.items() if key not in keys})


def with_answers(person: Answers, **changed: Answer) -> Answers:
    return Answers({**person, **changed})


_MANY = ("partners", "success_factors", "goals", "indicators")
GONE = Mark(shown=False)
SEEN = Mark("☐ ")

_ALL = {question.key: question.choices for question in blank()[2]}

STYLES: tuple[Style, ...] = (
    Style("plain", people.SARA),
    Style("wide", people.IVAN),
    Style("every-choice", with_answers(people.SARA, partners=_ALL["partners"], goals=_ALL["goals"])),
    Style("long", people.GUN),
    Style("labels", people.AMIR, also={"unit": ("Myndighet äldre",), "manager": ("Lotta Gran",)}),
    Style("signs", people.TOVE),
    Style(
        "numbers",
        people.OLLE,
        also={
            "target_group": ("450,0", "450.0"),
            "expected_effect": ("0,5", "0.5", "50%"),
            "resources": ("30000", "30 000 kr", "30,000 kr"),
            "timeplan": ("2027-03-15",),
            "phone": ("701740633",),
        },
        left=_numbers,
    ),
    Style("required-only", only(people.IVAN, *people.REQUIRED, *people.REQUIRED_TOO)),
    Style("prompts-left", only(people.SARA, *people.REQUIRED, *people.REQUIRED_TOO), left=with_prompts),
    Style("lacking", without(people.IVAN, "background", "email", "risks")),
    Style("no-mark", people.IVAN, Marking(SEEN, SEEN), ask=_MANY),
    Style("x-typed", people.SARA, Marking(Mark("x ", cell="X"), Mark()), needs="lines"),
    Style("brackets", people.IVAN, Marking(Mark("[x] ", cell="[x]"), Mark("[ ] ")), needs="lines"),
    Style("check-after", people.IVAN, Marking(Mark("☐ ", " ✓", cell="✓"), Mark("☐ ")), needs="lines"),
    Style("x-after-box", people.SARA, Marking(Mark("☐x ", cell="Ja"), Mark("☐ ", cell="Nej")), needs="lines"),
    Style(
        "yes-words", people.IVAN, Marking(Mark(after=": Ja", cell="Yes"), Mark(after=": Nej", cell="No")), needs="lines"
    ),
    Style("own-name", people.SARA, Marking(joined=", "), needs="lines"),
    Style("semicolons", people.IVAN, Marking(joined="; "), needs="lines"),
    Style("others-deleted", people.IVAN, Marking(Mark(cell="x"), GONE), needs="lines"),
    Style("boxes-left", people.SARA, Marking(SEEN, GONE), needs="lines"),
    Style("struck", people.IVAN, Marking(SEEN, Mark("☐ ", look=Look.STRUCK)), ask=_MANY, needs="looks"),
    Style("highlighted", people.SARA, Marking(Mark("☐ ", look=Look.HIGHLIGHTED), SEEN), ask=_MANY, needs="looks"),
    Style("bold", people.IVAN, Marking(Mark("☐ ", look=Look.BOLD), SEEN), ask=_MANY, needs="looks"),
    Style("own-choice", with_answers(people.SARA, indicators=("Tillgänglighet", "Väntetid till rullstol"))),
    Style("over-prompts", people.IVAN, ask=("title", "role", "risks"), needs="lines", left=_over_prompts),
    Style("below", people.SARA, needs="tables", left=below("requested_decision", "risks")),
    Style("beside", people.IVAN, needs="tables", left=beside),
)

_WORDS = ("own-table.docx", "own-headings.docx", "odfpy.odt", "web-table.html", "text-colons.txt", "text-above.txt")
_DRAWN = ("reportlab-lined.pdf", "fpdf-table.pdf")
_CELLS = ("excel.xlsx", "npm-rows.xlsx", "excel-office.xls")
_BOTH = ("word.docx", *_WORDS, *_DRAWN, *_CELLS)
_WORD_AND_SAVED = (
    "word.docx",
    *(f"word-office.{ending}" for ending in ("docx", "odt", "doc", "rtf", "html", "txt", "pdf")),
)
_LOOKS = ("word.docx", "own-table.docx", "odfpy.odt", "web-table.html", "excel.xlsx")

SELDOM: tuple[Style, ...] = (
    Style("inline", people.SARA, Marking(between="   "), on=("word.docx", *_WORDS, *_DRAWN)),
    Style("inline-crosses", people.IVAN, Marking(Mark("X "), SEEN, between="  "), on=("word.docx", *_WORDS, *_DRAWN)),
    Style("dots", people.SARA, Marking(Mark("● ", cell="•"), Mark("○ ")), on=_BOTH),
    Style("ok", people.IVAN, Marking(Mark("☐ ", " OK", cell="OK"), SEEN), on=_BOTH),
    Style("names", people.SARA, Marking(Mark(cell="J"), GONE), on=_BOTH),
    Style("maybe", people.IVAN, Marking(Mark("☐ ", " (kanske)", cell="Kanske"), SEEN), ask=_MANY, on=_BOTH),
    Style("first", people.SARA, Marking(Mark("☐ ", " – prio 1", cell="Prio 1"), SEEN), ask=_MANY, on=_BOTH),
    Style("coloured", people.IVAN, Marking(Mark("☐ ", look=Look.COLOURED), SEEN), ask=_MANY, on=_LOOKS),
    Style("lines", people.SARA, Marking(joined="\n"), on=("word.docx", "excel.xlsx", *_WORDS, *_DRAWN)),
    Style("and", people.IVAN, Marking(joined=" och "), ask=_MANY, on=("word.docx", "excel.xlsx", *_WORDS, *_DRAWN)),
    Style("no-risks", people.SARA, left=_untouched("risks")),
    Style("no-phone", people.SARA, left=_untouched("phone")),
    Style(
        "broken-lines",
        with_answers(
            people.SARA,
            role="Arbetsterapeut\vsamordnare",
            unit="Rehabenheten\vKnäred",
            phone="0430-150 00\v070-174 06 05",
            background="Hjälpmedel står oanvända\vhemma medan andra väntar.",
            resources="En bil: 8 000:-\vEn förare: 9 000:-",
        ),
        ask=("role", "unit", "phone", "background", "resources"),
        on=_WORD_AND_SAVED,
    ),
    Style("crossed-no", people.SARA, Marking(Mark("JA ", cell="JA"), Mark("NEJ ", cell="NEJ")), on=_BOTH),
)

BY_NAME = {style.name: style for style in (*STYLES, *SELDOM)}

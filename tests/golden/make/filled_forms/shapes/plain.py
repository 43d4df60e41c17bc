"""Forms as plain text: what mail programs, screen readers and web forms leave."""

from __future__ import annotations

import textwrap

from tests.golden.make.filled_forms.filled import Filled, Form

_LEFT, _RIGHT = 26, 50


def colons(form: Form) -> bytes:
    """Write «Rubrik: …», further lines of an answer under it."""
    return _text(form, [f"{one.question.label}: {_answer(one)}" for one in form.filled])


def asked_and_answered(form: Form) -> bytes:
    """Write «Fråga: …» and «Svar: …»."""
    return _text(form, [f"Fråga: {one.question.label}\nSvar: {_answer(one)}\n" for one in form.filled])


def label_above(form: Form) -> bytes:
    """Write the label, and the answer in the lines under it: a web form's mail."""
    return _text(form, [f"{one.question.printed}\n{_answer(one)}\n" for one in form.filled])


def drawn_table(form: Form) -> bytes:
    """Write a table drawn with +---+ and |, as pandoc does and some people do by hand."""
    rule = f"+{'-' * (_LEFT + 2)}+{'-' * (_RIGHT + 2)}+"
    rows = [rule, *(line for one in form.filled for line in (*_row(one), rule))]
    return _text(form, rows)


def _row(one: Filled) -> list[str]:
    left = [*textwrap.wrap(one.question.printed, _LEFT), "", *textwrap.wrap(one.question.help, _LEFT)]
    right = [part for line in one.lines for part in textwrap.wrap(line.text, _RIGHT) or [""]]
    height = max(len(left), len(right))
    left, right = (column + [""] * (height - len(column)) for column in (left, right))
    return [f"| {label:<{_LEFT}} | {answer:<{_RIGHT}} |" for label, answer in zip(left, right, strict=True)]


def _answer(one: Filled) -> str:
    return "\n".join(line.text for line in one.lines)


def _text(form: Form, lines: list[str]) -> bytes:
    return "\r\n".join("\n".join([form.title, "", *lines, *form.below, ""]).split("\n")).encode()


def markdown(form: Form) -> bytes:
    """Write Markdown: a heading a question."""
    return _text(form, [f"## {one.question.label}\n\n{_answer(one)}\n" for one in form.filled])


def wrapped(form: Form) -> bytes:
    """Write «Rubrik: …» in lines of 65 signs, as a mail program breaks them."""
    lines = [f"{one.question.label}: {_answer(one)}" for one in form.filled]
    return _text(
        form, [part for line in lines for whole in line.split("\n") for part in textwrap.wrap(whole, 65) or [""]]
    )


def semicolons(form: Form) -> bytes:
    """Write a csv as Excel saves it in Sweden: semicolons, and quotes where an answer has several lines."""
    rows = [f"{one.question.printed};{_quoted(_answer(one))};{one.question.help}" for one in form.filled]
    return _text(form, rows)


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if set(text) & set('\n;"') else text

"""What a form says: the value of each question, what is wrong with it, and what is asked about."""

from __future__ import annotations

from parsers import lost_breaks
from parsers.document.emphasis import QUOTED, UNSEEN
from parsers.document.model import UNKNOWN, Document
from parsers.filled_in_examples import doubted_title
from parsers.questions.in_lines import Answer
from parsers.questions.parted_lists import parted
from parsers.result import Code, FieldProblem, ParsedForm, Value
from parsers.template import Field, FormTemplate, Kind
from parsers.unseen_answers import (
    holding_choices,
    labelled_together,
    on_lacking_pages,
    repeating,
    swallowed,
    unseen,
    with_help_of_others,
    with_lost_marks,
)
from parsers.values.emphasised_choices import names_choices, weighed
from parsers.values.interpret import doubtful, interpret, run_together
from parsers.values.left_choices import doubted_whole, is_made_by_leaving
from parsers.values.tick_marks import ticked


def filled(content: Document, template: FormTemplate, given: dict[str, Answer]) -> ParsedForm:
    """Return the form with what was found for each question, and what is wrong with it."""
    values: dict[str, Value] = {}
    problems: list[FieldProblem] = []
    read = {field.key: _read(content, field, given.get(field.key)) for field in template.fields}
    texts = {key: answer.text for key, answer in given.items()}
    repeated = {*repeating(content, given), *with_help_of_others(template, given), *parted(content, template, given)}
    taken_in = [
        *swallowed(template, given),
        *holding_choices(template, given),
        *labelled_together(content, template, given),
    ]
    repeated |= {key for key, _ in taken_in}
    doubted = {key for key, answer in given.items() if _shows(content, answer, UNSEEN)} | _quoted(content, given)
    unbroken = set(lost_breaks.in_answers(content, template, given))
    is_shortened = any(
        is_made_by_leaving(field, texts.get(field.key, ""), read[field.key][0]) for field in template.fields
    )
    for field in template.fields:
        answer = given.get(field.key)
        values[field.key], problem = read[field.key]
        if is_shortened and problem is None:
            problem = doubted_whole(field, texts.get(field.key, ""), values[field.key])
        if answer and field.key in repeated:
            values[field.key], problem = None, doubtful(field, [answer.text]) if answer.text else unseen(field)
        if answer and field.key in unbroken:
            values[field.key], problem = None, run_together(field, answer.text)
        if answer and field.key in doubted:
            values[field.key], problem = None, doubtful(field, [answer.text])
        if answer and answer.others:
            values[field.key], problem = None, doubtful(field, _readings(answer))
        if problem := problem or doubted_title(field, values[field.key]):
            problems.append(problem)
    lacking = [*on_lacking_pages(content, template, given), *(problem for _, problem in taken_in)]
    by_field = {problem.field: problem for problem in lacking}
    problems = [*(problem for problem in problems if problem.field not in by_field), *by_field.values()]
    asked = {problem.field for problem in problems}
    problems += (problem for problem in with_lost_marks(template, given, values) if problem.field not in asked)
    places = {field.key: given[field.key].place for field in template.fields if values[field.key] is not None}
    unread = [problem.field for problem in problems if problem.code is not Code.MISSING]
    written = {key: _as_written(given[key]) for key in unread if values[key] is None}
    return ParsedForm(template.id, content.format, values, tuple(problems), places, written)


def _quoted(content: Document, given: dict[str, Answer]) -> set[str]:
    """Return the questions whose answers hold words that a page quotes; none where all do, as in a mail passed on."""
    written = {key: answer for key, answer in given.items() if answer.text}
    quoted = {key for key, answer in written.items() if _shows(content, answer, QUOTED)}
    return quoted if len(quoted) < len(written) else set()


def _shows(content: Document, answer: Answer, look: str) -> bool:
    """Whether words of an answer have a look: letters in the colour of their ground, say."""
    looks = [piece for place in answer.used for piece in content.emphasised.get(place, ())]
    return any(look in piece.look.split() and piece.text in answer.text for piece in looks)


def _readings(answer: Answer) -> list[str]:
    """Return what may be the answer, each once: a text that may be a placeholder stands in its place, too."""
    texts = (text.removeprefix(UNKNOWN).strip() for text in (answer.text, *answer.others))
    return list(dict.fromkeys(filter(None, texts)))


def _read(content: Document, field: Field, answer: Answer | None) -> tuple[Value, FieldProblem | None]:
    """Return what an answer comes to: by its words, and by how they look where there are choices."""
    if answer is None:
        return interpret(field, "")
    read = interpret(field, answer.text)
    if not (field.choices or field.kind is Kind.YES_NO):
        return read
    is_left = not answer.text and names_choices(field)
    if is_left and content.format == "pdf":
        return None, unseen(field)  # one may be underlined, or have a ring around it
    looks = [piece for place in answer.used for piece in content.emphasised.get(place, ())]
    return weighed(field, field.help if is_left else answer.text, looks, read) if looks else read


def _as_written(answer: Answer) -> str:
    """Return an answer's own words; of boxes, what is ticked."""
    return "\n".join(", ".join(ticked(text)) or text for text in _readings(answer))


def count_answers(form: ParsedForm) -> int:
    """Count the fields that somebody has written in, well or badly."""
    faulty = {problem.field for problem in form.problems if problem.code is not Code.MISSING}
    return sum(value is not None or key in faulty for key, value in form.values.items())

"""Two readings of one mail, its page and its plain text, taken together: where they say different things, one asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from parsers.result import Code, FieldProblem, ParsedForm, Value
from parsers.template import Field, FormTemplate
from parsers.values.interpret import doubtful

_WORD = re.compile(r"[^\W_]+")
_LINK = re.compile(r"<(?:mailto|https?|tel):[^<>\s]*>|\[(?:cid|https?):[^\]\s]*\]")
"""What mail programs write beside the words of a link in plain text."""


def agreed(
    page: Sequence[ParsedForm], text: Sequence[ParsedForm], templates: Sequence[FormTemplate]
) -> tuple[ParsedForm, ...]:
    """Return the forms that a mail's page holds, in doubt where its text has another answer.

    The page tells what is struck out, not shown or chosen by its looks, and its fields. The text ends above the
    signature, so that its last answer may be shorter. Where they hold not the same forms, the page counts.
    """
    if [form.template for form in page] != [form.template for form in text]:
        return tuple(page)
    by_id = {template.id: template for template in templates}
    return tuple(_agreed(one, other, by_id[one.template]) for one, other in zip(page, text, strict=True))


def _agreed(page: ParsedForm, text: ParsedForm, template: FormTemplate) -> ParsedForm:
    known = {problem.field: problem for problem in page.problems}
    values: dict[str, Value] = dict(page.values)
    written = dict(page.written)
    last = next((field.key for field in reversed(template.fields) if text.values[field.key] is not None), "")
    for field in template.fields:
        shown, said, is_last = page.values[field.key], text.values[field.key], field.key == last
        if said is not None and is_last and _is_signed(_words(page.written.get(field.key)), _words(said)):
            values[field.key], known = said, {key: one for key, one in known.items() if key != field.key}
        if said is None or _is_asked(known.get(field.key)) or _words(values[field.key]) == _words(said):
            continue
        if shown is not None and is_last and _words(shown)[: len(_words(said))] == _words(said):
            values[field.key] = said
            continue
        readings = [_shown(one) for one in (shown, said) if one is not None]
        known[field.key] = doubtful(field, readings)
        values[field.key], written[field.key] = None, "\n".join(readings)
    problems = (*_in_order(known, template.fields), *(one for one in page.problems if one.field not in page.values))
    return replace(page, values=values, problems=problems, written=written)


def _is_asked(problem: FieldProblem | None) -> bool:
    return problem is not None and problem.code is not Code.MISSING


def _is_signed(asked: Sequence[str], said: Sequence[str]) -> bool:
    """Whether the page asks whether the text's answer is all of it, or what stands below belongs to it, too."""
    return len(asked) > 2 * len(said) > 0 and asked[: len(said)] == said == asked[-len(said) :]


def _in_order(known: Mapping[str, FieldProblem], fields: Sequence[Field]) -> Iterator[FieldProblem]:
    return (known[field.key] for field in fields if field.key in known)


def _shown(value: Value) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def _words(value: Value) -> list[str]:
    """Return the words of an answer, however it is broken into lines or marked; those of choices in their order."""
    return _WORD.findall(_LINK.sub("", _shown(value)).casefold()) if value is not None else []

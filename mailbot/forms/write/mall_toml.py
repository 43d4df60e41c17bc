"""Writes a form as a mall.toml, which `template_file.load` reads back equal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from parsers import Field, FormTemplate, Kind

_LONGEST_LIST = 100
"""Characters of a list on one line."""


def emit(template: FormTemplate, remarks: Sequence[str] = ()) -> str:
    """Return the TOML, with `remarks` as comments at its head. Every field needs a section."""
    lines = [*(f"# {remark}" for remark in remarks), f"id = {_text(template.id)}", f"title = {_text(template.title)}"]
    if template.author:
        lines.append(f"author = {_text(template.author)}")
    if template.intro:
        lines.append(f"intro = {_text(template.intro)}")
    if template.printed is not None:
        lines.append(f"printed = {_list(template.printed)}")
    for title, fields in groupby(template.fields, key=lambda field: field.section):
        lines += ["", "[[sections]]", f"title = {_text(title)}", *_sections_fields(fields)]
    return "\n".join(lines) + "\n"


def _sections_fields(fields: Iterable[Field]) -> Iterator[str]:
    for field in fields:
        yield from ("", "[[sections.fields]]", f"key = {_text(field.key)}", f"label = {_text(field.label)}")
        yield from _optional(field)


def _optional(field: Field) -> Iterator[str]:
    """Yield a line for everything about a field that is not as usual."""
    usual = Field(field.key, field.label)
    if field.aliases:
        yield f"aliases = {_list(field.aliases)}"
    if field.kind is not Kind.TEXT:
        yield f"kind = {_text(field.kind.value)}"
    if field.help:
        yield f"help = {_text(field.help)}"
    if field.required:
        yield "required = true"
    if field.open_choice:
        yield "open_choice = true"
    if field.choices:
        yield f"choices = {_list(field.choices)}"
    if field.max_length != usual.max_length:
        yield f"max_length = {field.max_length}"


def _list(texts: Sequence[str]) -> str:
    line = f"[{', '.join(map(_text, texts))}]"
    if len(line) <= _LONGEST_LIST:
        return line
    return "[\n" + "".join(f"    {_text(text)},\n" for text in texts) + "]"


def _text(text: str) -> str:
    """Return a basic string: JSON's escapes are TOML's (TOML 1.0, «String»), but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")

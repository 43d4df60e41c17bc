"""The shipped blank forms, as people get them to fill in."""

from __future__ import annotations

from functools import cache

from mailbot.forms import template_file
from mailbot.forms.write import excel as excel_form
from mailbot.forms.write import word as word_form
from mailbot.primitives.templates_folder import templates_dir
from parsers import FormTemplate


@cache
def word(mall: str) -> bytes:
    """Return the blank Word form of a file in templates/mall/."""
    return word_form.write(_template(mall))


@cache
def excel(mall: str) -> bytes:
    """Return the blank Excel form."""
    return excel_form.write(_template(mall))


def _template(mall: str) -> FormTemplate:
    return template_file.load(templates_dir() / "mall" / mall)

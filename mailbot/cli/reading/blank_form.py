"""Reads somebody's own blank form, for `mailbot mall inspect`. Only its worker process imports this module."""

from __future__ import annotations

from collections.abc import Sequence

from mailbot.errors import ConfigError
from mailbot.forms.learn.propose import ProposedForm, inspect
from parsers import FormTemplate


def read(filename: str, data: bytes, _templates: Sequence[FormTemplate]) -> ProposedForm | str:
    """Propose a template for a blank form; what is wrong where there is none to propose."""
    try:
        return inspect(filename, data)
    except ConfigError as error:
        return str(error)

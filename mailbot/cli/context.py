"""What a command works with: the config that was named, and what is wired from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from mailbot.config import Config
    from mailbot.jobs.services import Services
    from parsers import FormTemplate

DEFAULT_CONFIG = Path("config.toml")


def config(ctx: typer.Context) -> Config:
    """Read the config and set up the log; ConfigError where it can't be used."""
    from mailbot import config as reader
    from mailbot.cli.operating import logs

    read = reader.load(named(ctx) or DEFAULT_CONFIG)
    logs.configure(read.log)
    return read


def config_if_any(ctx: typer.Context) -> Config | None:
    """Read the config if one is named or lies in the current folder; None for a command that can do without."""
    if named(ctx) is not None or DEFAULT_CONFIG.exists():
        return config(ctx)
    from mailbot.cli.operating import logs
    from mailbot.config import Log

    logs.configure(Log())
    return None


def blank_forms(config: Config | None) -> tuple[FormTemplate, ...]:
    """Return the forms to publish: those of the config, or without one the shipped form."""
    from mailbot.forms import template_file

    return template_file.active(config) if config else (template_file.load(template_file.shipped()),)


def templates(config: Config | None) -> tuple[FormTemplate, ...]:
    """Return the forms that are read, the evaluation's with them; without a config the shipped ones."""
    if config is None:
        from mailbot.forms import template_file

        return (*blank_forms(None), template_file.load(template_file.shipped_evaluation()))
    from mailbot.app import forms

    return forms(config)


@contextmanager
def services(ctx: typer.Context) -> Iterator[Services]:
    """Lend the register, the outbox and the forms; no server is needed."""
    from mailbot import app

    wired = app.services(config(ctx))
    try:
        yield wired
    finally:
        wired.close()


def named(ctx: typer.Context) -> Path | None:
    """Return the config file that was named, by option or environment."""
    file: Path | None = ctx.find_root().obj
    return file

"""The phrases that mailbot looks for, by file and group of `templates/phrases`."""

from __future__ import annotations

from mailbot.primitives.templates_folder import templates_dir
from parsers import Phrases


def phrases(file: str, group: str) -> Phrases:
    """Return a group of phrases; nothing is read before it is first asked."""
    return Phrases(templates_dir() / "phrases" / f"{file}.toml", group)

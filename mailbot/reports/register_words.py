"""The Swedish words for what the register holds; they stand in `templates/review/register.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from mailbot.primitives.templates_folder import templates_dir


@cache
def register_words() -> Mapping[str, Any]:
    """Return the words: `states`, `events` and `letters` by name, and those of the `sheet`."""
    return tomllib.loads((templates_dir() / "review" / "register.toml").read_text(encoding="utf-8"))

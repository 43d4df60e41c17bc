"""The odd ones: files that no writer's shape and fill style together make, each by itself with what is expected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.golden.make.filled_forms.styles import BY_NAME


@dataclass(frozen=True)
class Odd:
    """One file of its own kind; `tools` must be here to make it."""

    name: str
    suffix: str
    make: Callable[[], bytes]
    expected: Mapping[str, Any]
    tools: tuple[str, ...] = ()


def expect(style: str = "plain", **fields: Any) -> dict[str, Any]:
    """Return what is expected of a form in this style, with these fields read otherwise."""
    stated = BY_NAME[style].expected()
    asked = any(isinstance(value, dict) and value.get("ask") for value in fields.values())
    return {"status": "any" if asked else stated["status"], "fields": {**stated["fields"], **fields}}


def unsure(style: str, *keys: str) -> dict[str, Any]:
    """Return what is expected where it is right to ask about these questions, or to read them."""
    stated = BY_NAME[style].expected()["fields"]
    return expect(style, **{key: {"any": [stated[key]], "ask": True} for key in keys or stated})


def lost(style: str, *keys: str) -> dict[str, Any]:
    """Return what is expected where the file lacks these answers: asked about, as nobody can read them."""
    return expect(style, **{key: {"any": [None], "ask": True} for key in keys})


def several(*styles: str) -> dict[str, Any]:
    """Return what is expected of a file that holds several forms."""
    return {**BY_NAME[styles[0]].expected(), "forms": [BY_NAME[style].expected()["fields"] for style in styles]}

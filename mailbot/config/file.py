"""The config file: TOML in, a checked `Config` out. Each error names the key, the fault and an example."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import (
    BaseModel,
    ValidationError,
)

from mailbot.config.model import Config
from mailbot.errors import ConfigError

_EXAMPLES: dict[str, str] = {
    "state_dir": 'state_dir = "state"',
    "reference_prefix": 'reference_prefix = "OH"',
    "hold_all": "hold_all = true",
    "answer_from": "answer_from = 2026-12-01T08:00:00",
    "mailbox": '[mailbox]\nhost = "outlook.office365.com"\nuser = "omtankehalland@regionhalland.se"',
    "smtp": '[smtp]\nhost = "smtp.office365.com"\nuser = "omtankehalland@regionhalland.se"',
    "identity": '[identity]\naddress = "omtankehalland@regionhalland.se"',
    "contact": '[contact]\nname = "Anna Ek"\nphone = "035-00 00 00"\nemail = "anna.ek@example.se"',
    "secretaries": '[[secretaries]]\nname = "Anna Ek"\naddress = "anna.ek@example.se"',
    "organisations": '[[organisations]]\nname = "Region Halland"\ndomains = ["regionhalland.se"]',
    "reading": "[reading]\nconvert_unconfined = false",
    "trust": '[trust]\nauthserv_id = "mx.example.se"',
    "meetings": "[[meetings.dates]]\ndate = 2026-12-10\nstop = 2026-11-26T12:00:00",
    "decisions": '[decisions]\nmode = "review"',
    "letters": "[letters]\ncaps_per_hour = 3",
    "form": '[form]\ntemplates = ["mall.toml"]',
    "database": '[database]\nurl = "sqlite:////var/lib/mailbot/mailbot.db"',
    "follow_up": "[follow_up]\nmonths = 6",
    "celebration": '[celebration]\nrhythm = "quarterly"',
    "operations": '[operations]\nmail_to = ["it-drift@example.se"]',
    "log": '[log]\nformat = "json"',
}


def load(path: Path) -> Config:
    """Read and check a config file.

    Raises ConfigError with one line for every fault: the key, what is wrong
    and an example. Relative paths are resolved against the file's folder.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        message = f"{path}: no such file. Copy config.example.toml and fill it in, or name another with --config."
        raise ConfigError(message) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        message = f"{path}: is not a readable TOML file: {error}"
        raise ConfigError(message) from error
    return parse(data, base=path.resolve().parent, name=str(path))


def parse(data: dict[str, Any], *, base: Path, name: str = "config") -> Config:
    """Check a config that is already read; `base` is what relative paths are relative to."""
    try:
        config = Config.model_validate(data)
    except ValidationError as error:
        lines = "\n".join(f"{name}: {_explain(fault)}" for fault in error.errors())
        raise ConfigError(lines) from None
    resolved = _resolve(config, base)
    return resolved if isinstance(resolved, Config) else config


def _explain(fault: Any) -> str:
    place = [str(part) for part in fault["loc"]]
    said = fault["msg"].removeprefix("Value error, ")
    if place[-1:] in (["password"], ["client_secret"]):
        said = f"is not read from this file. Put the secret in a file of its own, and name that in {place[-1]}_file"
    elif fault["type"] == "extra_forbidden":
        said = "is not a key that mailbot knows; check the spelling"
    elif fault["type"] == "missing":
        said = "is missing"
    example = _EXAMPLES.get(place[0] if place else "", "see config.example.toml, which explains every key")
    at = f"{'.'.join(place)}: " if place else ""  # what concerns several keys names them itself
    return f"{at}{said}. Example: {'; '.join(example.splitlines())}"


def _resolve(value: Any, base: Path) -> Any:
    """Make every path in the model absolute."""
    if isinstance(value, Path):
        return base / value.expanduser()
    if isinstance(value, tuple):
        return tuple(_resolve(item, base) for item in value)
    if isinstance(value, BaseModel):
        changed = {name: _resolve(getattr(value, name), base) for name in type(value).model_fields}
        return value.model_copy(update=changed)
    return value

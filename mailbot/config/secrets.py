"""Secrets: each has a file, is found among systemd's credentials, or comes from the environment."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from mailbot.errors import ConfigError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
"""How files begin that Windows programs save as «UTF-8 with BOM» and «Unicode»."""


def secret(key: str, path: Path | None, name: str) -> str:
    """Return the secret that the config names at `key`; ConfigError where there is none, or no single line of text.

    The environment's `MAILBOT_…` counts first, then `path`, then systemd's credential of that name.
    """
    variable = f"MAILBOT_{name.upper()}"
    if value := os.environ.get(variable):
        return value
    folder = os.environ.get("CREDENTIALS_DIRECTORY")
    file = path or (Path(folder) / name if folder else None)
    if file is None:
        raise ConfigError(
            f'{key}: no secret given. Set {variable}, or {key.rsplit(".", maxsplit=1)[-1]} = "/etc/mailbot/{name}".'
        )
    try:
        return _only_line(key, file, file.read_bytes())
    except OSError as error:
        raise ConfigError(
            f"{key}: can't read {file}: {error.strerror}. It holds the secret alone, readable by mailbot's user."
        ) from error


def _only_line(key: str, file: Path, data: bytes) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "utf-8")
    try:
        lines = data.decode(encoding).rstrip("\r\n").splitlines()
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{key}: {file} is not UTF-8 text (saved as ANSI, perhaps). Save it anew as UTF-8, with the secret alone."
        ) from error
    if len(lines) != 1 or "\0" in lines[0]:
        found = "is empty" if not lines else f"has {len(lines)} lines" if len(lines) > 1 else "is no text"
        raise ConfigError(f"{key}: {file} {found}. It holds the secret alone, on one line.")
    return lines[0]

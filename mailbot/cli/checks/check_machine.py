"""Tries the machine: who may read mailbot's files, whether the disk has room, whether reading is confined."""

from __future__ import annotations

import shutil
import stat
from typing import TYPE_CHECKING

from mailbot.cli.checks.check_result import Doubt, Fault

if TYPE_CHECKING:
    from mailbot.config import Config

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_FULL_MB, _NEARLY_FULL_MB = 100, 1_000


def files(config: Config) -> str:
    """Only mailbot's own user may read the register, the key and the copies."""
    open_to_others = [
        str(file.relative_to(config.state_dir))
        for file in sorted(config.state_dir.rglob("*"))
        if file.is_file() and file.name != "README.md" and file.stat().st_mode & _OTHERS
    ]
    if open_to_others:
        raise Fault(
            f"{config.state_dir}: others on this machine may read or change {', '.join(open_to_others)}. "
            f"Run: chmod -R go= {config.state_dir}"
        )
    return f"{config.state_dir} is readable by mailbot's user alone"


def disk(config: Config) -> str:
    """Look for room: a full disk stops intake, a nearly full one is a doubt."""
    free = shutil.disk_usage(config.state_dir).free // 1_000_000
    said = f"{free} MB free at {config.state_dir}"
    if free < _FULL_MB:
        raise Fault(f"{said}. mailbot stops taking in mail when the disk is full: make room.")
    if free < _NEARLY_FULL_MB:
        raise Doubt(f"{said}. Make room before it fills.")
    return said


def reading(config: Config) -> str:
    """Have a process that reads files try what a hostile file would."""
    from parsers import Isolated, NotStarted, Unreadable

    isolated: Isolated[tuple[str, ...]] = Isolated((), read="parsers.sandbox.confinement:trial", answer=tuple[str, ...])
    with isolated:
        try:
            reached = isolated.read("", b"")
        except NotStarted as error:
            raise Fault(f"No file can be read: {error}") from error
    if isinstance(reached, Unreadable):
        raise Fault("No file can be read: the process that reads them ended.")
    if not reached:
        return "files are read without network, secrets and other files (tried)"
    follows = (
        "reading.convert_unconfined has old Word files (.doc, .rtf) converted all the same"
        if config.reading.convert_unconfined
        else "so old Word files (.doc, .rtf) are not read, unless reading.convert_unconfined = true"
    )
    raise Doubt(
        f"a hostile file could reach {', '.join(reached)}: this system lacks Landlock (Linux 5.13) or seccomp, "
        f"or the service may not call them; {follows}."
    )

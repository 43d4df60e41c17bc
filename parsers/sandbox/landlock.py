"""Takes the files from a process, and from all that it starts, but those that are named.

By Landlock (Linux 5.13), which needs no rights. A process under it looks into no other process than
those that it has started: not into the environment of the one that started it, where secrets may be.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from parsers.sandbox.seccomp import forgo_privileges

_CREATE, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
"""System calls, by the same numbers on every machine."""
_ASK_VERSION, _BENEATH = 1, 1
_EXECUTE, _WRITE, _READ, _LIST = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_TRUNCATE, _USE_DEVICE = 1 << 14, 1 << 15
_OF_A_FILE: Final = _EXECUTE | _WRITE | _READ | _TRUNCATE | _USE_DEVICE
_READING: Final = _EXECUTE | _READ | _LIST
_RIGHTS_BY_VERSION: Final = ((1, 13), (2, 14), (3, 15), (5, 16))
"""How many kinds of access to files the kernel's version tells apart (landlock(7))."""
_CONNECT_AND_BIND, _SIGNAL_AND_ABSTRACT_SOCKETS = 0b11, 0b11


def version() -> int:
    """Return the kernel's version of Landlock; 0 or less where it has none, or it is switched off."""
    return _call(_CREATE, None, 0, _ASK_VERSION) if sys.platform == "linux" else 0


def keep_to(listed: Iterable[Path], read: Iterable[Path], write: Iterable[Path]) -> bool:
    """Let this process see names beneath `listed`, read and run what is beneath `read`, change what is beneath `write`.

    Nothing else is left to it; what it writes it can't run. Paths that don't exist are left out.
    False where the system has no Landlock.
    """
    has = version()
    if has < 1 or not forgo_privileges():
        return False
    everything = (1 << max(rights for since, rights in _RIGHTS_BY_VERSION if since <= has)) - 1
    rules = _call(_CREATE, *_attributes(has, everything), 0)
    try:
        for path in listed:
            _allow(rules, path, _LIST)
        for path in read:
            _allow(rules, path, _READING)
        for path in write:
            _allow(rules, path, everything & ~_EXECUTE)
        return _call(_RESTRICT_SELF, rules, 0) == 0
    finally:
        os.close(rules)


def _attributes(has: int, everything: int) -> tuple[bytes, int]:
    """Return `struct landlock_ruleset_attr` and its size: files, then TCP (version 4), then signals (version 6)."""
    made = struct.pack("Q", everything)
    if has >= 4:  # noqa: PLR2004 - the version
        made += struct.pack("Q", _CONNECT_AND_BIND)
    if has >= 6:  # noqa: PLR2004 - the version
        made += struct.pack("Q", _SIGNAL_AND_ABSTRACT_SOCKETS)
    return made, len(made)


def _allow(rules: int, path: Path, access: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        allowed = access if stat.S_ISDIR(os.fstat(place).st_mode) else access & _OF_A_FILE
        _call(_ADD_RULE, rules, _BENEATH, struct.pack("=Qi", allowed, place), 0)
    finally:
        os.close(place)


def _call(number: int, *arguments: bytes | int | None) -> int:
    call = ctypes.CDLL(None).syscall
    call.restype = ctypes.c_long
    given = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return int(call(ctypes.c_long(number), *given))

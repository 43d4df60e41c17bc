"""Takes the network and all privileges from a process, and from all that it starts.

By seccomp, which needs no rights, no namespace and no program, so that it also holds in a container
and in a service that may make no namespaces. LibreOffice opens a local socket in /tmp for others of
its kind, and ends where it can't: so it is given one, and told that it has a name.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _MODE_FILTER = 38, 22, 2
_CAPABILITY_VERSION = 0x20080522
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_CALL, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Where these stand in `struct seccomp_data` (little-endian machines)."""
_ALLOW, _KILL, _REFUSE, _PRETEND = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EACCES, 0x00050000
"""What comes of a system call; one that is pretended does nothing, and says that it has."""
_LOCAL = 1
"""AF_UNIX."""
_INTERNET, _STREAM = 2, 1
_OTHER_ABI = 0x40000000
"""From here on x86-64 counts its system calls anew (x32), and refuses none of them by the numbers below."""


@dataclass(frozen=True, slots=True)
class _Machine:
    """A processor's number in the audit interface (linux/audit.h), and its numbers of system calls."""

    audit: int
    socket: int
    pretended: tuple[int, ...]
    """bind, listen."""
    refused: tuple[int, ...]
    """connect, sendto, sendmsg, sendmmsg, ptrace, process_vm_readv and _writev, io_uring_setup (which sends, too)."""


_MACHINES: Final[Mapping[str, _Machine]] = MappingProxyType(
    {
        "x86_64": _Machine(0xC000003E, 41, (49, 50), (42, 44, 46, 307, 101, 310, 311, 425)),
        "aarch64": _Machine(0xC00000B7, 198, (200, 201), (203, 206, 211, 269, 117, 270, 271, 425)),
    }
)


class _Program(ctypes.Structure):
    """`struct sock_fprog`."""

    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def take_network() -> bool:
    """Refuse network, and the memory of others, to this process from now on; False where this system can't."""
    machine = _MACHINES.get(os.uname().machine)
    if machine is None or not forgo_privileges():
        return False
    steps = _filter(machine)
    code = ctypes.create_string_buffer(b"".join(steps))
    program = _Program(len(steps), ctypes.addressof(code))
    return _prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.addressof(program))


def forgo_privileges() -> bool:
    """Let no program that is started from here gain rights (setuid): the kernel asks this of who gives up others."""
    return _prctl(_SET_NO_NEW_PRIVILEGES, 1, 0)


def drop_capabilities() -> bool:
    """Give up what root may do and others not (capset(2)): it would look past other walls."""
    header = struct.pack("II", _CAPABILITY_VERSION, 0)
    return bool(ctypes.CDLL(None).capset(header, bytes(24)) == 0)


def opens_socket() -> bool:
    """Whether this process can open a socket to the internet."""
    descriptor = ctypes.CDLL(None).socket(_INTERNET, _STREAM, 0)
    if descriptor < 0:
        return False
    os.close(descriptor)
    return True


def _filter(machine: _Machine) -> list[bytes]:
    refuse = _step(_RETURN, _REFUSE)
    steps = [_step(_LOAD, _ARCHITECTURE), _step(_JUMP_EQUAL, machine.audit, yes=1), _step(_RETURN, _KILL)]
    steps += [_step(_LOAD, _CALL), _step(_JUMP_AT_LEAST, _OTHER_ABI, no=1), refuse]
    for number in machine.pretended:
        steps += [_step(_JUMP_EQUAL, number, no=1), _step(_RETURN, _PRETEND)]
    for number in machine.refused:
        steps += [_step(_JUMP_EQUAL, number, no=1), refuse]
    steps += [_step(_JUMP_EQUAL, machine.socket, no=3), _step(_LOAD, _FIRST_ARGUMENT)]
    return [*steps, _step(_JUMP_EQUAL, _LOCAL, yes=1), refuse, _step(_RETURN, _ALLOW)]


def _step(code: int, value: int, *, yes: int = 0, no: int = 0) -> bytes:
    """Return a `struct sock_filter`; `yes` and `no` are how many steps are left out after a comparison."""
    return struct.pack("HBBI", code, yes, no, value)


def _prctl(option: int, first: int, second: int) -> bool:
    arguments = [ctypes.c_ulong(value) for value in (first, second, 0, 0)]
    return bool(ctypes.CDLL(None).prctl(option, *arguments) == 0)

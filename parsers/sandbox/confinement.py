"""What a process may still do once bytes from outside are read in it: read programs, and write in a folder of its own.

| taken away | by |
| --- | --- |
| the environment, where secrets may be | `environment`: a few variables are handed on |
| the network, also from LibreOffice | `seccomp` |
| all files but programs and libraries; changing any but in the scratch folder | `landlock` |
| other processes: their environment, memory; signals to them (Linux 6.12) | `landlock`, `seccomp` |
| what root may and others not, where mailbot is run as root | `seccomp` |

Whether it is so is tried, not believed: `reached` does what a hostile file would.
"""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from parsers.sandbox import landlock, seccomp

_ROOT: Final = Path(__file__).parents[2]
"""The folder that holds this package: of the installed packages, or of the source."""
_KEPT: Final = ("PATH", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "HOME", "TMPDIR")
_SYSTEM: Final = (
    *("/usr", "/bin", "/lib", "/lib64", "/proc", "/sys/devices/system", "/dev/urandom", "/var/cache/fontconfig"),
    *("/var/lib/libreoffice", "/var/spool/libreoffice"),
    *(f"/etc/{name}" for name in ("fonts", "libreoffice", "alternatives", "java", "ssl/openssl.cnf")),
    *(f"/etc/{name}" for name in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "ld.so.preload")),
    *(f"/etc/{name}" for name in ("passwd", "group", "nsswitch.conf", "localtime", "timezone", "locale.alias")),
)
_DEVICES: Final = ("/dev/null", "/dev/zero")


def environment(scratch: str | None = None) -> dict[str, str]:
    """Return the environment for a process that runs the code that this one runs, from whatever folder.

    What `_KEPT` names goes along, and nothing else: no password, no token, no address.
    `scratch` is the only folder that the process may write in.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    own = {} if scratch is None else {"HOME": scratch, "TMPDIR": scratch}
    return {**kept, **own, "PYTHONPATH": str(_ROOT)}


def confine(scratch: Path, package: str) -> None:
    """Give up for good what no reader needs, as far as this system can; `reached` tells how far that is.

    `package` is the package whose code reads, beside this one.
    """
    write = [scratch, *map(Path, _DEVICES)]
    landlock.keep_to([_ROOT], _programs(package), write)
    seccomp.take_network()
    seccomp.drop_capabilities()


def reached(scratch: Path) -> tuple[str, ...]:
    """Return what this process can reach that no reader needs; nothing where it is confined as it should be."""
    tried = (
        ("the network", seccomp.opens_socket()),
        ("files outside its folder", _writes_beside(scratch)),
        ("the secrets of other processes", _reads_parent()),
    )
    return tuple(what for what, is_reached in tried if is_reached)


def trial(_filename: str, _data: bytes, _templates: object) -> tuple[str, ...]:
    """Return what a reader reaches: run as its function, in its process."""
    return reached(Path(tempfile.gettempdir()))


def _programs(package: str) -> Iterator[Path]:
    """Yield where programs, libraries and our own code and data lie; not all of a checkout, which has `state/`, too."""
    yield from map(Path, _SYSTEM)
    yield from map(Path, (sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix))
    yield from map(Path, sysconfig.get_paths().values())
    yield from (path for entry in sys.path if (path := Path(entry).resolve()) != _ROOT)
    yield from (_ROOT / name for name in ("parsers", package, "templates"))
    if not (_ROOT / "pyproject.toml").exists():
        yield _ROOT
    if office := shutil.which("soffice"):
        yield Path(office).resolve().parents[1]


def _writes_beside(scratch: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=scratch.parent):
            return True
    except OSError:
        return False


def _reads_parent() -> bool:
    try:
        return bool(Path(f"/proc/{os.getppid()}/environ").read_bytes())
    except OSError:
        return False

"""Plain zip archives, one level deep: the files in them, read as if they had been sent by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from parsers.document import package

MAX_FILES: Final = 20
"""Files of one archive that are read; a form is sent with fewer."""
_NOISE = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What operating systems add to an archive."""

_MATERIAL = re.compile(r"(?:^|.*/)[A-ZÅÄÖ]{1,8}-\d{4}-\d{4,6} [^/]*/")
"""A folder named for a reference: what was sent out before a meeting."""


def is_material(data: bytes) -> bool:
    """Whether an archive is the material that goes out with an agenda, sent back by somebody. Raises as `files`."""
    return any(map(_MATERIAL.match, package.Package(data).entries))


def files(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of the files in a zip archive, at most MAX_FILES, in its own order.

    limits.Refused when it is damaged or exceeds a limit. Archives in it come as they are.
    """
    archive = package.Package(data)
    wanted = (name for name in archive.entries if not _is_noise(name))
    for name in islice(wanted, MAX_FILES):
        yield name.rpartition("/")[2], archive.file(name)


def _is_noise(name: str) -> bool:
    """Whether an entry is a folder, or of no interest to any person."""
    return name.endswith(("/", *_NOISE[1:])) or name.startswith(_NOISE[0])

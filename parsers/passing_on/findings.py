"""What came of looking into a file that is to be passed on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Vetted:
    """What may be passed on of a file."""

    data: bytes
    """The file, or a copy of it; nothing where it is withheld."""
    withheld: str = ""
    """Why it is not passed on, as a Swedish clause."""
    removed: str = ""
    """What the copy is without, as a Swedish clause; empty where it is the file as it came."""

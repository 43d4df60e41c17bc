"""How much is read of a file: far above what a form needs, far below what would hurt."""

from __future__ import annotations

MAX_BYTES = 40 * 1024 * 1024
MAX_ENTRIES = 5_000
MAX_EXPANDED = 200 * 1024 * 1024
MAX_RATIO = 200
"""Expanded bytes for each byte of an archive, over the files that are taken out of it."""
MAX_READ = 6 * 1024 * 1024
"""Bytes of XML that are read of one file: a tree in memory takes ten to thirty times as much."""
MAX_PRUNED = 16 * 1024 * 1024
"""Bytes of XML that are read of one file where most of it is left out of the tree."""
LOCKED = "filen är låst med lösenord eller krypterad – ta bort lösenordet och skicka den igen"
OUTSIZE = "filen är för stor för att vara ett ifyllt formulär – skicka formuläret för sig"
EXPANDS = "filen packar upp till orimligt mycket – skicka formuläret för sig"
DAMAGED = "filen är skadad – öppna den, spara den på nytt och skicka den igen"


class Refused(Exception):
    """The file is damaged, or exceeds a limit. The message is a Swedish clause for a letter."""


class PicturesOnly(Refused):
    """The file is whole, and holds no text."""

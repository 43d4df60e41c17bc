"""The files that go with an agenda, in one zip: documents and pictures, nothing that acts or fetches."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from mailbot.outbox.contents import FileFault
from mailbot.primitives.filenames import plain_name
from mailbot.primitives.personnummer import mask
from mailbot.store.tables import Initiative, InitiativeAttachment
from parsers import Hung, Isolated, Unreadable, Vetted

_SECONDS, _SECONDS_IN_ALL, _MEGABYTES = 6.0, 20.0, 800
"""Of processor time for a file and for all of an agenda's, and of memory: they may be larger than forms."""
_NOT_LOOKED_INTO = "är för stor eller krånglig för att vi ska kunna granska den"
_FOLDER_LENGTH, _NAME_LENGTH = 80, 100
_ENTRY_OVERHEAD = 200


@dataclass(frozen=True, slots=True)
class Material:
    """The zip, None where nothing goes along; the files that did not come with it, and those that came as a copy."""

    data: bytes | None
    withheld: tuple[FileFault, ...] = ()
    left_out: tuple[FileFault, ...] = ()
    cleaned: tuple[FileFault, ...] = ()


def vet(files: Sequence[InitiativeAttachment]) -> dict[int, Vetted]:
    """Look into files that nobody withholds, in a process that may be killed; return what came of each by its id.

    It takes its time: to be called before the transaction that needs the answers.
    """
    guard: Isolated[Vetted] = Isolated(
        (), read="parsers.passing_on.may_be_passed_on:vet", answer=Vetted, seconds=_SECONDS, megabytes=_MEGABYTES
    )
    with guard:
        look = guard.sharing(_SECONDS_IN_ALL)
        return {kept.id: _vetted(look, kept) for kept in files if not kept.withheld}


def pack(initiatives: Sequence[Initiative], room: int, vetted: Mapping[int, Vetted]) -> Material:
    """Put the initiatives' files into a zip of at most `room` bytes, a folder for each initiative.

    A file that is not safe, is withheld, or has no room left is named with the reason instead.
    One that is only safe without some of what is in it goes along without that, and is named, too.
    `vetted` is what `vet` made of them before; a file that came since is looked into now.
    """
    target = BytesIO()
    withheld, left_out, cleaned = [], [], []
    paths = list(_named(initiatives))
    known = {**vetted, **vet([kept for _, kept in paths if not kept.withheld and kept.id not in vetted])}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, kept in paths:
            found = Vetted(b"", kept.withheld) if kept.withheld else known[kept.id]
            cost = len(zlib.compress(found.data)) + 2 * len(path.encode()) + _ENTRY_OVERHEAD
            if found.withheld:
                withheld.append(FileFault(path, found.withheld))
            elif cost > room:
                left_out.append(FileFault(path, "får inte plats i mejlet"))
            else:
                archive.writestr(zipfile.ZipInfo(path), found.data, zipfile.ZIP_DEFLATED)
                room -= cost
                if found.removed:
                    cleaned.append(FileFault(path, found.removed))
        empty = not archive.namelist()
    return Material(None if empty else target.getvalue(), tuple(withheld), tuple(left_out), tuple(cleaned))


def _vetted(look: Callable[[str, bytes], Vetted | Unreadable], kept: InitiativeAttachment) -> Vetted:
    """Look into a file in a process that may be killed; what defeats it, or hangs, does not go along."""
    try:
        vetted = look(kept.filename, zlib.decompress(kept.compressed))
    except Hung:
        return Vetted(b"", _NOT_LOOKED_INTO)
    return Vetted(b"", _NOT_LOOKED_INTO) if isinstance(vetted, Unreadable) else vetted


def _named(initiatives: Sequence[Initiative]) -> Iterator[tuple[str, InitiativeAttachment]]:
    """Give every file its path in the zip: «<reference> Rubrik/bilaga.pdf», each path once."""
    used: set[str] = set()
    for initiative in initiatives:
        folder = plain_name(mask(f"{initiative.reference} {initiative.title}"), _FOLDER_LENGTH)
        for kept in initiative.attachments:
            path = _unused(f"{folder}/{plain_name(mask(kept.filename), _NAME_LENGTH) or 'fil'}", used)
            used.add(path.casefold())
            yield path, kept


def _unused(path: str, used: set[str]) -> str:
    whole = PurePosixPath(path)
    number = 1
    while path.casefold() in used:
        number += 1
        path = str(whole.with_name(f"{whole.stem} ({number}){whole.suffix}"))
    return path

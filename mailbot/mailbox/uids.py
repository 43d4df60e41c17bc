"""UIDs, which mean something only together with a folder's UIDVALIDITY (RFC 3501 §2.3.1.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Listing:
    """What lay in a folder at one moment; `uids` ascending."""

    folder: str
    uidvalidity: int
    uids: tuple[int, ...]


def batches(uids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Cut into pieces of at most `size`."""
    for start in range(0, len(uids), size):
        yield uids[start : start + size]


def by_size(sizes: Iterable[tuple[int, int]], *, count: int, total: int) -> Iterator[list[int]]:
    """Cut (UID, bytes) into batches of UIDs: at most `count` and `total` bytes, but always at least one."""
    batch: list[int] = []
    weight = 0
    for uid, size in sizes:
        if batch and (len(batch) == count or weight + size > total):
            yield batch
            batch, weight = [], 0
        batch.append(uid)
        weight += size
    if batch:
        yield batch


def read_copyuid(data: bytes) -> tuple[int, dict[int, int]]:
    """Read COPYUID's «uidvalidity old-set new-set» as the new UIDVALIDITY and old UID → new UID (RFC 4315 §3)."""
    uidvalidity, old, new = data.decode("ascii").split()
    return int(uidvalidity), dict(zip(_members(old), _members(new), strict=True))


def _members(uid_set: str) -> Iterator[int]:
    for part in uid_set.split(","):
        first, _, last = part.partition(":")
        ends = sorted((int(first), int(last or first)))
        yield from range(ends[0], ends[1] + 1)

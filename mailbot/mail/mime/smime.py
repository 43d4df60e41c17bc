"""Mail signed or encrypted by S/MIME (RFC 8551): the content of a signed one. Signatures are not checked."""

from __future__ import annotations

_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_SEQUENCE, _OCTETS, _OCTETS_IN_PIECES, _WRAPPED = 0x30, 0x04, 0x24, 0xA0
_SIGNED_FIELDS_BEFORE = 2
"""The version and the digest algorithms stand before the content (RFC 5652 §5.1)."""


def signed_content(data: bytes) -> bytes | None:
    """Return what a SignedData holds, a MIME entity; None where it holds nothing, or is something else.

    Reads the BER that programs write, lengths left open included (X.690 §8.1.3).
    """
    try:
        place = _into(data, 0, _SEQUENCE)
        if not data.startswith(_SIGNED_DATA, place):
            return None
        place = _into(data, _into(data, place + len(_SIGNED_DATA), _WRAPPED), _SEQUENCE)
        for _ in range(_SIGNED_FIELDS_BEFORE):
            place = _past(data, place)
        place = _past(data, _into(data, place, _SEQUENCE))  # the content's type
        return _octets(data, _into(data, place, _WRAPPED))
    except (IndexError, ValueError):
        return None


def _header(data: bytes, place: int) -> tuple[int, int, int | None]:
    """Return the tag of an element, where its content begins, and its length (None: left open)."""
    tag, length = data[place], data[place + 1]
    if length < 0x80:  # noqa: PLR2004 - X.690 §8.1.3.4: the short form
        return tag, place + 2, length
    start = place + 2 + (length & 0x7F)
    return tag, start, int.from_bytes(data[place + 2 : start], "big") if length & 0x7F else None


def _into(data: bytes, place: int, expected: int) -> int:
    tag, start, _length = _header(data, place)
    if tag != expected:
        raise ValueError("another element was expected")
    return start


def _past(data: bytes, place: int) -> int:
    _tag, start, length = _header(data, place)
    if length is None:
        raise ValueError("an open length is not expected here")
    return start + length


def _octets(data: bytes, place: int) -> bytes:
    """Return an octet string, in one piece or put together from its pieces."""
    tag, start, length = _header(data, place)
    if tag == _OCTETS and length is not None:
        return data[start : start + length]
    if tag != _OCTETS_IN_PIECES:
        raise ValueError("another element was expected")
    end = len(data) if length is None else start + length
    pieces: list[bytes] = []
    while start < end and data[start] == _OCTETS:
        _tag, begins, length = _header(data, start)
        start = begins + (length or 0)
        pieces.append(data[begins:start])
    return b"".join(pieces)

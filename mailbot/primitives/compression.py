"""Bytes as the register keeps them, compressed with zlib (RFC 1950): `zlib.decompress` gives them back."""

from __future__ import annotations

import zlib

_SHORT = 16_000
"""Bytes that are compressed faster than it is tried on a sample how."""
_PIECES, _PIECE = 8, 256
"""The sample's bytes, taken all over."""
_MUST_GAIN = 0.95


def compressed(data: bytes) -> bytes:
    """Compress bytes; without looking for repetitions where that gains nothing on a sample.

    It takes most of the time, and finds none in files that are compressed already, nor in their base64.
    """
    if len(data) < _SHORT:
        return zlib.compress(data)
    sample = b"".join(data[start : start + _PIECE] for start in range(0, len(data), len(data) // _PIECES))
    gains = len(zlib.compress(sample)) < _MUST_GAIN * len(_without_repetitions(sample))
    return zlib.compress(data) if gains else _without_repetitions(data)


def _without_repetitions(data: bytes) -> bytes:
    coder = zlib.compressobj(strategy=zlib.Z_HUFFMAN_ONLY)
    return coder.compress(data) + coder.flush()

"""Bytes as the register keeps them, compressed with zlib (RFC 1950): `zlib.decompress` gives them back."""

from __future__ import annotations

import zlib

_PIECES, _PIECE = 8, 512
"""A sample of some bytes, taken all over, tells how far the whole will shrink."""
_HARDLY = 0.7
"""Files that are compressed already, and base64 of such, keep more than this of their length."""


def compressed(data: bytes) -> bytes:
    """Compress bytes. Where they hardly shrink, repetitions are not looked for: that takes most of the time."""
    strategy = zlib.Z_HUFFMAN_ONLY if _hardly_shrinks(data) else zlib.Z_DEFAULT_STRATEGY
    coder = zlib.compressobj(strategy=strategy)
    return coder.compress(data) + coder.flush()


def _hardly_shrinks(data: bytes) -> bool:
    if len(data) <= _PIECES * _PIECE:
        return False
    sample = b"".join(data[start : start + _PIECE] for start in range(0, len(data), len(data) // _PIECES))
    return len(zlib.compress(sample)) > _HARDLY * len(sample)

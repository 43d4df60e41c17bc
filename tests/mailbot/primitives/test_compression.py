"""Bytes as the register keeps them."""

from __future__ import annotations

import base64
import random
import zlib

import pytest

from mailbot.primitives.compression import compressed

NOISE = random.Random(7).randbytes(60_000)
TEXT = "Färre äldre faller hemma när vi gör hembesök tillsammans.\r\n".encode() * 2_000
BASE64 = base64.encodebytes(NOISE)
SPREAD = b"".join(NOISE[at : at + 100] + TEXT[: 100 * (at % 7)] for at in range(0, 60_000, 100))


@pytest.mark.parametrize(
    "data",
    [b"", b"x", TEXT, TEXT[:15_999], TEXT[:16_000], NOISE, BASE64, TEXT + NOISE, NOISE + TEXT, SPREAD],
    ids=["nothing", "byte", "text", "short", "just_long", "noise", "base64", "text_first", "text_last", "mixed"],
)
def test_bytes_come_back_and_take_hardly_more_room_than_with_all_repetitions_found(data):
    assert zlib.decompress(compressed(data)) == data
    assert len(compressed(data)) <= 1.03 * len(zlib.compress(data))


def test_repetitions_are_looked_for_where_there_are_some():
    assert compressed(TEXT) == zlib.compress(TEXT)
    assert compressed(BASE64) != zlib.compress(BASE64)

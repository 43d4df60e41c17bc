from __future__ import annotations

import pytest

from mailbot.mailbox.uids import batches, by_size, read_copyuid


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (b"38505 304 3956", (38505, {304: 3956})),
        (b"38505 304,319:320 3956:3958", (38505, {304: 3956, 319: 3957, 320: 3958})),
        (b"7 3:1 8,10:11", (7, {1: 8, 2: 10, 3: 11})),
    ],
)
def test_copyuid_gives_each_old_uid_its_new_one(answer, expected):
    assert read_copyuid(answer) == expected


@pytest.mark.parametrize("answer", [b"", b"7 1:2", b"7 1:3 1:2", b"7 1:* 1:2"])
def test_copyuid_that_is_garbled_is_a_value_error(answer):
    with pytest.raises(ValueError):  # noqa: PT011 - the type is the promise
        read_copyuid(answer)


def test_batches_hold_all_in_order():
    assert [list(batch) for batch in batches((1, 2, 3, 4, 5), 2)] == [[1, 2], [3, 4], [5]]


def test_batches_by_size_keep_to_count_and_bytes():
    sizes = [(1, 40), (2, 60), (3, 1), (4, 500), (5, 1), (6, 1), (7, 1), (8, 1)]
    assert list(by_size(sizes, count=3, total=100)) == [[1, 2], [3], [4], [5, 6, 7], [8]]


def test_batches_of_nothing_are_none():
    assert list(by_size([], count=3, total=100)) == []

from __future__ import annotations

from parsers.short_texts import kept


def test_short_text_is_looked_at_once_with_the_same_others_and_a_long_one_each_time():
    asked = []

    @kept
    def begins(text: str, sign: str) -> bool:
        asked.append((len(text), sign))
        return text.startswith(sign)

    long = "x" * 301
    assert [begins(text, sign) for text, sign in [("ax", "a"), ("ax", "a"), ("ax", "x"), (long, "x"), (long, "x")]] == [
        True, True, False, True, True,
    ]  # fmt: skip
    assert asked == [(2, "a"), (2, "x"), (301, "x"), (301, "x")]

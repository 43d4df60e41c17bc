"""A token provider for tests."""

from __future__ import annotations


class Tokens:
    """Hands out its tokens one after the other: the next whenever one was refused."""

    def __init__(self, *tokens: str) -> None:
        self.waiting = list(tokens)

    def token(self) -> str:
        return self.waiting[0]

    def forget(self) -> None:
        self.waiting.pop(0)

"""A decision as one line of a mail says it. Pure data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """An initiative as a line names it: by its reference, its § number, both, or the reference's last number."""

    reference: str = ""
    paragraph: int = 0
    number: int = 0

    def __str__(self) -> str:
        """Return it as the secretary reads it."""
        paragraph = f"§ {self.paragraph}" if self.paragraph else ""
        number = f"{self.number:04d}" if self.number else ""
        return " ".join(filter(None, (paragraph, self.reference, number)))


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision as it was written. `aside` stands between the initiative and the decision: its title, perhaps."""

    about: tuple[Named, ...]
    aside: str
    outcome: str
    reasons: str
    responsible: str

"""The picture of the states in the documentation, drawn from the table that decides them.

python -m mailbot.register.states_picture
"""

from __future__ import annotations

from collections import defaultdict

from mailbot.register.states import CORRECTIONS, CORRECTIONS_ON_WORK, TRANSITIONS
from mailbot.store.values import State

_CORRECTED = (
    *((before, CORRECTIONS) for before in (State.APPROVED, State.REJECTED)),
    *((before, CORRECTIONS_ON_WORK) for before in CORRECTIONS_ON_WORK.values()),
)


def mermaid() -> str:
    """Return all transitions as a Mermaid state diagram, an arrow for each pair of states."""
    arrows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (before, event), after in TRANSITIONS.items():
        arrows[before or "[*]", after].append(event)
    for before, corrections in _CORRECTED:
        for event, after in corrections.items():
            if before is not after:
                arrows[before, after].append(f"corrected to {event}")
    lines = (f"    {before} --> {after}: {', '.join(events)}" for (before, after), events in arrows.items())
    return "\n".join(("stateDiagram-v2", *lines))


if __name__ == "__main__":
    print(mermaid())  # noqa: T201 - whoever changes the table copies it into the documentation

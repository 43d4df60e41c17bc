"""What a new revision of an agenda changes, as the secretary reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mailbot.store.tables import AgendaItem


def changes(before: Sequence[AgendaItem], after: Sequence[AgendaItem]) -> tuple[str, ...]:
    """Return a Swedish sentence for each change; none for the first edition. Items are in their order."""
    return tuple(_changes(_standing(before), _standing(after))) if before else ()


def _changes(old: dict[str, AgendaItem], new: dict[str, AgendaItem]) -> Iterator[str]:
    for reference, item in new.items():
        if reference not in old:
            yield f"{reference} är tillagt som § {item.paragraph}."
    for reference, item in old.items():
        if reference not in new:
            yield f"{reference} (§ {item.paragraph}) är borttaget."
    kept = [reference for reference in old if reference in new]
    if [reference for reference in new if reference in old] != kept:
        order = ", ".join(f"§ {item.paragraph}" for item in new.values())
        yield f"Ordningen är ändrad. Nu är den {order}."


def _standing(items: Sequence[AgendaItem]) -> dict[str, AgendaItem]:
    return {item.initiative.reference: item for item in items if item.removed_at is None}

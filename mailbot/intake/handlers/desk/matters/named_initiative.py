"""Which initiative a secretary means by a reference, whole or without its year."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.intake.handlers.desk.deeds.deed import CannotDo
from mailbot.intake.handlers.desk.sentences import Sentence
from mailbot.store.tables import Initiative


def initiative_named(session: Session, said: str) -> Initiative:
    """Return the initiative; CannotDo where there is none, or where a short number («0003») fits several."""
    which = Initiative.number == int(said) if said.isdigit() else Initiative.reference == said
    found = session.scalars(select(Initiative).where(which).order_by(Initiative.id)).all()
    if not found:
        raise CannotDo(Sentence.NO_INITIATIVE.text(reference=said))
    if len(found) > 1:
        raise CannotDo(Sentence.SEVERAL_INITIATIVES.text(reference=said, all=", ".join(one.reference for one in found)))
    return found[0]

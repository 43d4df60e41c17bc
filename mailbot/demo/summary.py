"""What came of the story, taken from the database and the servers after it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from mailbot.demo.environment import Stage
from mailbot.demo.mails import parsed
from mailbot.demo.people import BOT
from mailbot.jobs.comparing.reconcile import reconcile
from mailbot.register import audit
from mailbot.store.tables import Agenda, Initiative, Letter, Meeting, Message
from mailbot.store.values import LetterState


def summed_up(stage: Stage, keep: Path) -> dict[str, Any]:
    """Return the summary in the shape that `summary.json` has."""
    account = reconcile(stage.app.services, stage.app.mailbox)
    with stage.app.services.database.reading() as session:
        incoming = session.execute(select(Message.verdict, func.count()).group_by(Message.verdict))
        states = session.execute(select(Initiative.state, func.count()).group_by(Initiative.state))
        letters = session.execute(
            select(Letter.kind, func.count()).where(Letter.state == LetterState.SENT).group_by(Letter.kind),
        )
        unsent = session.scalar(select(func.count()).where(Letter.state != LetterState.SENT)) or 0
        agendas = session.scalars(select(Agenda).join(Meeting).order_by(Meeting.day, Agenda.revision)).all()
        return {
            "incoming": {str(verdict): count for verdict, count in incoming},
            "initiatives": {str(state): count for state, count in states},
            "letters": {str(kind): count for kind, count in letters},
            "agendas": [
                {
                    "meeting": agenda.meeting.day.isoformat(),
                    "items": [item.initiative.reference for item in agenda.items],
                    "files": sorted(
                        path.relative_to(keep).as_posix()
                        for path in (keep / "agendas" / agenda.meeting.day.isoformat()).iterdir()
                    ),
                }
                for agenda in agendas
            ],
            "unaccounted": len(account.unaccounted) + account.waiting + account.unfinished,
            "duplicates": account.duplicates + _sent_twice(stage),
            "failed": unsent,
        }


def chain_holds(stage: Stage) -> bool:
    """Whether the audit chain is whole."""
    with stage.app.services.database.reading() as session:
        return audit.verify(session) is None


def _sent_twice(stage: Stage) -> int:
    """Count letters that a server got more than once."""
    sent = [parsed(mail.data)["Message-ID"] for mail in stage.world.delivered if mail.sender == BOT.address]
    return len(sent) - len(set(sent))

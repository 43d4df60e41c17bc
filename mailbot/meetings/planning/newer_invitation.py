"""Which of two things that an invitation said is newer: what comes late or again changes nothing (RFC 5546 §2.1.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailbot.meetings.planning.plan import Key, Plan, Version
from mailbot.store.tables import InvitationVersion


def news(session: Session, plan: Plan) -> Plan:
    """Return what of the plan is newer than all that was followed before; without anything where nothing is.

    What comes by no invitation is always news. An exception that is newer than what is said of all stays as it is.
    """
    fresh = tuple(version for version in plan.versions if _is_new(session, version))
    keys = {version.key for version in fresh}
    kept = {key for version in fresh if version.original is None for key in _newer_exceptions(session, version)}

    def is_news(key: Key) -> bool:
        uid, _ = key
        return not uid or ((key in keys or (uid, None) in keys) and key not in kept)

    return replace(
        plan,
        wanted=tuple(one for one in plan.wanted if is_news(one.key)),
        dropped=tuple(key for key in plan.dropped if is_news(key)),
        whole=tuple(uid for uid in plan.whole if (uid, None) in keys),
        kept=tuple(kept),
        versions=fresh,
    )


def note(session: Session, followed: Iterable[Version]) -> None:
    """Enter what has been followed."""
    for version in followed:
        row = _row(session, version.key)
        if row is None:
            row = InvitationVersion(uid=version.uid, original=_text(version.original))
            session.add(row)
        row.sequence, row.stamp = version.order
    session.flush()


def is_known(session: Session, uid: str) -> bool:
    """Whether anything that this invitation said has been followed."""
    return session.scalar(select(InvitationVersion.uid).where(InvitationVersion.uid == uid).limit(1)) is not None


def _is_new(session: Session, version: Version) -> bool:
    row, whole = _row(session, version.key), _row(session, (version.uid, None))
    if row is not None and version.order <= (row.sequence, row.stamp):
        return False
    return version.original is None or whole is None or version.stamp >= whole.stamp


def _newer_exceptions(session: Session, version: Version) -> set[Key]:
    rows = session.scalars(
        select(InvitationVersion).where(
            InvitationVersion.uid == version.uid,
            InvitationVersion.original != "",
            InvitationVersion.sequence >= version.sequence,
        )
    )
    return {(row.uid, date.fromisoformat(row.original)) for row in rows if row.stamp > version.stamp}


def _row(session: Session, key: Key) -> InvitationVersion | None:
    uid, original = key
    return session.get(InvitationVersion, (uid, _text(original)))


def _text(original: date | None) -> str:
    return original.isoformat() if original else ""

"""In which folder a message belongs, by what has become of it and the year in which it came."""

from __future__ import annotations

from mailbot.config import STOCKHOLM
from mailbot.config.servers import Folders
from mailbot.store.tables import Message
from mailbot.store.values import Outcome


def belongs_in(folders: Folders, row: Message) -> str:
    """Return the folder of the row's outcome."""
    names = {Outcome.REVIEW: folders.review, Outcome.AUTOMATIC: folders.automatic}
    return _of_its_year(names.get(row.outcome or Outcome.REVIEW, folders.handled), row)


def out_of_review_or_back(folders: Folders, row: Message) -> None:
    """Have the next pass move a message out of the review folder when it is seen to, and back when it waits again."""
    place, review = belongs_in(folders, row), _of_its_year(folders.review, row)
    if row.filed_uid is not None and review in (place, row.filed_folder):
        row.wanted_folder = place if place != row.filed_folder else ""


def _of_its_year(name: str, row: Message) -> str:
    return name.replace("{year}", str((row.received_at or row.begun_at).astimezone(STOCKHOLM).year))

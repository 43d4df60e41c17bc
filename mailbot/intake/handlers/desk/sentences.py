"""What a secretary is told of her orders, a sentence each; the words stand in `templates/review/desk.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Any

from mailbot.primitives.templates_folder import templates_dir

_BRACES = re.compile(r"\{(\w+)\}")


class Sentence(StrEnum):
    """A sentence, by name."""

    DONE = "done"
    JUNK = "junk"
    DECLINED = "declined"
    TO_BE_DONE = "to_be_done"
    TO_BE_JUNK = "to_be_junk"
    TO_BE_DECLINED = "to_be_declined"
    TO_BELONG = "to_belong"
    BELONGS = "belongs"
    BELONGS_WITH_FILES = "belongs_with_files"
    TO_BE_ANSWERED = "to_be_answered"
    TO_BE_ANSWERED_UNVERIFIED = "to_be_answered_unverified"
    ANSWERED = "answered"
    TO_BE_REGISTERED = "to_be_registered"
    REGISTERED = "registered"
    REGISTERED_ALREADY = "registered_already"
    UNTITLED = "untitled"
    TO_BE_TRIED_AGAIN = "to_be_tried_again"
    TRIED_AGAIN = "tried_again"
    NOT_TRIED_AGAIN = "not_tried_again"
    IS_TRIED_AGAIN = "is_tried_again"
    MOVED_ALREADY = "moved_already"
    WAITS_AGAIN = "waits_again"
    TO_BE_UNDONE = "to_be_undone"
    NOTHING_TO_UNDO = "nothing_to_undo"
    ALREADY_SENT = "already_sent"
    NO_ANSWER_POSSIBLE = "no_answer_possible"
    TO_BE_AWAY = "to_be_away"
    AWAY = "away"
    NOT_AWAY = "not_away"
    NO_SUCH_DAYS = "no_such_days"
    WHICH_YEAR = "which_year"
    TOO_LONG_AWAY = "too_long_away"
    NO_SUCH_DEPUTY = "no_such_deputy"
    NOBODY = "nobody"
    TO_BE_ASKED = "to_be_asked"
    ASKED = "asked"
    LETTER_STOPPED = "letter_stopped"
    PASSED_OVER = "passed_over"
    NO_ADDRESS = "no_address"
    CONTACT_ALREADY = "contact_already"
    CONTACT_TOO_LATE = "contact_too_late"
    TO_BE_MERGED = "to_be_merged"
    MERGED = "merged"
    NOT_MERGED = "not_merged"
    NOT_PARTED = "not_parted"
    NO_INITIATIVE = "no_initiative"
    SEVERAL_INITIATIVES = "several_initiatives"
    NO_SUCH = "no_such"
    NOT_WAITING = "not_waiting"
    STOPPED = "stopped"
    AT_ODDS = "at_odds"
    FILE_LEFT = "file_left"
    TOO_MANY_STORIES = "too_many_stories"

    def text(self, **fields: object) -> str:
        """Return the sentence with its braces filled in."""
        written = str(sentences()[self]["text"]).strip()
        return _BRACES.sub(lambda found: str(fields[found[1]]), written)


@cache
def sentences() -> Mapping[str, Any]:
    """Return all sentences, as the file has them."""
    return tomllib.loads((templates_dir() / "review" / "desk.toml").read_text(encoding="utf-8"))

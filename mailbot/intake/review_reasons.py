"""Why a mail waits for a human: each reason by name; what the secretary reads stands in `templates/review`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from mailbot.primitives.templates_folder import templates_dir

_BRACES = re.compile(r"\{(\w+)\}")


class Reason(StrEnum):
    """Why a human must look."""

    CAPPED = "capped"
    MANY_FORMS = "many_forms"
    NO_COMPLETION = "no_completion"
    AGENDA_BESIDE_FORM = "agenda_beside_form"
    WITHDRAWAL_BESIDE_FORM = "withdrawal_beside_form"
    OTHER_FORM = "other_form"
    STILL_UNREADABLE = "still_unreadable"
    UNREADABLE_FROM_STRANGER = "unreadable_from_stranger"
    UNREADABLE = "unreadable"
    ON_AGENDA_ALREADY = "on_agenda_already"
    SAME_TITLE = "same_title"
    UNPLACED_TEXT = "unplaced_text"
    PERSONNUMMER = "personnummer"
    PERSONNUMMER_IN_MAIL = "personnummer_in_mail"
    SAME_FROM_ANOTHER = "same_from_another"
    ALREADY_THEIRS = "already_theirs"
    NAMED_ELSEWHERE = "named_elsewhere"
    NAMED_NOT_ASKED = "named_not_asked"
    TAKES_OVER_UNCONFIRMED = "takes_over_unconfirmed"
    TAKES_OVER_TOO_LATE = "takes_over_too_late"
    NOT_A_YES = "not_a_yes"
    IN_THREAD = "in_thread"
    NOT_THE_SECRETARYS_AGENDA = "not_the_secretarys_agenda"
    NOT_ONE_AGENDA = "not_one_agenda"
    UNKNOWN_AGENDA = "unknown_agenda"
    NO_INSTRUCTION = "no_instruction"
    NO_CODE = "no_code"
    CONFIRMS_NOTHING = "confirms_nothing"
    FORGED_ORDER = "forged_order"
    STATUS_IN_ANOTHERS_NAME = "status_in_anothers_name"
    INVITATION = "invitation"
    INVITATION_UNREADABLE = "invitation_unreadable"
    OTHER_MEETING = "other_meeting"
    NOT_ONES_OWN = "not_ones_own"
    FILE_BESIDE_QUESTION = "file_beside_question"
    SAYS_MORE = "says_more"
    QUESTION = "question"
    QUESTION_FROM_STRANGER = "question_from_stranger"
    FILE_BESIDE_THANKS = "file_beside_thanks"
    NOT_THE_FORM = "not_the_form"
    NOT_UNDERSTOOD = "not_understood"
    WITHDRAWS_WHAT = "withdraws_what"
    WITHDRAWS_DECIDED = "withdraws_decided"
    WITHDRAWN_ON_AGENDA = "withdrawn_on_agenda"
    FORM_FROM_MACHINE = "form_from_machine"
    INVITATION_BESIDE_FORM = "invitation_beside_form"
    NOT_RESPONSIBLE = "not_responsible"
    WORK_IS_EVALUATED = "work_is_evaluated"
    RESPONSIBLE_UNCONFIRMED = "responsible_unconfirmed"
    RESPONSIBLE_NOT_ASKED = "responsible_not_asked"
    NO_SUCH_FOLLOW_UP = "no_such_follow_up"
    NOBODY_RESPONSIBLE = "nobody_responsible"
    EVALUATION_OF_WHAT = "evaluation_of_what"
    EVALUATION_NOT_THEIRS = "evaluation_not_theirs"
    EVALUATION_TOO_EARLY = "evaluation_too_early"
    EVALUATION_CAME = "evaluation_came"
    EVALUATION_BESIDE_FORM = "evaluation_beside_form"
    FILES_BESIDE_EVALUATION = "files_beside_evaluation"
    SPREAD_FOR_WHOM = "spread_for_whom"
    SPREAD_NOT_ANSWERED = "spread_not_answered"
    SPREAD_NOBODY_TO_ASK = "spread_nobody_to_ask"
    SPREAD_WHOLE = "spread_whole"
    NOT_EVALUATED = "not_evaluated"
    CAME_BACK = "came_back"
    CAME_BACK_UNPROVEN = "came_back_unproven"
    SAME_ID = "same_id"
    BEFORE_START = "before_start"
    ANSWERED_BEFORE = "answered_before"
    OWN_ADDRESS = "own_address"
    FOREIGN_ADDRESS = "foreign_address"
    NO_ADDRESS = "no_address"
    WITHHELD_BY_SERVER = "withheld_by_server"
    NEVER_TAKEN_IN = "never_taken_in"
    VANISHED = "vanished"
    TOO_LARGE = "too_large"
    SENDER_TOLD = "sender_told"
    MANY_FILES = "many_files"
    POISON = "poison"
    FAULT = "fault"
    MARKED_SPAM = "marked_spam"
    LIKE_OUR_LETTER = "like_our_letter"
    NEWSLETTER_WORDS = "newsletter_words"
    MAY_BE_AUTOMATIC = "may_be_automatic"

    def text(self, **fields: object) -> str:
        """Return the sentence with its braces filled in; what nobody fills stays as it is written."""
        written = str(_reasons()[self]["text"])
        return _BRACES.sub(lambda found: str(fields.get(found[1], found[0])), written)


def faults(file: Path) -> Iterator[str]:
    """Say what is wrong with a file of reasons: one that lacks, is unknown, or fills in what is not there."""
    try:
        reasons = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        yield f"{file}: is not a readable TOML file: {error}"
        return
    known = {str(reason) for reason in Reason}
    yield from (f"{file}: {name}: is missing" for name in sorted(known - reasons.keys()))
    yield from (f"{file}: {name}: is no reason that mailbot knows" for name in reasons if name not in known)
    for name, reason in reasons.items():
        unknown = set(_BRACES.findall(reason.get("text", ""))) - set(reason.get("fields", ()))
        yield from (f"{file}: {name}: {{{field}}} is not one of its fields" for field in sorted(unknown))
        if not reason.get("text"):
            yield f"{file}: {name}: has no text"


@cache
def _reasons() -> Mapping[str, Any]:
    return tomllib.loads(reasons_file().read_text(encoding="utf-8"))


def reasons_file() -> Path:
    """Return where the shipped reasons stand."""
    return templates_dir() / "review" / "reasons.toml"

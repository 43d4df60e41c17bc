"""The closed sets of values that the database stores, each by its value."""

from enum import IntEnum, StrEnum


class State(StrEnum):
    """Where an initiative is on its way."""

    UNCONFIRMED = "unconfirmed"
    """Its mail fails the sender's own domain's checks, and the address has not answered."""
    INCOMPLETE = "incomplete"
    QUEUED = "queued"
    ON_AGENDA = "on_agenda"
    APPROVED = "approved"
    REJECTED = "rejected"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    IN_PROGRESS = "in_progress"
    EVALUATED = "evaluated"
    SPREAD = "spread"
    CANCELLED = "cancelled"


class VerdictKind(StrEnum):
    """What a mail is, by its content."""

    SUBMISSION = "submission"
    COMPLETION = "completion"
    STATUS_REQUEST = "status_request"
    QUESTION = "question"
    WITHDRAWAL = "withdrawal"
    THANKS = "thanks"
    DECISION_RETURN = "decision_return"
    MEETING_INVITATION = "meeting_invitation"
    SECRETARY_COMMAND = "secretary_command"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    OWN_LETTER = "own_letter"
    DUPLICATE = "duplicate"
    LIST_MAIL = "list_mail"
    FOLLOW_UP = "follow_up"
    """About the work that follows an approval, from somebody who has a part in it."""
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """Who sent a mail, as far as the server that we trust vouches for it."""

    SECRETARY = "secretary"
    INITIATOR = "initiator"
    KNOWN = "known"
    UNVERIFIED = "unverified"


class Part(StrEnum):
    """Which part somebody has in the work that follows an approval."""

    RESPONSIBLE = "responsible"
    """Has said yes to being in charge of it."""
    ASKED = "asked"
    """Is asked to be, and has not said yes."""
    INITIATOR = "initiator"


class Outcome(StrEnum):
    """What was done with a message; the folder that it is filed in follows from it."""

    HANDLED = "handled"
    REVIEW = "review"
    RESOLVED = "resolved"
    AUTOMATIC = "automatic"
    LEFT = "left"
    """Seen in the junk folder, not ours to touch: it stays where it is."""
    BEFORE_START = "before_start"
    """Older than `answer_from`: listed, never answered, stays where it is."""


class LetterState(StrEnum):
    """Where a letter is on its way out."""

    HELD = "held"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    STOPPED = "stopped"


class LetterKind(StrEnum):
    """Every letter that mailbot writes; each has a folder under `templates/mail`."""

    RECEIPT_COMPLETE = "receipt_complete"
    RECEIPT_INCOMPLETE = "receipt_incomplete"
    COMPLETION_REMINDER = "completion_reminder"
    HOW_TO = "how_to"
    COULD_NOT_READ = "could_not_read"
    SAME_AGAIN = "same_again"
    STATUS = "status"
    ON_AGENDA = "on_agenda"
    OFF_AGENDA = "off_agenda"
    MEETING_MOVED = "meeting_moved"
    DECISION_APPROVED = "decision_approved"
    DECISION_REJECTED = "decision_rejected"
    DECISION_DEFERRED = "decision_deferred"
    DECISION_REFERRED_BACK = "decision_referred_back"
    DECISION_CORRECTED = "decision_corrected"
    RESPONSIBLE_WANTED = "responsible_wanted"
    RESPONSIBLE_ASKED = "responsible_asked"
    RESPONSIBLE_PENDING = "responsible_pending"
    WORK_STARTED = "work_started"
    WORK_DELAYED = "work_delayed"
    WORK_STOPPED = "work_stopped"
    EVALUATION_WANTED = "evaluation_wanted"
    EVALUATION_INCOMPLETE = "evaluation_incomplete"
    EVALUATION_RECEIVED = "evaluation_received"
    DECISION_ON_WORK = "decision_on_work"
    SPREAD_ASKED = "spread_asked"
    SPREAD_ANSWERED = "spread_answered"
    SPREAD_WHEN = "spread_when"
    SPREAD_LAPSED = "spread_lapsed"
    CELEBRATION = "celebration"
    FIRST_ANNIVERSARY = "first_anniversary"
    SPREAD_TO_ALL = "spread_to_all"
    WITHDRAWAL_CONFIRM = "withdrawal_confirm"
    WITHDRAWN = "withdrawn"
    HANDED_OVER = "handed_over"
    MERGED = "merged"
    SENDER_CONFIRM = "sender_confirm"
    CHANGE_CONFIRM = "change_confirm"
    ON_BEHALF = "on_behalf"
    FORGED_ORDERS = "forged_orders"
    DESK_RECEIPT = "desk_receipt"
    SECRETARY_ANSWER = "secretary_answer"
    DESK_HELP = "desk_help"
    NOT_UNDERSTOOD = "not_understood"
    REGISTER_OVERVIEW = "register_overview"
    INITIATIVE_STORY = "initiative_story"
    AGENDA = "agenda"
    AGENDA_OVERVIEW = "agenda_overview"
    PROTOCOL = "protocol"
    MEMBERS_AGENDA = "members_agenda"
    MEMBERS_RECEIPT = "members_receipt"
    CELEBRATION_DRAFT = "celebration_draft"
    CELEBRATION_RECEIPT = "celebration_receipt"
    DECISIONS_RECEIPT = "decisions_receipt"
    MEETINGS_RECEIPT = "meetings_receipt"
    INVITATION_ACCEPTED = "invitation_accepted"
    DONE = "done"
    REVIEW_DIGEST = "review_digest"


DECISIONS = frozenset({kind for kind in LetterKind if kind.startswith("decision_")} | {LetterKind.AGENDA})
"""Letters that are never capped and go out first: what the group decided, and what it meets about."""


class Urgency(IntEnum):
    """Which letters go out before which."""

    DECISION = 0
    NORMAL = 1
    STRANGER = 2
    """Caused by mail that anybody may have written: from no listed organisation, or nobody knows from whom."""
    IN_THEIR_NAME = 3
    """To an address in whose name somebody writes."""


class DecisionOutcome(StrEnum):
    """What was decided; the Swedish words stand in `templates/agenda`."""

    APPROVED = "approved"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    REFERRED_BACK = "referred_back"
    SPREAD = "spread"
    """To all organisations, as the rest about work that has been evaluated."""
    SPREAD_SOME = "spread_some"
    ENDED = "ended"
    CONTINUED = "continued"
    """Until another day on which the work is evaluated."""


ON_WORK = (DecisionOutcome.SPREAD, DecisionOutcome.SPREAD_SOME, DecisionOutcome.ENDED, DecisionOutcome.CONTINUED)
"""What is decided about evaluated work; the others are decided about proposals."""


class SpreadAnswer(StrEnum):
    """What an organisation says to taking up what others have done."""

    TAKES_UP = "takes_up"
    HAS_ALREADY = "has_already"
    DECLINES = "declines"


class DecisionState(StrEnum):
    """A decision that came by mail is proposed until a secretary has answered its receipt."""

    PROPOSED = "proposed"
    APPLIED = "applied"
    STOPPED = "stopped"
    REPLACED = "replaced"


class InstructionKind(StrEnum):
    """What a one-time code makes so."""

    DECISIONS = "decisions"
    SENDER = "sender"
    """A proposal in somebody's name."""
    CHANGE = "change"
    """A form to what is registered in somebody's name."""
    WITHDRAWAL = "withdrawal"
    ADD = "add"
    REMOVE = "remove"
    MOVE_FIRST = "move_first"
    MOVE_LAST = "move_last"
    REORDER = "reorder"
    RELEASE = "release"
    DESK = "desk"
    """Whatever the answer to a list of what waits, or to the receipt for such an answer, orders."""
    MEETINGS = "meetings"
    MEMBERS = "members"
    """An agenda to the group's members."""
    CELEBRATION = "celebration"
    """A letter about what has been achieved, to all who want to know."""


class EventKind(StrEnum):
    """What happened to an initiative: the left column of the transition table, and more."""

    REGISTERED_COMPLETE = "registered_complete"
    REGISTERED_INCOMPLETE = "registered_incomplete"
    REGISTERED_UNCONFIRMED = "registered_unconfirmed"
    CONFIRMED_COMPLETE = "confirmed_complete"
    CONFIRMED_INCOMPLETE = "confirmed_incomplete"
    COMPLETED = "completed"
    HANDED_OVER = "handed_over"
    """To the address that its form names, which said yes."""
    CLOSED = "closed"
    NEW_VERSION = "new_version"
    AGENDA_FROZEN = "agenda_frozen"
    AGENDA_TO_MEMBERS = "agenda_to_members"
    TAKEN_OFF = "taken_off"
    APPROVED = "approved"
    REJECTED = "rejected"
    DEFERRED = "deferred"
    REFERRED_BACK = "referred_back"
    DECISION_CORRECTED = "decision_corrected"
    WITHDRAWN = "withdrawn"
    RESPONSIBLE_ASKED = "responsible_asked"
    """Somebody, whether they will be in charge of the work."""
    RESPONSIBLE_CHANGED = "responsible_changed"
    """Another has said yes, while the work is under way."""
    DELAYED = "delayed"
    """The follow-up date was moved."""
    EVALUATION_WANTED = "evaluation_wanted"
    EVALUATION_VERSION = "evaluation_version"
    """Came in, and is not complete, or the same evaluation came again with changes."""
    STARTED = "started"
    EVALUATED = "evaluated"
    SPREAD = "spread"
    SPREAD_ASKED = "spread_asked"
    """An organisation, whether it takes it up."""
    SPREAD_ANSWERED = "spread_answered"
    SPREAD_LAPSED = "spread_lapsed"
    """The question to an organisation: a decision was corrected, and it is no more among them."""
    CONTINUED = "continued"
    """After an evaluation: it is evaluated again."""
    ENDED = "ended"
    """After an evaluation, by the group's decision."""
    CANCELLED = "cancelled"
    CELEBRATION_MADE = "celebration_made"
    CELEBRATION_RETURNED = "celebration_returned"
    """By a secretary, with another text."""
    CELEBRATION_SENT = "celebration_sent"
    CELEBRATION_STOPPED = "celebration_stopped"
    MESSAGE_RECEIVED = "message_received"
    LETTER_QUEUED = "letter_queued"
    LETTER_SENT = "letter_sent"
    LETTER_FAILED = "letter_failed"
    LETTER_STOPPED = "letter_stopped"
    LETTER_RELEASED = "letter_released"
    MEETING_ADDED = "meeting_added"
    MEETING_MOVED = "meeting_moved"
    MEETING_CANCELLED = "meeting_cancelled"
    DECISION_PROPOSED = "decision_proposed"
    REVIEW_RESOLVED = "review_resolved"
    REVIEW_REOPENED = "review_reopened"
    MAIL_ATTACHED = "mail_attached"
    """To an initiative, by a secretary."""
    MAIL_DETACHED = "mail_detached"
    MERGED = "merged"
    """Into another initiative, which goes on."""
    MERGED_IN = "merged_in"
    ABSENCE_ENTERED = "absence_entered"
    ABSENCE_ENDED = "absence_ended"
    MATERIAL_RELEASED = "material_released"
    NOTED = "noted"

"""What triage looks for in people's words, by what it means; the words stand in `templates/phrases`."""

from __future__ import annotations

from mailbot.primitives.phrases import phrases

STATUS = phrases("intents", "status")
ABOUT_OURS = phrases("intents", "about_ours")
ASKS_FOR_FORM = phrases("intents", "asks_for_form")
HOW_TO = phrases("intents", "how_to")
QUESTION = phrases("intents", "question")

NEVER_ANSWERED = phrases("answers", "never_answered")
COMPLETES = phrases("answers", "completes")
NOT_YET = phrases("answers", "not_yet")
REACTION = phrases("answers", "reaction")
THANKS = phrases("answers", "thanks")
POLITE = phrases("answers", "polite")
NAME_AFTER = phrases("answers", "name_after")
CONFIRMS = phrases("answers", "confirms")
IS_OURS = phrases("answers", "is_ours")
FOR_ANOTHER = phrases("answers", "for_another")

WITHDRAWS = phrases("withdrawal", "withdraws")
SPEAKS_OF_WITHDRAWING = phrases("withdrawal", "speaks")
OWN_THING = phrases("withdrawal", "own_thing")
PLAINLY = phrases("withdrawal", "plainly")
NOT_ANY_MORE = phrases("withdrawal", "not_any_more")
NEGATED = phrases("withdrawal", "negated")
DOUBT = phrases("withdrawal", "doubt")
DISOWNS = phrases("withdrawal", "disowns")
CLAUSE_END = phrases("withdrawal", "clause_end")

ORDER = phrases("orders", "order")
FILLER = phrases("orders", "beside_an_order")
REGISTERS_TOLD = phrases("orders", "registers_told")
MORE_THAN_AN_ORDER = phrases("orders", "more_than_an_order")

BELOW_EVERY_MAIL = phrases("signatures", "house")
PLACE_NUMBER = phrases("signatures", "place_number")

DESK = phrases("desk", "desk")
DESK_FILLER = phrases("desk", "beside_a_desk_order")
AWAY = phrases("desk", "away")
CONTACT = phrases("desk", "contact")
ANSWERS = phrases("desk", "answers")
ALIKE = phrases("desk", "alike")
BETWEEN_NUMBERS = phrases("desk", "between_numbers")
NAMES_A_DAY = phrases("desk", "names_a_day")

BESIDE_OUTCOME = phrases("decisions", "beside_outcome")
INTRODUCES_DECISIONS = phrases("decisions", "introduces_decisions")
BECAUSE = phrases("decisions", "because")
BECAUSE_WITHIN = phrases("spreading", "reason_follows")
TAKEN_BACK = phrases("decisions", "taken_back")
HOLDS_BACK = phrases("decisions", "holds_back")
REASONS_LABEL = phrases("decisions", "reasons_label")
RESPONSIBLE_LABEL = phrases("decisions", "responsible_label")

ACCEPTS_WORK = phrases("follow_up", "accepts")
HANDS_OVER = phrases("follow_up", "hands_over")
DELAYS_WORK = phrases("follow_up", "delays")
STOPS_WORK = phrases("follow_up", "stops")
LEAVES_OPEN = phrases("follow_up", "open")
WORK_CLAUSE_END = phrases("follow_up", "work_clause_end")

TAKES_UP = phrases("spreading", "takes_up")
HAS_ALREADY = phrases("spreading", "has_already")
DECLINES_SPREAD = phrases("spreading", "declines")
TAKES_NO_BACK = phrases("spreading", "takes_no_back")
LEAVES_SPREAD_OPEN = phrases("spreading", "leaves_open")
BESIDE_ANSWER = phrases("spreading", "beside_an_answer")
ONLY_WHEN = phrases("spreading", "only_when")

STOP_DATE = phrases("planning", "stop_date")
ABOUT_MEETING = phrases("planning", "about_meeting")
BEFORE_STOP = phrases("planning", "before_stop")
CALLS_OFF = phrases("planning", "calls_off")

CLAUSE_START = phrases("says_more", "clause_start")
INTRODUCES = phrases("says_more", "introduces")
ADDS = phrases("says_more", "adds")
WISHES = phrases("says_more", "wishes")

"""What machines write, by what it means; the words stand in `templates/phrases/machines.toml`."""

from __future__ import annotations

from mailbot.primitives.phrases import phrases

ANSWER_SUBJECT = phrases("machines", "answer_subject")
MACHINE_ADDRESS = phrases("machines", "machine_address")
MACHINE_SUBJECT = phrases("machines", "machine_subject")
AWAY_SUBJECT = phrases("machines", "away_subject")
RECEIPT_SUBJECT = phrases("machines", "receipt_subject")
CASE_SUBJECT = phrases("machines", "case_subject")
CALENDAR_SUBJECT = phrases("machines", "calendar_subject")
AWAY = phrases("machines", "away")
GONE = phrases("machines", "gone")
RECEIVED = phrases("machines", "received")
NUMBER = phrases("machines", "number")
YOUR_NUMBER = phrases("machines", "your_number")
PROMISE = phrases("machines", "promise")
UNATTENDED = phrases("machines", "unattended")
OUR_FOOT = phrases("machines", "our_foot")
ABOVE_THE_LINE = phrases("machines", "above_the_line")
THANKS_FOR_MAIL = phrases("machines", "thanks_for_mail")
NEWSLETTER = phrases("machines", "newsletter")
DAEMON = phrases("machines", "daemon")
POSTMASTER = phrases("machines", "postmaster")
RETURNED_SUBJECT = phrases("machines", "returned_subject")
RETURNED_TO_YOU = phrases("machines", "returned_to_you")
MY_MAIL = phrases("machines", "my_mail")
UNDELIVERED = phrases("machines", "undelivered")
DELAYED = phrases("machines", "delayed")
OUR_BUSINESS = phrases("machines", "our_business")
KNOWN_THING = phrases("machines", "known_thing")


def topic(subject: str) -> str:
    """Return a subject without what programs put before one that they answer or pass on, however often."""
    rest = subject.strip()
    while found := ANSWER_SUBJECT.pattern.match(rest):
        rest = rest[found.end() :].strip()
    return rest

"""Decode + triage beside `email.message_from_bytes` alone, on the same mails: prints the ratio.

Run it as a program; it is no timed test.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from statistics import median

from mailbot.intake.triage.evidence import Facts
from mailbot.intake.triage.verdict import triage
from mailbot.mail.decode import decode
from tests.support.mails import File, a_mail, gmail, gmail_html, outlook, outlook_html

NOW = datetime(2026, 11, 12, 9, 20, tzinfo=UTC)
ROUNDS = 7


def a_backlog(count: int = 200) -> list[bytes]:
    """Return mails of about 80 kB, each third without an attachment."""
    mails = []
    for number in range(count):
        words = f"Hej! Här kommer vårt förslag nummer {number} om trygg hemgång."
        plain, html = (outlook(words), outlook_html(words)) if number % 2 else (gmail(words), gmail_html(words))
        files = [File(f"Förslag {number}.docx", os.urandom(58_000))] if number % 3 else []
        trace = [
            ("Received", f"from x{hop}.example by mx{hop}.example; Thu, 12 Nov 2026 10:14:00 +0100") for hop in range(5)
        ]
        mails.append(a_mail(plain, html=html, files=files, headers=trace, message_id=f"<{number}@varberg.example>"))
    return mails


def seconds(work: Callable[[bytes], object], mails: list[bytes]) -> float:
    """Return the median time of one pass over the mails."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for mail in mails:
            work(mail)
        taken.append(time.perf_counter() - start)
    return median(taken)


def main() -> None:
    mails = a_backlog()
    floor = seconds(message_from_bytes, mails)
    ours = seconds(lambda mail: triage(decode(mail, internal_date=NOW), (), Facts()), mails)
    each = 1000 / len(mails)
    print(f"email.message_from_bytes alone: {floor * each:.2f} ms a mail")
    print(f"decode + triage:                {ours * each:.2f} ms a mail, ratio {ours / floor:.2f}")


if __name__ == "__main__":
    main()

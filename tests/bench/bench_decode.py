"""How decoding a mail and telling what it is compare with their floor: `email.message_from_bytes` on the same mails.

Run by hand: `python -m tests.bench.bench_decode`. Prints medians of one run, and their ratios.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from email import message_from_bytes

from mailbot.intake.triage.evidence import Facts
from mailbot.intake.triage.verdict import triage
from mailbot.mail.decode import decode
from tests.bench.medians import show
from tests.support.mails import File, a_mail, gmail, gmail_html, outlook, outlook_html

NOW = datetime(2026, 11, 12, 9, 20, tzinfo=UTC)
ROUNDS = 30


def a_backlog(count: int = 100) -> list[bytes]:
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


def main() -> None:
    backlog = a_backlog()
    show(
        f"{len(backlog)} mails of about 80 kB",
        [backlog] * ROUNDS,
        {
            "email.message_from_bytes": lambda mails: [message_from_bytes(mail) for mail in mails],
            "decode": lambda mails: [decode(mail, internal_date=NOW) for mail in mails],
            "decode + triage": lambda mails: [triage(decode(mail, internal_date=NOW), (), Facts()) for mail in mails],
        },
    )


if __name__ == "__main__":
    main()

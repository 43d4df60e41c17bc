"""The message that asks an IMAP server what time it is: it lies in a folder for a moment, and is nobody's mail."""

from __future__ import annotations

SUBJECT = "Mailbot kontrollerar klockan. Mejlet kan tas bort."
MAIL = f"From: mailbot <>\r\nSubject: {SUBJECT}\r\nAuto-Submitted: auto-generated\r\n\r\n".encode()

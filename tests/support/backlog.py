"""A backlog of mails with something of everything, and a config that takes them in from real servers."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

from mailbot.config import Config, parse
from mailbot.forms import template_file
from mailbot.forms.write import excel, word
from mailbot.primitives.templates_folder import templates_dir

DELIVERED = '"20-Nov-2026 09:00:00 +0100"'
"""INTERNALDATE of what is delivered, so that years don't depend on the machine's clock."""
BOT = "omtankehalland@regionhalland.example"
SECRETARY = "maria.lindqvist@regionhalland.example"
FORM = template_file.load(templates_dir() / "mall" / "mall.toml")

COMPLETE = {
    "title": "Gemensam fallprevention",
    "initiator_name": "Anna Ek",
    "organisation": "Varbergs kommun",
    "background": "Många äldre faller hemma.",
    "description": "Ett gemensamt hembesök.",
    "purpose": "Färre fall.",
    "success_factors": ("Trygg",),
    "expected_effect": "En femtedel färre fall.",
}


def config(folder: Path, account, smtp, /, **changes) -> Config:
    """Return a config that reads the Dovecot account and sends over the SMTP server."""
    (folder / "password").write_text(account.password, encoding="utf-8")
    data = {
        "state_dir": "state",
        "mailbox": account.config(password_file="password").model_dump(),
        "smtp": smtp.config(rate_per_minute=10_000).model_dump(),
        "identity": {"address": BOT},
        "contact": {"name": "Maria Lindqvist", "phone": "035-00 00 00", "email": SECRETARY},
        "secretaries": [{"name": "Maria Lindqvist", "address": SECRETARY}],
        "organisations": [{"name": "Varbergs kommun", "domains": ["varberg.example"]}],
        "answer_from": "2026-01-01T00:00:00+01:00",
    }
    return parse(data | changes, base=folder)


def mail(number: int, sender: str, subject: str, text: str, files=(), **headers: str) -> bytes:
    """Return a mail whose Message-ID is made of its number."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = BOT
    message["Subject"] = subject
    message["Date"] = f"Fri, 20 Nov 2026 08:{number % 60:02}:00 +0100"
    message["Message-ID"] = f"<{number}@varberg.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes(policy=message.policy.clone(linesep="\r\n"))


def proposal(number: int, title: str, **changes) -> bytes:
    """Return a mail with a complete Word form, or with what is changed."""
    values = {**COMPLETE, "title": title, **changes}
    files = [("Förslag.docx", word.write(FORM, values))]
    return mail(number, f"anna{number}@varberg.example", "Förslag", "Hej!\n\nSe bilagan.", files)


def something_of_everything() -> list[bytes]:
    """Return ten mails: forms, gaps, questions, thanks, machines, a broken file, and a copy."""
    first = proposal(1, "Fallprevention")
    return [
        first,
        mail(2, "bo@varberg.example", "Förslag", "Se bilagan.", [("f.xlsx", excel.write(FORM, COMPLETE))]),
        proposal(3, "Trygghetssamtal", purpose=None, expected_effect=None),
        mail(4, "carl@varberg.example", "Fråga", "Hej! Hur gör man för att lämna ett förslag?"),
        mail(5, "dag@varberg.example", "Tack", "Tack så mycket!"),
        mail(6, "eva@varberg.example", "Autosvar", "Jag är ledig.", Auto_Submitted="auto-replied"),
        mail(7, "fia@varberg.example", "Förslag", "Se bilagan.", [("f.docx", word.write(FORM, COMPLETE)[:8000])]),
        first,
        proposal(9, "Sårvård på distans"),
        mail(10, "gun@okand.example", "Hej", "Något helt annat, utan början eller slut."),
    ]

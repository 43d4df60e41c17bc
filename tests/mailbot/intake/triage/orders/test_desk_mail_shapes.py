"""A secretary's answer to the list is understood whatever program she writes it in, and what it quotes is not hers."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from mailbot.intake.triage.evidence import Facts
from mailbot.intake.triage.orders.desk_orders import DeskOrder, DeskVerb, desk_said
from mailbot.intake.triage.verdict import triage
from mailbot.mail.decode import decode
from mailbot.primitives.references import codes_in
from mailbot.store.values import LetterKind, Standing

LIST = "3 mejl behöver dig\n\n    klart 1\n\nKoden K7Q2-9FXM visar att svaret är ditt.\n\nNr 1: Lokalen\nskräp 1\n"
MARKED = "\n".join(f"> {line}" for line in LIST.splitlines())
BOT = "Omtanke Halland <om@halland.example>"
OUTLOOK = f"Från: {BOT}\nSkickat: den 20 november 2026 09:00\nTill: Maria\nÄmne: 3 mejl behöver dig\n\n{LIST}"
ORDERS = (DeskOrder(DeskVerb.DONE, (8,)), DeskOrder(DeskVerb.JUNK, (9,)))
SAID = "klart 8\nskräp 9"

TEXTS = {
    "outlook": f"{SAID}\n\n{OUTLOOK}",
    "outlook_classic": f"{SAID}\n\n-----Ursprungligt meddelande-----\n{OUTLOOK}",
    "outlook_ios": f"{SAID}\n\nHämta Outlook för iOS<https://aka.ms/o0ukef>\n________________________________\n{OUTLOOK}",
    "outlook_android": f"{SAID}\n\nHämta Outlook för Android\n\n{OUTLOOK}",
    "iphone": f"{SAID}\n\nSkickat från min iPhone\n\n> 20 nov. 2026 kl. 09:00 skrev {BOT}:\n> \n{MARKED}",
    "samsung": f"{SAID}\n\nSkickat från min Samsung Galaxy.\n\n-------- Originalmeddelande --------\n{OUTLOOK}",
    "gmail": f"{SAID}\n\nDen fre 20 nov. 2026 kl 09:00 skrev {BOT}:\n\n{MARKED}",
    "thunderbird": f"{SAID}\n\nDen 2026-11-20 kl. 09:00, skrev Omtanke Halland:\n{MARKED}",
    "below_the_quote": f"{MARKED}\n\n{SAID}\n",
    "signed": f"{SAID}\n\nMed vänlig hälsning\n\nMaria Lindqvist\nSekreterare\n301 80 Halmstad\n\n{OUTLOOK}",
}
MARKUP = {
    "outlook": "<p class=MsoNormal>klart 8<o:p></o:p></p><p class=MsoNormal>skr&auml;p 9</p>"
    "<div style='border-top:solid 1.0pt'><p><b>Från:</b> Omtanke Halland<br><b>Skickat:</b> den 20 november<br>"
    "<b>Till:</b> Maria<br><b>Ämne:</b> 3 mejl</p></div><p>Koden K7Q2-9FXM</p><p>klart 1</p>",
    "gmail": "<div dir=ltr>klart 8<div>skräp 9</div></div><br><div class=gmail_quote><div class=gmail_attr>"
    "Den fre 20 nov. 2026 kl 09:00 skrev Omtanke:<br></div><blockquote class=gmail_quote>Koden K7Q2-9FXM<br>"
    "klart 1</blockquote></div>",
    "iphone": "klart 8<br>skräp 9<br><br><div>Skickat från min iPhone</div><blockquote type=cite>20 nov. 2026 kl 09:00 "
    "skrev Omtanke &lt;o@x.example&gt;:<br></blockquote><blockquote type=cite>Koden K7Q2-9FXM<br>klart 1</blockquote>",
    "list": "<ul><li>klart 8</li><li>skräp 9</li></ul><p>Koden K7Q2-9FXM</p>",
    "numbered": "<ol><li>klart 8</li><li>skräp 9</li></ol>K7Q2-9FXM",
    "table": "<table><tr><td>klart</td><td>8</td></tr><tr><td>skräp</td><td>9</td></tr></table>K7Q2-9FXM",
}


def read(content: str, kind: str):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Maria <maria@halland.example>", BOT, "Sv: 3 mejl behöver dig"
    mail["Message-ID"], mail["Date"] = "<a@halland.example>", "Fri, 20 Nov 2026 09:00:00 +0100"
    mail.set_content(content, subtype=kind)
    return decode(mail.as_bytes(), internal_date=datetime(2026, 11, 20, 9, tzinfo=UTC), trusted_hosts=())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        *(pytest.param(text, "plain", id=f"{name}-text") for name, text in TEXTS.items()),
        *(
            pytest.param(f"<html><body>{body}</body></html>", "html", id=f"{name}-html")
            for name, body in MARKUP.items()
        ),
    ],
)
def test_answer_is_her_own_lines_with_the_code_that_is_quoted(content, kind):
    message = read(content, kind)
    facts = Facts(Standing.SECRETARY, listed_secretary=True, answers=LetterKind.REVIEW_DIGEST)
    assert triage(message, (), facts).rule == "secretary_works_the_desk"
    said = "\n".join(line for line in message.own_text.splitlines() if "K7Q2-9FXM" not in line)
    assert (desk_said(said).orders, codes_in(message.text)) == (ORDERS, ("K7Q2-9FXM",))

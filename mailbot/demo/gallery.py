"""Mails as files to look at: each as .eml and as a page, an index of them all, and the way of one initiative.

The pages hold all they need and run nothing: what a mail brings is escaped, and
its HTML lies in a frame that may neither run scripts nor fetch anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html import escape
from pathlib import Path
from typing import Literal

Direction = Literal["in", "out"]

_SHOWN = {"From": "Från", "To": "Till", "Cc": "Kopia", "Reply-To": "Svar till"}
_WORDS = {"in": "In", "out": "Ut"}
_ONE = "initiative.html"
_LONGEST_NAME = 60
_LINE = 70
_LOWEST, _HIGHEST = 20, 60


@dataclass(frozen=True, slots=True)
class _Mail:
    """A mail and what its files are called, without suffix."""

    stem: str
    direction: Direction
    data: bytes
    message: EmailMessage


def write(folder: Path, messages: Iterable[tuple[Direction, bytes]], *, followed: str = "") -> Path:
    """Write every mail into `folder` and return the index, `index.html`.

    With `followed`, a reference, the mails about that initiative have a page of their own, `initiative.html`.
    `messages` come in the order in which they are shown: «in» to the shared
    mailbox or «out» from it, and the mail's bytes (RFC 5322). Each becomes
    `007-ut-Subject.eml` and `.html`, its attachments a folder of that name
    beside. Files of an earlier run are overwritten, others are left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    mails = [_mail(number, direction, data) for number, (direction, data) in enumerate(messages, start=1)]
    for mail in mails:
        (folder / f"{mail.stem}.eml").write_bytes(mail.data)
        attachments = list(_save_attachments(folder / mail.stem, mail.message))
        (folder / f"{mail.stem}.html").write_text(_mail_page(mail, attachments), encoding="utf-8")
    if followed:
        (folder / _ONE).write_text(_way_page(mails, followed), encoding="utf-8")
    index = folder / "index.html"
    index.write_text(_index_page(mails, followed), encoding="utf-8")
    return index


def _mail(number: int, direction: Direction, data: bytes) -> _Mail:
    message = message_from_bytes(data, policy=policy.default)
    subject = _safe_name(_field(message, "Subject")) or "utan-amne"
    return _Mail(f"{number:03}-{_WORDS[direction].lower()}-{subject}", direction, data, message)


def _save_attachments(folder: Path, message: EmailMessage) -> Iterator[tuple[str, str, int]]:
    """Save what is attached; give each file's shown name, its path from the page, and its size in bytes."""
    for number, part in enumerate(message.iter_attachments(), start=1):
        shown = part.get_filename() or f"del {number} ({part.get_content_type()})"
        data = _decoded(part)
        folder.mkdir(exist_ok=True)
        file = folder / f"{number}-{_safe_name(shown) or 'bilaga'}"
        file.write_bytes(data)
        yield shown, f"{folder.name}/{file.name}", len(data)


def _decoded(part: EmailMessage) -> bytes:
    """Return a leaf's bytes; a mail within the mail, or a tree of parts, as it stands."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b"".join(inner.as_bytes() for inner in part.iter_parts())


def _safe_name(name: str) -> str:
    """Keep letters, digits, dots and dashes; never a path, a hidden file, or anything long."""
    stem, dot, suffix = re.sub(r"[^\w.-]+", "-", name).strip("-.").rpartition(".")
    return f"{stem[:_LONGEST_NAME]}{dot}{suffix[:_LONGEST_NAME]}".strip("-.")


def _field(message: EmailMessage, name: str) -> str:
    """Return a header's text; the bare value where the header breaks its grammar."""
    try:
        return str(message.get(name, ""))
    except Exception:  # noqa: BLE001 - the library raises what it likes on broken headers
        return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")


def _date(message: EmailMessage) -> str:
    """Return the date as Swedes write it, in the sender's own time; as it stands where it is none."""
    try:
        return f"{parsedate_to_datetime(_field(message, 'Date')):%Y-%m-%d %H:%M}"
    except ValueError:
        return _field(message, "Date")


def _mail_page(mail: _Mail, attachments: list[tuple[str, str, int]]) -> str:
    subject = _field(mail.message, "Subject") or "(utan ämne)"
    fields = [(label, _field(mail.message, name)) for name, label in _SHOWN.items()] + [("Datum", _date(mail.message))]
    rows = "".join(f"<div><dt>{label}</dt><dd>{escape(value)}</dd></div>" for label, value in fields if value)
    files = "".join(
        f'<li><a href="{escape(path)}">{escape(shown)}</a> <small>{_size(size)}</small></li>'
        for shown, path, size in attachments
    )
    return _page(
        subject,
        f'<nav><a href="index.html">← Alla mejl</a><a href="{escape(mail.stem)}.eml">Som .eml</a></nav>'
        f'<header><span class="way {mail.direction}">{_WORDS[mail.direction]}</span>'
        f"<h1>{escape(subject)}</h1><dl>{rows}</dl></header>"
        + (f"<ul class=files>{files}</ul>" if files else "")
        + _body(mail.message),
    )


def _body(message: EmailMessage) -> str:
    """Show the HTML part in a frame, and the text part beside or alone."""
    html, text = _part(message, "html"), _part(message, "plain")
    shown = ""
    if html:
        frame = f'sandbox title="Mejlets innehåll" style="height: {_height(text)}rem" srcdoc="{escape(_shut(html))}"'
        shown = f"<h2>Som HTML</h2><iframe {frame}></iframe>"
    if text or not html:
        shown += f"<h2>Som text</h2><pre>{escape(text) or '(tomt)'}</pre>"
    return f"<main>{shown}</main>"


def _height(text: str) -> int:
    """Guess, from the same mail as text, what its HTML needs: a frame without scripts can't say."""
    lines = sum(1 + len(line) // _LINE for line in text.splitlines())
    return max(_LOWEST, min(_HIGHEST, 14 + lines * 3 // 2))


def _shut(html: str) -> str:
    """Forbid a mail's HTML to load anything from outside (Content Security Policy, level 2)."""
    allowed = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    return f'<meta http-equiv="Content-Security-Policy" content="{allowed}">{html}'


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    if part is None:
        return ""
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    try:
        return data.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return data.decode("cp1252", "replace")


def _index_page(mails: list[_Mail], followed: str) -> str:
    incoming = sum(mail.direction == "in" for mail in mails)
    counts = f"{len(mails)} mejl: {incoming} in, {len(mails) - incoming} ut. Allt är påhittat."
    way = f'<p><a href="{_ONE}">{escape(followed)}, från mejl till spridning</a></p>' if followed else ""
    return _page("Mejlen i berättelsen", f"<h1>Mejlen i berättelsen</h1><p>{counts}</p>{way}{_list(mails)}")


def _way_page(mails: list[_Mail], followed: str) -> str:
    """Show the mails that name an initiative, and before them those that they answer: its form has no number yet."""
    naming = [mail for mail in mails if followed in _field(mail.message, "Subject") + _part(mail.message, "plain")]
    answered = {_field(mail.message, "In-Reply-To") for mail in naming} - {""}
    told = [mail for mail in mails if mail in naming or _field(mail.message, "Message-ID") in answered]
    title = f"{followed}, från mejl till spridning"
    return _page(
        title, f'<nav><a href="index.html">← Alla mejl</a></nav><h1>{escape(title)}</h1>{_list(told, dated=True)}'
    )


def _list(mails: list[_Mail], *, dated: bool = False) -> str:
    rows = "".join(
        f'<li><a href="{escape(mail.stem)}.html"><span class="way {mail.direction}">{_WORDS[mail.direction]}</span>'
        f"<b>{escape(_field(mail.message, 'Subject') or '(utan ämne)')}</b>"
        f"<small>{f'{escape(_date(mail.message))} ' if dated else ''}"
        f"{escape(_field(mail.message, 'From'))} → {escape(_field(mail.message, 'To'))}</small></a></li>"
        for mail in mails
    )
    return f"<ol class=mails>{rows}</ol>"


def _size(count: int) -> str:
    return f"{count} byte" if count < 1000 else f"{count / 1000:.0f} kB"  # noqa: PLR2004 - what kilo means


def _page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>{body}</body></html>\n'
    )


_STYLE = """
:root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #1d2733; background: #f2f4f6 }
body { max-width: 54rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
h1 { font-size: 1.4rem; line-height: 1.25; margin: .25rem 0 .75rem; overflow-wrap: anywhere }
h2 { font-size: .85rem; font-weight: 600; color: #55606c; margin: 1.5rem 0 .4rem }
a { color: #00558c }
small { color: #55606c }
nav { display: flex; justify-content: space-between; margin-bottom: 1rem }
header, pre, iframe, .files, .mails li { background: #fff; border: 1px solid #d5dae0; border-radius: 8px }
header { padding: 1rem 1.25rem }
dl { margin: 0 }
dl div { display: flex; gap: 1rem; padding: .15rem 0 }
dt { flex: 0 0 5rem; color: #55606c }
dd { margin: 0; overflow-wrap: anywhere }
.way { display: inline-block; min-width: 2rem; padding: .05rem .5rem; border-radius: 99px; text-align: center;
  font-size: .8rem; font-weight: 600 }
.in { background: #dcebf7; color: #063f66 }
.out { background: #dff1e2; color: #17512a }
.files { list-style: none; margin: .75rem 0 0; padding: .6rem 1.25rem }
.mails { list-style: none; margin: 0; padding: 0 }
.mails li { margin: .4rem 0 }
.mails a { display: grid; grid-template-columns: 3.5rem 1fr; padding: .6rem 1rem; color: inherit;
  text-decoration: none }
.mails a:hover { background: #f7fafc }
.mails .way { grid-row: span 2; align-self: center; justify-self: start }
.mails b, .mails small { overflow-wrap: anywhere }
pre { margin: 0; padding: 1rem 1.25rem; font: 15px/1.5 ui-monospace, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere }
iframe { display: block; box-sizing: border-box; width: 100%; resize: vertical }
"""

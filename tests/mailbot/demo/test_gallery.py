"""The gallery shows every mail, and lets none of them do anything."""

from __future__ import annotations

from email.message import EmailMessage
from html.parser import HTMLParser

from mailbot.demo import gallery

EVIL = '<script>alert(1)</script>"&'


def test_gallery_holds_every_mail_in_order(tmp_path):
    index = gallery.write(
        tmp_path / "mejl", [("in", _mail("Ett förslag")), ("out", _mail("Re: Ett förslag [OH-2026-0001]"))]
    )
    assert index == tmp_path / "mejl" / "index.html"
    assert sorted(file.name for file in index.parent.iterdir()) == [
        "001-in-Ett-förslag.eml",
        "001-in-Ett-förslag.html",
        "002-ut-Re-Ett-förslag-OH-2026-0001.eml",
        "002-ut-Re-Ett-förslag-OH-2026-0001.html",
        "index.html",
    ]
    assert (index.parent / "001-in-Ett-förslag.eml").read_bytes() == _mail("Ett förslag")
    assert _read(index).links == ["001-in-Ett-förslag.html", "002-ut-Re-Ett-förslag-OH-2026-0001.html"]
    assert "2 mejl: 1 in, 1 ut." in _read(index).text


def test_way_of_one_initiative_has_what_names_it_and_what_that_answers(tmp_path):
    form, answer = _message("Förslag"), _message("Kvittens [OH-2026-0001]")
    form["Message-ID"], answer["In-Reply-To"] = "<1@varberg.example>", "<1@varberg.example>"
    told = [("in", _mail("Annat")), ("in", _bytes(form)), ("out", _bytes(answer)), ("in", _mail("Sv: [OH-2026-0011]"))]
    index = gallery.write(tmp_path, told, followed="OH-2026-0001")
    assert _read(index).links[0] == "initiative.html"
    assert _read(tmp_path / "initiative.html").links == [
        "index.html",
        "002-in-Förslag.html",
        "003-ut-Kvittens-OH-2026-0001.html",
    ]


def test_page_shows_head_text_and_html(tmp_path):
    page = _read(
        gallery.write(tmp_path, [("out", _mail("Kvittens", html="<p>Tack för <b>förslaget</b></p>"))]).with_name(
            "001-ut-Kvittens.html"
        )
    )
    for shown in ("Anna Ek <anna.ek@varberg.example>", "Kvittens", "2026-11-20 09:30", "Hej! Här kommer det."):
        assert shown in page.text
    assert len(page.frames) == 1
    assert page.frames[0]["sandbox"] is None
    assert "<p>Tack för <b>förslaget</b></p>" in page.frames[0]["srcdoc"]
    assert "default-src 'none'" in page.frames[0]["srcdoc"]


def test_attachments_are_saved_under_safe_names(tmp_path):
    mail = _message("Bilagor")
    mail.add_attachment(b"1" * 2500, maintype="application", subtype="pdf", filename="../../etc/bilaga ett.pdf")
    mail.add_attachment(b"2", maintype="application", subtype="octet-stream", filename=".." * 200)
    mail.add_attachment(_message("Vidarebefordrat"))
    gallery.write(tmp_path, [("in", _bytes(mail))])
    page = _read(tmp_path / "001-in-Bilagor.html")
    saved = {
        file.relative_to(tmp_path).as_posix(): file.read_bytes() for file in (tmp_path / "001-in-Bilagor").iterdir()
    }
    assert sorted(saved) == [link for link in page.links if link.startswith("001-in-Bilagor/")]
    assert saved["001-in-Bilagor/1-etc-bilaga-ett.pdf"] == b"1" * 2500
    assert saved["001-in-Bilagor/2-bilaga"] == b"2"
    assert b"Subject: Vidarebefordrat" in saved["001-in-Bilagor/3-del-3-message-rfc822"]
    assert "2 kB" in page.text


def test_nothing_of_a_mail_is_markup(tmp_path):
    mail = _message(EVIL)
    mail.replace_header("From", f'"{EVIL.replace(chr(34), "")}" <x@y.example>')
    mail.set_content(EVIL)
    mail.add_alternative(f"{EVIL}</iframe>", subtype="html")
    mail.add_attachment(b"", maintype="text", subtype="html", filename=EVIL)
    for page in (gallery.write(tmp_path, [("in", _bytes(mail))]), next(tmp_path.glob("001*.html"))):
        assert _read(page).scripts == 0
    assert f"{EVIL}</iframe>" in _read(page).frames[0]["srcdoc"]


def test_broken_mail_is_shown_all_the_same(tmp_path):
    head = b'From: =?utf-8?q?\xff?= <@>\r\nSubject: \xe5\xe4\xf6\r\nContent-Type: text/plain; charset="klingon"\r\n'
    broken = head + b"\r\nHej d\xe5\r\n"
    index = gallery.write(tmp_path, [("in", broken), ("in", b""), ("in", b"\r\n\r\n")])
    assert len(_read(index).links) == 3
    assert "Hej då" in _read(next(tmp_path.glob("001*.html"))).text


class _Page(HTMLParser):
    """What a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.scripts = "", 0
        self.links: list[str] = []
        self.frames: list[dict[str, str | None]] = []

    def handle_starttag(self, tag, attrs):
        self.scripts += tag == "script"
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag == "iframe":
            self.frames.append(dict(attrs))

    def handle_data(self, data):
        self.text += data


def _read(file):
    page = _Page()
    page.feed(file.read_text(encoding="utf-8"))
    return page


def _message(subject):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "Anna Ek <anna.ek@varberg.example>",
        "omtanke@regionhalland.example",
        subject,
    )
    mail["Date"] = "Fri, 20 Nov 2026 09:30:00 +0100"
    mail.set_content("Hej! Här kommer det.\n")
    return mail


def _mail(subject, html=""):
    mail = _message(subject)
    if html:
        mail.add_alternative(html, subtype="html")
    return _bytes(mail)


def _bytes(mail):
    return mail.as_bytes(policy=mail.policy.clone(linesep="\r\n"))

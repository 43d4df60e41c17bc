"""The commands that need servers, on real ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from mailbot.config import STOCKHOLM
from mailbot.forms.write import word
from tests.mailbot.cli.conftest import Program
from tests.support.backlog import COMPLETE, DELIVERED, FORM
from tests.support.mails import File, a_mail
from tests.support.paths import ROOT
from tests.support.waiting import PATIENCE, wait_for

CONFIG = """
{top}
[mailbox]
host = "localhost"
port = {imap_port}
security = "{imap_security}"
ca_file = "{authority}"
user = "{user}"
password_file = "password"
folders.junk = ""
folders.inbox = "{inbox}"
[smtp]
host = "localhost"
port = {smtp_port}
security = "{smtp_security}"
ca_file = "{authority}"
auth = "none"
[identity]
address = "omtankehalland@regionhalland.example"
[contact]
name = "Maria Lindqvist"
phone = "035-00 00 00"
email = "maria.lindqvist@regionhalland.example"
[[secretaries]]
name = "Maria Lindqvist"
address = "{secretary}"
{more}
"""
LETTERS = "answer_from = 2026-01-01T00:00:00"


@pytest.fixture
def configured(tmp_path, mailbox_account, smtp_server):
    """Write a config for the servers; give the program that uses it."""

    def configure(password: str = mailbox_account.password, **changes: object) -> Program:
        (tmp_path / "password").write_text(password, encoding="utf-8")
        values = {
            "top": LETTERS,
            "imap_port": mailbox_account.server.imaps_port,
            "imap_security": "tls",
            "inbox": "INBOX",
            "authority": mailbox_account.server.tls.authority,
            "user": mailbox_account.user,
            "smtp_port": smtp_server.port,
            "smtp_security": "none",
            "secretary": "maria.lindqvist@regionhalland.example",
            "more": "",
        }
        (tmp_path / "config.toml").write_text(CONFIG.format(**(values | changes)), encoding="utf-8")
        return Program(tmp_path / "config.toml")

    return configure


def _marks(result) -> dict[str, str]:
    """Return each line's mark by its name."""
    return {line.split()[1]: line[0] for line in result.stdout.splitlines() if line[0] != " "}


ALL_WELL = {
    "config": "✔",
    "database": "✔",
    "leader": "✔",
    "files": "✔",
    "disk": "✔",
    "clock": "✔",
    "mailbox": "✔",
    "smtp": "✔",
    "bounces": "!",
    "letters": "✔",
    "agenda": "✔",
    "phrases": "✔",
    "forms": "✔",
    "reading": "✔",
    "meetings": "!",
    "secretaries": "✔",
    "trust": "!",
}


def test_check_of_what_works(configured, mailbox_account):
    result = configured()("check")
    assert _marks(result) == ALL_WELL
    assert "messages: INBOX 0; IDLE, MOVE, UIDPLUS" in result.stdout
    assert mailbox_account.password not in result.output
    assert {"Granska"} <= mailbox_account.folders()


def test_check_knows_the_next_meeting_and_whom_it_trusts(configured):
    more = '[trust]\nauthserv_id = "mx.example"\n[[meetings.dates]]\ndate = 2090-12-14\nstop = 2090-12-01T12:00:00'
    result = configured(more=more)("check")
    assert _marks(result) == ALL_WELL | {"meetings": "✔", "trust": "✔", "bounces": "✔"}
    assert "the next agenda closes 2090-12-01 12:00" in result.stdout
    assert "only a report that localhost or mx.example made counts (smtp.plus_address is off)" in result.stdout


def test_check_tries_a_return_address_of_a_letters_own(configured, smtp_server):
    mailbot = configured(smtp_security='none"\nplus_address = true\n#"')
    assert _marks(mailbot("check"))["bounces"] == "✔"
    smtp_server.next_answers("RCPT", "250 OK", "550 5.7.60 Not your address")
    result = mailbot("check", code=1)
    assert _marks(result)["bounces"] == "✘"
    assert "leave smtp.plus_address out" in result.stdout


TRUST = '[trust]\nauthserv_id = "mx.example"\n'
TAKEN_IN = b"Received: from client.example by mx.example; Fri, 20 Nov 2026 09:00:00 +0100\r\n"
OWN_RESULTS = b"Authentication-Results: mx.example; dmarc=none header.from=regionhalland.example\r\n"


def _as_it_came(data: bytes) -> bytes:
    return TAKEN_IN + data


def _stripped(data: bytes) -> bytes:
    return TAKEN_IN + data.partition(b"\r\n")[2]


ARRIVES = [
    pytest.param("", _as_it_came, "✔", "a mail to itself has arrived", id="nobody is trusted"),
    pytest.param(TRUST, _stripped, "✔", "in the name of mx.example was stripped", id="stripped"),
    pytest.param(TRUST, _as_it_came, "!", "arrived, where mailbot does not believe it", id="kept below"),
    pytest.param(TRUST, lambda data: data, "✘", "anybody can vouch for himself", id="kept, and no Received above"),
    pytest.param(TRUST + 'results = "below"', _as_it_came, "✘", "anybody can vouch for himself", id="believed below"),
    pytest.param(TRUST + 'results = "below"', _stripped, "✔", "was stripped", id="stripped, believed below"),
    pytest.param(
        TRUST,
        lambda data: TAKEN_IN + OWN_RESULTS + data.partition(b"\r\n")[2],
        "!",
        'set trust.results = "below"',
        id="the server writes below",
    ),
]


@pytest.mark.parametrize(("more", "handles", "mark", "said"), ARRIVES)
def test_check_that_sends_says_what_becomes_of_a_forged_field_and_leaves_nothing(request, more, handles, mark, said):
    configured, mailbox_account, smtp_server = map(
        request.getfixturevalue, ("configured", "mailbox_account", "smtp_server")
    )
    smtp_server.delivers = lambda letter: mailbox_account.deliver(handles(letter.data))
    result = configured(more=more)("check", "--send", code=int(mark == "✘"))
    assert {name: _marks(result)[name] for name in ("arrival", "return")} == {"arrival": mark, "return": "✔"}
    assert said in " ".join(result.stdout.split())
    assert len(smtp_server.letters) == 1
    assert mailbox_account.messages() == []


def test_check_that_sends_tries_a_letters_return_address(configured, mailbox_account, smtp_server, monkeypatch):
    mailbot = configured(smtp_security='none"\nplus_address = true\n#"')
    smtp_server.delivers = lambda letter: mailbox_account.deliver(letter.data)
    assert "a letter's own return address has arrived" in " ".join(mailbot("check", "--send").stdout.split())
    assert smtp_server.letters[-1].recipients[0].startswith("omtankehalland+0-")
    monkeypatch.setattr("mailbot.cli.checks.check_send.PATIENCE_SECONDS", 0)
    smtp_server.delivers = lambda letter: "+" in letter.recipients[0] or mailbox_account.deliver(letter.data)
    result = mailbot("check", "--send", code=1)
    assert (_marks(result)["arrival"], _marks(result)["return"]) == ("✔", "✘")
    assert "had not arrived after 0 s. Looked in: INBOX, Automatiska/" in " ".join(result.stdout.split())


def test_check_that_sends_finds_what_a_running_mailbot_has_filed(configured, mailbox_account, smtp_server):
    mailbot = configured()
    smtp_server.delivers = lambda letter: (mailbox_account.deliver(letter.data), mailbot("poll"))
    assert _marks(mailbot("check", "--send"))["arrival"] == "✔"
    assert mailbox_account.messages(f"Automatiska/{datetime.now(UTC):%Y}") == []


def test_check_of_a_wrong_password_says_what_to_mend(configured):
    result = configured(password="fel")("check", code=1)
    assert _marks(result) == ALL_WELL | {"mailbox": "✘", "clock": "✘"}
    assert "Check mailbox.user and its password or token." in result.stdout


def test_check_tries_each_thing_whatever_else_fails(configured, tmp_path):
    (tmp_path / "own" / "status").mkdir(parents=True)
    (tmp_path / "own" / "status" / "subject.txt").write_text("{{ fel", encoding="utf-8")
    more = '[letters]\ntemplates_dir = "own"\n[form]\ntemplates = ["borta.toml"]'
    changes = {"smtp_port": 9, "secretary": "omtankehalland@regionhalland.example", "more": more}
    result = configured(**changes)("check", code=1)
    failing = {"smtp": "✘", "letters": "✘", "forms": "✘", "secretaries": "✘"}
    assert _marks(result) == ALL_WELL | failing
    assert "status/subject.txt: line 1" in result.stdout


def test_check_of_a_broken_config_names_the_key(configured):
    result = configured(top="stat_dir = 1")("check", code=3)
    assert result.stdout.startswith("✘ config ")
    assert "stat_dir: is not a key that mailbot knows" in result.stdout


def test_poll_takes_in_and_answers_then_all_is_accounted_for(configured, mailbox_account, smtp_server):
    mailbot = configured()
    mailbox_account.deliver(a_mail(files=[File("mall.docx", word.write(FORM, COMPLETE))]))
    assert mailbot.json("poll") == [
        {"messages": 1, "verdicts": {"submission": 1}, "agendas": [], "sent": 1, "deferred": 0, "failed": 0}
    ]
    assert [letter.recipients for letter in smtp_server.letters] == [("anna.ek@varberg.example",)]
    assert mailbot.json("reconcile") == [
        {
            "messages": 1,
            "unaccounted": 0,
            "places": [],
            "waiting": 0,
            "unfinished": 0,
            "duplicates": 0,
            "entered": 0,
            "followed": 0,
            "gone": 0,
            "vanished": 0,
        }
    ]
    assert mailbot("poll").stdout.splitlines()[0].split() == ["Messages", "0"]


def test_reconcile_finds_what_the_ledger_does_not_know(configured, mailbox_account):
    mailbot = configured()
    mailbox_account.deliver(a_mail("Kan ni ringa?"))
    mailbot("poll")
    mailbox_account.deliver(a_mail("Smusslat", message_id="<2@a.example>"), folder="Granska")
    result = mailbot("reconcile", code=1)
    assert result.stdout.splitlines()[:2] == ["unaccounted: 1", "  Granska/2"]
    assert mailbot("reconcile").stdout.splitlines()[0] == "unaccounted: 0"
    waiting = [row["reason"] for row in mailbot.json("review", "list")]
    assert waiting[-1].startswith("Mejlet låg i Granska utan att ha kommit in")


def test_server_that_is_away_is_a_temporary_failure(configured):
    result = configured(imap_port=9)("poll", code=75)
    assert "Check mailbox.host and mailbox.port." in result.stderr


def test_poll_without_a_password_is_an_error_in_the_config(configured, tmp_path):
    mailbot = configured()
    (tmp_path / "password").unlink()
    result = mailbot("poll", code=3)
    assert result.stderr.startswith("mailbot: mailbox.password_file: can't read ")


def test_poll_with_a_wrong_password_is_told_in_whole_sentences(configured):
    result = configured(password="fel")("poll", code=75)
    assert ".." not in result.stderr.replace("../", "")


def test_run_works_until_sigterm_and_lets_no_other_in(configured, mailbox_account, smtp_server, tmp_path):
    mailbot = configured()
    arguments = [sys.executable, "-m", "mailbot", "--config", str(mailbot.config), "run"]
    worker = subprocess.Popen(arguments, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True)
    try:
        mailbox_account.deliver(a_mail(files=[File("mall.docx", word.write(FORM, COMPLETE))]))
        wait_for(lambda: smtp_server.letters)
        assert "Another mailbot works with" in mailbot("poll", code=75).stderr
        worker.send_signal(signal.SIGTERM)
        _, log = worker.communicate(timeout=PATIENCE)
    finally:
        worker.kill()
        worker.communicate()
    assert worker.returncode == 0
    assert '"worker_started"' in log
    assert '"worker_stopped"' in log
    assert "Gemensam fallprevention" not in log


def test_check_of_a_wrong_inbox_is_no_success(configured):
    result = configured(inbox="Inkorgen")("check", code=1)
    assert _marks(result) == ALL_WELL | {"mailbox": "✘"}
    assert "there is no folder Inkorgen: no mail would ever be seen" in result.stdout


def test_check_says_that_the_server_would_refuse_the_sender(configured, smtp_server):
    smtp_server.next_answers("MAIL", "550 5.7.60 Client does not have permissions to send as this sender")
    result = configured()("check", code=1)
    assert _marks(result) == ALL_WELL | {"smtp": "✘"}
    assert "does not have permissions to send as this sender. Check smtp.user." in result.stdout
    assert smtp_server.letters == []


def test_check_of_a_register_that_others_can_read_says_how_to_close_it(configured, tmp_path):
    mailbot = configured()
    mailbot("check")
    (tmp_path / "state" / "mailbot.db").chmod(0o644)
    result = mailbot("check", code=1)
    assert _marks(result) == ALL_WELL | {"files": "✘"}
    assert f"Run: chmod -R go= {tmp_path / 'state'}" in result.stdout


def test_check_of_an_agenda_that_others_can_read_says_how_to_close_it(configured, tmp_path):
    mailbot = configured()
    mailbot("check")
    copy = tmp_path / "state" / "agendas" / "2026-12-10" / "Underlag.zip"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"PK")
    copy.chmod(0o644)
    result = mailbot("check", code=1)
    assert "agendas/2026-12-10/Underlag.zip" in result.stdout.replace("\n", "")


def test_register_is_private_in_a_folder_that_is_not(configured, tmp_path):
    (tmp_path / "state").mkdir(mode=0o755)
    configured()("poll")
    modes = {file.name: oct(file.stat().st_mode & 0o777) for file in (tmp_path / "state").iterdir()}
    assert {name: mode for name, mode in modes.items() if mode != "0o600"} == {}


def test_check_of_a_port_that_begins_with_tls_says_so(configured, monkeypatch):
    monkeypatch.setattr("mailbot.cli.checks.check_servers._PATIENCE", 1)
    result = configured(imap_security="starttls")("check", code=1)
    assert _marks(result) == ALL_WELL | {"mailbox": "✘", "clock": "✘"}
    assert 'says nothing. A port that begins with TLS wants security = "tls".' in result.stdout


def test_check_of_a_port_that_begins_in_the_clear_says_so(configured):
    result = configured(smtp_security="tls")("check", code=1)
    assert _marks(result) == ALL_WELL | {"smtp": "✘"}
    assert 'begins in the clear, not with TLS. Try security = "starttls".' in result.stdout


def test_check_of_a_clock_that_no_server_tells_says_that_it_is_not_tried(configured, monkeypatch):
    monkeypatch.setattr("mailbot.mailbox.imap.ImapMailbox.server_time", lambda *_: None)
    result = configured()("check")
    assert _marks(result)["clock"] == "!"
    assert "can't be compared with the mail server's" in result.stdout


@pytest.mark.parametrize(("hours", "said"), [(24 * 366, "ahead of"), (-48, "behind")])
def test_check_of_a_clock_that_is_not_the_servers_says_so(configured, monkeypatch, hours, said):
    monkeypatch.setattr("mailbot.app.utc_now", lambda: datetime.now(UTC) + timedelta(hours=hours))
    result = configured()("check", code=1)
    assert _marks(result)["clock"] == "✘"
    assert f"{said} the mail server's. Set it right before mail comes." in result.stdout


def test_first_pass_says_from_when_mail_is_answered_and_what_it_left_is_resolved_at_once(configured, mailbox_account):
    mailbot = configured(top="")
    waiting = [a_mail("Kan ni ringa?"), a_mail("Tack", message_id="<2@a.example>")]
    mailbox_account.deliver_all(waiting, when=DELIVERED)
    said = [line.split(maxsplit=3) for line in mailbot("poll").stdout.splitlines()]
    assert [line[:3] for line in said if line[0] == "Answers"] == [["Answers", "mail", "since"]]
    assert "2, not answered: mailbot review list" in said[-1][-1]
    assert [row["outcome"] for row in mailbot.json("review", "list")] == ["before_start"] * 2
    mailbot("review", "resolve", code=2)
    assert [row["outcome"] for row in mailbot.json("review", "resolve", "--all-before-start")] == ["resolved"] * 2
    assert mailbot.json("review", "list") == []


def test_letter_that_failed_is_a_line_with_its_reason_whole(configured, mailbox_account, smtp_server):
    mailbot = configured()
    smtp_server.next_answers("RCPT", "550 5.1.1 no such user, and a reason that goes on for more than a line would")
    mailbox_account.deliver(a_mail(files=[File("mall.docx", word.write(FORM, COMPLETE))]))
    mailbot("poll")
    (line,) = [line for line in mailbot("letters", "list").stdout.splitlines() if "receipt_complete" in line]
    assert line.split("\t")[1:3] == ["receipt_complete", "failed"]
    assert "no such user, and a reason that goes on for more than a line would" in line.split("\t")[-1]


def test_health_is_one_line_and_an_exit_code(configured):
    mailbot = configured()
    assert mailbot("health", code=1).stdout == "there is no register yet: no worker has ever started\n"
    mailbot("poll")
    assert mailbot("health", code=1).stdout == "no worker leads\n"
    (told,) = mailbot.json("health", code=1)
    assert (told["ok"], told["leader"], told["letters_waiting"]) == (False, None, 0)
    assert told["problems"] == [{"kind": "no_leader", "said": "no worker leads"}]


def test_restore_lists_what_only_the_mailbox_knows_and_leaves_out_the_numbers_that_it_is_told(
    configured, mailbox_account, tmp_path
):
    mailbot = configured()
    mailbot("poll")
    mailbox_account.deliver(a_mail(files=[File("mall.docx", word.write(FORM, COMPLETE))]))
    mailbot("poll")
    mailbot("reconcile")
    mailbot("backup", tmp_path / "kopia.db")
    later = {**COMPLETE, "title": "Trygg hemgång"}
    mailbox_account.deliver(
        a_mail(subject="Efter", message_id="<efter@x>", files=[File("a.docx", word.write(FORM, later))])
    )
    mailbot("poll")
    mailbot("restore", tmp_path / "kopia.db", code=1)
    (tmp_path / "state" / "register.head").unlink()
    assert "it lacks 1 handled messages" in mailbot("poll", code=1).stderr
    listed, summed = mailbot("restore", code=1).stdout.splitlines()
    assert listed.endswith(": Efter")
    year = datetime.now(STOCKHOLM).year
    assert summed.startswith(f"The register lacks 1 handled messages, and the numbers told in {year}: 2 to 2.")
    assert "is no reference" in mailbot("restore", "--go-on", "--told", "9", code=4).stderr
    assert (
        mailbot("restore", "--go-on", "--told", f"OH-{year}-0009").stdout.splitlines()[-1]
        == "Goes on. Letters held: 0."
    )
    added = mailbot(
        "initiatives", "add", "--title", "A", "--name", "B", "--email", "b@c.example", "--organisation", "Hylte kommun"
    )
    assert f"OH-{year}-0010" in added.stdout
    mailbot("poll")


def test_restore_says_what_the_register_lacks_and_goes_on_when_told(configured, mailbox_account, tmp_path):
    mailbot = configured()
    files = [File("mall.docx", word.write(FORM, COMPLETE))]
    mailbot("poll")
    mailbot("backup", tmp_path / "kopia.db")
    mailbox_account.deliver(a_mail(files=files))
    mailbot("poll")
    assert mailbot("restore").stdout == "The register lacks nothing that this machine or the mailbox knows of.\n"
    assert "and the numbers told in" in mailbot("restore", tmp_path / "kopia.db", code=1).stdout
    assert "`mailbot restore --go-on`" in mailbot("poll", code=1).stderr
    assert mailbot("restore", "--go-on").stdout == "Goes on. Letters held: 0.\n"
    mailbot("poll")

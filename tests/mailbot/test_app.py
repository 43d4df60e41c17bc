"""The composition root: what a config becomes, and what two processes share."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from mailbot import app
from mailbot.config import Config
from mailbot.config.model import Database
from mailbot.errors import AlreadyRunning
from mailbot.forms.template_file import evaluation
from mailbot.store.schema_version import newest
from tests.support import backlog
from tests.support.paths import ROOT
from tests.support.waiting import PATIENCE

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def config(tmp_path, mailbox_account, smtp_server) -> Config:
    return backlog.config(tmp_path, mailbox_account, smtp_server)


def python(code: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a process of its own."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True)


def test_build_wires_the_config_to_servers_and_register(config, mailbox_account, smtp_server):
    with app.build(config, clock=lambda: NOW) as built:
        assert built.mailbox.account == f"{mailbox_account.user}@localhost"
        assert built.mailbox.list_uids("INBOX").uids == ()
        built.sender.connect()
        assert smtp_server.connections == 1
        assert built.services.database.check().startswith(f"sqlite:///{config.state_dir}/mailbot.db, schema {newest()}")
        assert (built.services.forms, built.services.clock()) == ((backlog.FORM, evaluation(config)), NOW)


def test_build_connects_to_no_server(config):
    unreachable = {"port": 9}
    changed = {name: getattr(config, name).model_copy(update=unreachable) for name in ("mailbox", "smtp")}
    with app.build(config.model_copy(update=changed)) as built:
        assert built.services.clock().tzinfo is UTC


def test_another_mailbox_is_a_connection_of_its_own(config, mailbox_account):
    with app.build(config) as built, built.another_mailbox() as other:
        built.mailbox.list_uids("INBOX")
        other.list_uids("INBOX")
        connections = mailbox_account.server.doveadm("who", "-1", mailbox_account.user).splitlines()[1:]
    assert len(connections) == 2


def test_copies_are_filed_only_where_the_config_says_so(config, mailbox_account):
    with app.build(config) as built, built.filing_copies() as file_copy:
        assert file_copy is None
    copying = config.model_copy(update={"smtp": config.smtp.model_copy(update={"copy_to_sent": True})})
    with app.build(copying) as built, built.filing_copies() as file_copy:
        file_copy(b"Subject: Kvittens\r\n\r\nTack!\r\n")
    assert mailbox_account.messages("Sent") == [b"Subject: Kvittens\r\n\r\nTack!\r\n"]


def test_two_processes_that_start_at_once_build_the_same(config, tmp_path):
    file = tmp_path / "config.json"
    file.write_text(config.model_dump_json(), encoding="utf-8")
    code = """
import sys
from pathlib import Path
from mailbot import app
from mailbot.config import Config

config = Config.model_validate_json(Path(sys.argv[1]).read_text(encoding="utf-8"))
print("ready", flush=True)
input()
with app.build(config) as built:
    print(built.services.outbox.key.sign("brev-1", "example.se"))
"""
    processes = [python(code, file) for _ in range(4)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    printed = [process.communicate(timeout=PATIENCE)[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * 4
    assert len(set(printed)) == 1


def test_lock_is_held_against_another_process_until_that_one_dies(config, tmp_path):
    """Another state folder, and another way to the same file, are no way round it."""
    code = """
import sys
from pathlib import Path
from mailbot import app
from mailbot.config import Config

with app.build(Config.model_validate_json(Path(sys.argv[1]).read_text(encoding="utf-8"))) as built, built.alone():
    print("held", flush=True)
    input()
"""
    (tmp_path / "link.db").symlink_to(config.state_dir / "mailbot.db")
    elsewhere = {"state_dir": tmp_path / "other", "database": Database(url=f"sqlite:///{tmp_path / 'link.db'}")}
    (tmp_path / "config.json").write_text(config.model_copy(update=elsewhere).model_dump_json(), encoding="utf-8")
    with app.build(config) as built:
        other = python(code, tmp_path / "config.json")
        assert "held\n" in iter(other.stdout.readline, "")
        with pytest.raises(AlreadyRunning, match=rf"process {other.pid}\). Stop it first"), built.alone():
            pass
        other.kill()
        other.communicate(timeout=PATIENCE)
        with built.alone(), pytest.raises(AlreadyRunning), built.alone():
            pass
        with built.alone():
            pass

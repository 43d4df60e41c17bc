"""What a kill leaves behind of the folders that files are read in."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from parsers.sandbox import scratch
from tests.support.paths import ROOT
from tests.support.waiting import wait_for

READS = """
import os, sys
from parsers.sandbox.pool import Isolated
with Isolated([], read="tests.support.hanging_reader:ready", answer=str) as isolated:
    print(isolated.read("", b""), isolated._processes[0]._running[0].pid, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    scratch.sweep.cache_clear()
    yield
    scratch.sweep.cache_clear()


@pytest.fixture
def reading():
    """A mailbot that has read a file: its process, its reader's pid, and the reader's folder."""
    command = [sys.executable, "-c", READS]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ
    ) as process:
        folder, pid = process.stdout.readline().split()
        yield process, int(pid), Path(folder)
        process.kill()


def started() -> None:
    """Do what the first file after a start does."""
    scratch.sweep.cache_clear()
    with scratch.folder():
        pass


def test_folder_left_by_a_kill_is_removed_at_the_next_start(reading, tmp_path):
    process, pid, folder = reading
    (folder / "left").write_text("Någons förslag")
    process.kill()
    wait_for(lambda: not Path(f"/proc/{pid}").exists())
    assert folder.exists()
    started()
    assert list(tmp_path.glob("mailbot-reads-*")) == []


def test_folder_in_use_and_what_is_not_ours_to_remove_are_left(reading, tmp_path):
    _, _, folder = reading
    other, elsewhere = tmp_path / "mailbot-reading", tmp_path / "elsewhere"
    elsewhere.mkdir()
    other.mkdir()
    link = tmp_path / "mailbot-reads-link"
    link.symlink_to(elsewhere)
    started()
    assert [one.exists() for one in (folder, other, elsewhere, link)] == [True] * 4


def test_folder_is_left_while_the_reader_outlives_its_parent(tmp_path):
    with scratch.folder() as (path, held), subprocess.Popen(["cat"], stdin=subprocess.PIPE, pass_fds=[held]) as reader:
        os.close(os.dup(held))
        with pytest.raises(BlockingIOError):
            scratch._remove(Path(path))
        reader.stdin.close()
    assert list(tmp_path.glob("mailbot-reads-*")) == []

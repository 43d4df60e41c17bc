from __future__ import annotations

import os
from pathlib import Path

from mailbot.cli.paths import files


def _made(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("", encoding="utf-8")


def test_files_come_in_the_order_given_and_folders_sorted(tmp_path):
    _made(tmp_path, "z.eml", "mapp/b/2", "mapp/b/1", "mapp/a/1", "mapp/c", "mapp/aa")
    (tmp_path / "mapp" / "slinga").symlink_to(tmp_path / "mapp")
    found = [path.relative_to(tmp_path).as_posix() for path in files([tmp_path / "z.eml", tmp_path / "mapp"])]
    assert found == ["z.eml", "mapp/a/1", "mapp/aa", "mapp/b/1", "mapp/b/2", "mapp/c"]


def test_maildir_gives_its_messages_and_those_of_its_folders(tmp_path):
    _made(
        tmp_path,
        "cur/2",
        "new/1",
        "tmp/3",
        "dovecot-uidlist",
        ".Skickat/cur/4",
        ".Skickat/new/5",
        ".Skickat/maildirfolder",
    )
    found = [path.relative_to(tmp_path).as_posix() for path in files([tmp_path])]
    assert found == [".Skickat/cur/4", ".Skickat/new/5", "cur/2", "new/1"]


def test_pipe_in_a_folder_is_passed_over(tmp_path):
    os.mkfifo(tmp_path / "rör")
    assert list(files([tmp_path])) == []

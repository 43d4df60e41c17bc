from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from mailbot.cli.paths import MAX_BYTES, content, files


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


def test_name_that_is_too_long_is_for_the_caller_to_report(tmp_path):
    long = tmp_path / f"{'å' * 200}.docx"
    assert list(files([long])) == [long]
    with pytest.raises(OSError, match="File name too long"):
        content(long)


def test_content_of_a_file_is_its_bytes(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    assert content(tmp_path / "a.docx") == b"PK\x03\x04"


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _vast(path: Path) -> None:
    path.touch()
    os.truncate(path, 100 * MAX_BYTES)


@pytest.mark.parametrize(
    ("make", "number"),
    [(_pipe, errno.EINVAL), (_endless, errno.EINVAL), (_vast, errno.EFBIG), (Path.mkdir, errno.EISDIR)],
    ids=["pipe", "device", "vast", "folder"],
)
def test_what_might_never_end_is_not_begun(tmp_path, make, number):
    make(tmp_path / "a.docx")
    with pytest.raises(OSError, match=r"a\.docx") as refused:
        content(tmp_path / "a.docx")
    assert refused.value.errno == number

from __future__ import annotations

import os

import pytest

from mailbot.primitives import private_files


def mode(path) -> str:
    return oct(path.stat().st_mode & 0o777)


@pytest.fixture(autouse=True)
def _open_to_all():
    before = os.umask(0)
    yield
    os.umask(before)


def test_file_in_an_open_folder_is_read_by_its_owner_alone(tmp_path):
    tmp_path.chmod(0o755)
    file = tmp_path / "Dagordning.docx"
    private_files.write(file, b"x")
    assert (mode(file), file.read_bytes()) == ("0o600", b"x")


def test_file_that_was_open_to_all_is_closed_and_written_anew(tmp_path):
    file = tmp_path / "Dagordning.docx"
    file.write_bytes(b"much longer")
    file.chmod(0o666)
    private_files.write(file, b"x")
    assert (mode(file), file.read_bytes()) == ("0o600", b"x")


def test_folders_are_closed_and_one_that_is_there_is_left_alone(tmp_path):
    tmp_path.chmod(0o755)
    private_files.make_folder(tmp_path / "agendas" / "2026-12-10")
    assert [mode(tmp_path), mode(tmp_path / "agendas"), mode(tmp_path / "agendas" / "2026-12-10")] == [
        *("0o755", "0o700", "0o700")
    ]

"""Secrets in files, as the editors of Windows and Linux save them."""

from __future__ import annotations

import pytest

from mailbot.config.secrets import secret
from mailbot.errors import ConfigError

KEY, NAME, PASSWORD = "mailbox.password_file", "mailbox_password", "lösen-på-åtta"


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.delenv("MAILBOT_MAILBOX_PASSWORD", raising=False)
    return tmp_path / "password"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-with-mark"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\r\n\r\n"])
def test_secret_is_read_however_an_editor_saved_it(file, encoding, end):
    text = PASSWORD + end
    data = ("\ufeff" + text).encode("utf-16-be") if encoding == "utf-16-be-with-mark" else text.encode(encoding)
    file.write_bytes(data)
    assert secret(KEY, file, NAME) == PASSWORD


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (PASSWORD.encode("cp1252"), "is not UTF-8 text (saved as ANSI, perhaps). Save it anew as UTF-8"),
        (PASSWORD.encode("utf-16-le"), "is not UTF-8 text"),
        ("hemligt".encode("utf-16-le"), "is no text. It holds the secret alone, on one line."),
        (b"", "is empty. It holds the secret alone, on one line."),
        (b"\r\n", "is empty."),
        (b"user\npassword\n", "has 2 lines. It holds the secret alone, on one line."),
    ],
    ids=["ANSI", "UTF-16 without a mark", "the same in ASCII letters", "empty", "a line's end alone", "two lines"],
)
def test_secret_that_is_none_is_told_in_a_sentence(file, data, said):
    file.write_bytes(data)
    with pytest.raises(ConfigError) as told:
        secret(KEY, file, NAME)
    assert str(told.value).startswith(f"{KEY}: {file} {said}")

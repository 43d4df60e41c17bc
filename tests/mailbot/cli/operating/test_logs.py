"""What the log tells of a library's traceback: where it arose, and nobody's words."""

from __future__ import annotations

import json
import logging

import pytest

from mailbot.cli.operating import logs
from mailbot.config import Log


def break_over(_words: str) -> None:
    raise ValueError("no good")


@pytest.mark.parametrize("wanted", ["json", "console"])
def test_traceback_comes_without_the_values_of_locals(capsys, wanted):
    logs.configure(Log(format=wanted))
    secret = "hemligt ord".replace(" ", "-")  # a traceback shows the source, where it must not stand
    try:
        break_over(secret)
    except ValueError:
        logging.getLogger("some.library").exception("It broke")
    written = capsys.readouterr().err
    assert "break_over" in written
    assert secret not in written


def test_traceback_as_json_is_one_line_with_its_frames(capsys):
    logs.configure(Log(format="json"))
    try:
        break_over("Hemligord")
    except ValueError:
        logging.getLogger("some.library").exception("It broke")
    (line,) = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (fault,) = line["exception"]
    frames = [(frame["name"], frame.get("locals")) for frame in fault["frames"]]
    assert (line["event"], line["level"], fault["exc_type"]) == ("It broke", "error", "ValueError")
    assert frames == [("test_traceback_as_json_is_one_line_with_its_frames", None), ("break_over", None)]

"""A worker that kills itself at a named point: `python -m tests.crash.worker CONFIG POINT COUNT`.

POINT «-» kills nothing. COUNT is which passing of the point is the last.
"""

from __future__ import annotations

import dataclasses
import os
import signal
import sys
from pathlib import Path

from mailbot import app
from mailbot.config import Config
from mailbot.worker import poll


def main(config_file: str, point: str, count: str) -> None:
    config = Config.model_validate_json(Path(config_file).read_text(encoding="utf-8"))
    left = int(count)

    def checkpoint(name: str) -> None:
        nonlocal left
        if name == point:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    with app.build(config) as built:
        armed = dataclasses.replace(built, services=dataclasses.replace(built.services, checkpoint=checkpoint))
        poll(armed)


if __name__ == "__main__":
    main(*sys.argv[1:])

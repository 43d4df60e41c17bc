"""A worker that kills itself at a named point."""

from __future__ import annotations

import dataclasses
import os
import signal
from pathlib import Path

from mailbot import app
from mailbot.config import Config
from mailbot.worker import poll


def main(config_file: str, point: str, count: str) -> None:
    """Do one pass. `point` «-» kills nothing; `count` is which passing of the point is the last."""
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

"""A worker in a process of its own, as `mailbot run` is, with a config that is read already."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from mailbot import app
from mailbot.config import Config
from mailbot.worker import Worker

if __name__ == "__main__":
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    config = Config.model_validate_json(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with app.build(config) as built, Worker(built).working():
        print(f"works {os.getpid()}", flush=True)
        while not told.wait(1):
            pass

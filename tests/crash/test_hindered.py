"""A run that lacks room on the disk, or files that it may open, and then has them: all is as if it always had."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.crash.left import differences
from tests.crash.stories import FEW

PAGE = 4096
ROOM = range(0, 3_000_000, 4 * PAGE)
"""Bytes free: from none to more than the run writes, the megabyte that is laid aside included."""
FILES = range(1, 40)


def can_mount() -> bool:
    return os.geteuid() == 0 and subprocess.run(["mountpoint", "-q", "/"], check=False).returncode == 0


@pytest.mark.skipif(not can_mount() and "CI" not in os.environ, reason="only root can mount a disk; in CI it must")
@pytest.mark.timeout(24 * 3600)
def test_disk_that_is_full_at_some_write_loses_and_doubles_nothing(stage, rng, soak):
    played = stage(FEW.name, "sqlite")
    clean = played.play()
    for free in ROOM if soak else rng.sample(ROOM, 3):
        hindered = played.play_hindered(free=free)
        assert (free, hindered.repeated, differences(clean.left, hindered.left)) == (free, 0, {})


@pytest.mark.timeout(24 * 3600)
def test_run_that_may_not_open_another_file_loses_and_doubles_nothing(stage, rng, soak):
    played = stage(FEW.name, "sqlite")
    clean = played.play()
    for files in FILES if soak else rng.sample(FILES[:16], 2):
        hindered = played.play_hindered(files=files)
        assert (files, hindered.repeated, differences(clean.left, hindered.left)) == (files, 0, {})

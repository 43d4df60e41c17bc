"""The commands, one file per group; thin."""

from mailbot.cli.program import main

__all__ = ["main"]

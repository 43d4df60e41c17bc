"""What a check finds, where it is more than «works»."""

from __future__ import annotations


class Doubt(Exception):
    """Works, but not as most would want it: said, and no failure."""


class Fault(Exception):
    """Does not work, and what to do about it."""

"""The kills bite: a process that is built wrong, in each of these ways, is found out by them, and by nothing less."""

from __future__ import annotations

import pytest

from tests.crash.faults import FAULTS
from tests.crash.stage import NeverEnds
from tests.crash.test_kill_points import Tried

_TRIES = 6
"""How many points like the one named are tried in the short form, at most."""
IN_SHORT = ("moved first", "no unique key", "sent in the transaction", "committed in halves", "id drawn late")


FOUND_WITHOUT = "no mark that it was begun"
"""The fault that a mail finds, which takes the process down: no other kill is needed."""


@pytest.mark.parametrize("name", sorted(FAULTS.keys() - {FOUND_WITHOUT}))
def test_fault_that_is_put_in_is_found_by_a_kill(stage, soak, name, figures):
    if not (soak or name in IN_SHORT):
        pytest.skip("make soak")
    fault = FAULTS[name]
    tried = Tried(stage("few", fault.database), name)
    numbers = [number for number, point in enumerate(tried.clean.trace, 1) if soak or point == fault.near]
    found = (number for number in (numbers if soak else numbers[:_TRIES]) if tried.kill_at(number))
    assert next(found, None)
    if soak:
        figures(f"{name}: found at {1 + len(list(found))} of {tried.points} points")


def test_mail_that_takes_the_process_down_each_time_is_found_by_its_mark(stage):
    with pytest.raises(NeverEnds):
        stage("poison", "sqlite").play(fault=FOUND_WITHOUT)

from __future__ import annotations

from datetime import timedelta
from threading import Thread

from sqlalchemy import text


def test_time_of_a_transaction_is_read_when_it_has_the_lock(world):
    began, times = world.now, []

    def wait_for_the_lock() -> None:
        with world.app.services.unit_of_work("worker") as work:
            times.append(work.now)

    with world.app.services.unit_of_work("operator") as work:
        work.session.execute(text("SELECT 1"))
        waiting = Thread(target=wait_for_the_lock)
        waiting.start()
        waiting.join(0.3)
        world.wait(minutes=1)
    waiting.join()
    assert times == [began + timedelta(minutes=1)]

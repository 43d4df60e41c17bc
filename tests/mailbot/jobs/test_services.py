from __future__ import annotations

from datetime import timedelta
from threading import Thread

from sqlalchemy import text


def test_time_of_a_transaction_is_read_when_it_has_the_lock(world):
    began, times = world.now, []

    def wait_for_the_desk() -> None:
        with world.app.office.desk("worker") as desk:
            times.append(desk.now)

    with world.app.office.desk("operator") as desk:
        desk.session.execute(text("SELECT 1"))
        waiting = Thread(target=wait_for_the_desk)
        waiting.start()
        waiting.join(0.3)
        world.wait(minutes=1)
    waiting.join()
    assert times == [began + timedelta(minutes=1)]

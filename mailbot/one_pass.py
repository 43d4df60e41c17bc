"""All jobs once, one after another: what `poll` does. The worker runs the same jobs each in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable

from mailbot.app import App
from mailbot.jobs.deliver import Delivered, deliver
from mailbot.jobs.freeze_agenda import enter_meetings, freeze_due
from mailbot.jobs.intake import Taken, take_in
from mailbot.jobs.print_agendas import print_agendas
from mailbot.jobs.print_celebrations import print_celebrations
from mailbot.jobs.services import Services
from mailbot.jobs.watch import worker_notes
from mailbot.jobs.when_due.celebrate import celebrate
from mailbot.jobs.when_due.due_decisions import carry_out_due
from mailbot.jobs.when_due.follow_up import follow_up
from mailbot.jobs.when_due.remind import remind, tell_secretary
from mailbot.jobs.when_due.send_overview import foretell


def poll(app: App) -> tuple[Taken, list[int], Delivered]:
    """Make one intake pass, freeze what is due, make one delivery pass, and print what members may be sent."""
    with app.alone() as services:
        enter_meetings(services)
        began = services.clock()
        taken = take_in(services, app.mailbox)
        note_pass(services)
        frozen = freeze_due(services, began)
        carry_out_due(services, began)
        remind(services)
        foretell(services)
        follow_up(services)
        celebrate(services)
        tell_secretary(services)
        delivered = deliver_due(app)
        print_agendas(services)
        print_celebrations(services)
        return taken, frozen, delivered


def deliver_due(
    app: App,
    stopping: Callable[[], bool] = lambda: False,
    pause: Callable[[float], object] = time.sleep,
) -> Delivered:
    """Hand over what is due."""
    with app.filing_copies() as file_copy:
        return deliver(app.services, app.sender, file_copy=file_copy, stopping=stopping, pause=pause)


def note_pass(services: Services) -> None:
    """Note for a monitor that a pass has succeeded."""
    with services.unit_of_work("worker") as work:
        worker_notes.note_pass(work.session, work.now)


def note_login(services: Services, server: worker_notes.Server, refused: str) -> None:
    """Note for a monitor what a server says that refuses our login; nothing where it lets us in."""
    with services.unit_of_work("worker") as work:
        worker_notes.note_login(work.session, server, work.now, refused)

"""One of several things that are due: a transaction of its own, so that one that fails stops no other."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from mailbot.errors import Temporary, place
from mailbot.jobs.services import Services
from mailbot.register.unit_of_work import UnitOfWork

log = structlog.get_logger()


def is_done(services: Services, act: Callable[[UnitOfWork], object], *, failed: str, **about: int) -> bool:
    """Do it; False, and an error in the log by the name `failed`, where it goes wrong: the next pass tries again.

    Temporary errors, which are nobody's fault, come out.
    """
    try:
        with services.unit_of_work("worker") as work:
            act(work)
    except Temporary:
        raise
    except Exception as error:  # noqa: BLE001 - one must not stop the others
        log.error(failed, **about, error=place(error))  # noqa: TRY400 - a traceback quotes mail
        return False
    return True

"""The log: to stderr, as key-value for a person at a terminal, as JSON lines for a machine."""

from __future__ import annotations

import logging
import sys

import structlog
from structlog.typing import Processor

from mailbot.config import Log

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def configure(wanted: Log) -> None:
    """Set up structlog and the standard library's logging. May be called again."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    written: list[Processor] = _writing(json=wanted.format == "json" or (wanted.format == "auto" and not _terminal()))
    structlog.configure(
        processors=[*shared, *written],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[wanted.level]),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    _route_libraries(shared, written)


def _terminal() -> bool:
    return sys.stderr.isatty()


def _writing(*, json: bool) -> list[Processor]:
    """Render a line. A traceback comes without the values of local variables: they are people's words."""
    if json:
        frames = structlog.processors.ExceptionRenderer(
            structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
        )
        return [frames, structlog.processors.JSONRenderer(ensure_ascii=False)]
    return [structlog.dev.ConsoleRenderer(colors=_terminal(), exception_formatter=structlog.dev.plain_traceback)]


def _route_libraries(shared: list[Processor], written: list[Processor]) -> None:
    """Write what libraries say in the same form, from warnings up: at debug, imapclient would log whole mails."""
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *written]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    # It warns of a run that is left out because one waits already: that is as the worker wants it.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # Its complaints about a broken file quote what is in it, and are the sender's business.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)

"""A mail about approved work: an evaluation of it, words about how it goes, or whether others take it up."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.follow_up.evaluation_form import evaluated
from mailbot.intake.handlers.follow_up.spread_reply import answered
from mailbot.intake.handlers.follow_up.work_report import report
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.triage.rule import Detail


def about_work(case: Case) -> Handled:
    """Do with the mail what it is there for."""
    handler = {Detail.EVALUATES: evaluated, Detail.SPREADS: answered}.get(case.verdict.detail, report)
    return handler(case)

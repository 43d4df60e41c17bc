"""A mail about approved work: an evaluation of it, or words about how it goes."""

from __future__ import annotations

from mailbot.intake.handlers.case import Case
from mailbot.intake.handlers.follow_up.evaluation_form import evaluated
from mailbot.intake.handlers.follow_up.work_report import report
from mailbot.intake.handlers.outcomes import Handled
from mailbot.intake.triage.rule import Detail


def about_work(case: Case) -> Handled:
    """Do with the mail what it is there for."""
    return evaluated(case) if case.verdict.detail is Detail.EVALUATES else report(case)

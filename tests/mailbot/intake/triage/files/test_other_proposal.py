"""When two forms with the same title are two proposals."""

from __future__ import annotations

import pytest

from mailbot.intake.triage.files.other_proposal import is_another
from tests.support.forms import ANSWERS, SHIPPED


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"background": "I dag får vi besked mycket sent.\n\nDet ger dubbelarbete och oro för alla anhöriga."},
        {"initiator_name": "KARIN  ÅSTRÖM", "phone": "035-98 76 54", "resources": "En halv tjänst"},
        {"unit": None, "email": None},
        {"purpose": "Något helt annat."},
    ],
)
def test_new_version_is_the_same_proposal(changes):
    assert not is_another(SHIPPED, ANSWERS, {**ANSWERS, **changes})


@pytest.mark.parametrize(
    "changes",
    [
        {"initiator_name": "Nils Hedberg"},
        {"email": "nils.hedberg@halmstad.example"},
        {"unit": "Elevhälsan"},
        dict.fromkeys([k for k, v in ANSWERS.items() if isinstance(v, str)], "Ny gunga till förskolan Björken"),
    ],
)
def test_other_person_unit_or_text_is_another_proposal(changes):
    assert is_another(SHIPPED, ANSWERS, {**ANSWERS, **changes})

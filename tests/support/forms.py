"""A small form, and the shipped one filled in, for tests of readers and writers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from mailbot.forms import template_file
from parsers.result import Value
from parsers.template import Field, FormTemplate, Kind

SHIPPED = template_file.load(template_file.shipped())

SMALL = FormTemplate(
    "liten-1",
    "Liten mall",
    (
        Field("title", "Rubrik", required=True, aliases=("Titel",), section="Om förslaget"),
        Field(
            "background", "Bakgrund", Kind.LONG_TEXT, required=True, help="Hur är det i dag?", section="Om förslaget"
        ),
        Field("email", "E-post", Kind.EMAIL, section="Om dig"),
        Field("start", "Startdatum", Kind.DATE, section="Om dig"),
        Field("manager", "Förankrat hos chef", Kind.YES_NO, section="Om dig"),
        Field("factors", "Framgångsfaktorer", Kind.MULTI_CHOICE, choices=("Enkel", "Trygg"), section="Om dig"),
    ),
    printed=(),
)
SMALL_ANSWERS: Mapping[str, Value] = {
    "title": "Gemensam morgonrunda",
    "background": "I dag ringer vi runt.\n\nDet tar tid.",
    "email": "karin.astrom@halmstad.example",
    "start": date(2027, 1, 11),
    "manager": True,
    "factors": ("Trygg",),
}

ANSWERS: Mapping[str, Value] = {
    "title": "Gemensam utskrivningsplanering",
    "initiator_name": "Karin Åström",
    "role": "Distriktssköterska",
    "organisation": "Halmstads kommun",
    "unit": "Hemsjukvården Söndrum",
    "email": "karin.astrom@halmstad.example",
    "phone": "035-12 34 56",
    "manager": "Per Öberg",
    "background": "I dag får vi besked sent.\n\nDet ger dubbelarbete & oro för <anhöriga>.",
    "description": "Ett kort möte varje morgon, “på distans”.",
    "purpose": "=Tryggare hemgång",
    "target_group": "Äldre som skrivs ut till hemmet",
    "partners": ("Region Halland", "Halmstads kommun"),
    "success_factors": ("Gemensam", "Trygg"),
    "goals": ("Sammanhållen", "Nära"),
    "expected_effect": "Färre återinskrivningar.",
    "indicators": ("Kontinuitet", "Ensamhet"),
    "evaluation": "+2 mätningar om året",
    "resources": "- en halv tjänst",
    "timeplan": "Våren 2027",
    "requested_decision": "@RUG: bifall till ett försök",
    "risks": None,
}


def with_question(field: Field, after: str) -> FormTemplate:
    """Return the shipped form with one question more, below the one with this key."""
    place = [one.key for one in SHIPPED.fields].index(after) + 1
    below = replace(field, section=SHIPPED.field(after).section)
    return replace(SHIPPED, id="omtanke-0", fields=(*SHIPPED.fields[:place], below, *SHIPPED.fields[place:]))


def without_questions(*keys: str) -> FormTemplate:
    """Return the shipped form without these questions."""
    return replace(SHIPPED, id="omtanke-0", fields=tuple(one for one in SHIPPED.fields if one.key not in keys))


OTHER_QUESTIONS: Mapping[str, tuple[FormTemplate, Mapping[str, Value]]] = {
    "a-question": (
        with_question(
            Field("affected", "Märks det av fler än målgruppen?", help="Till exempel av anhöriga."), "target_group"
        ),
        {"affected": "Anhöriga och grannar."},
    ),
    "two-lines": (
        with_question(
            Field(
                "spread",
                "Om försöket går bra: hur brett i Halland tror du att arbetssättet kan spridas "
                "under de närmaste två åren?",
                Kind.CHOICE,
                choices=("Bara hos oss", "I några kommuner", "I hela länet"),
                help="Välj det som du tror mest på.",
            ),
            "evaluation",
        ),
        {"spread": "I hela länet"},
    ),
    "one-less": (without_questions("phone"), {}),
    "three-less": (without_questions("unit", "phone", "manager"), {}),
}
"""The shipped form with other questions, and what is answered to the new ones: how it is read hangs on none of them."""

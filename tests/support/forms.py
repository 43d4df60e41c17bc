"""A small form, and the shipped one filled in, for tests of readers and writers."""

from __future__ import annotations

from collections.abc import Mapping
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

"""Who takes part in the story: invented people at example domains, and what they propose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parsers import Value


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with a mailbox."""

    name: str
    address: str

    @property
    def password(self) -> str:
        """Made up; the server lives in this process."""
        return f"hemligt-{self.address}"

    @property
    def first_name(self) -> str:
        """What the story calls them."""
        return self.name.split()[0]


BOT = Person("Omtanke Halland", "omtankehalland@regionhalland.example")
SECRETARY = Person("Maria Lindqvist", "maria.lindqvist@regionhalland.example")
ANNA = Person("Anna Ek", "anna.ek@varberg.example")
BJORN = Person("Björn Åkesson", "bjorn.akesson@regionhalland.example")
CECILIA = Person("Cecilia Öberg", "cecilia.oberg@falkenberg.example")
DAVID = Person("David Nilsson", "david.nilsson@hylte.example")
EVA = Person("Eva Sjöström", "eva.sjostrom@laholm.example")
FREDRIK = Person("Fredrik Holm", "fredrik.holm@halmstad.example")
GUNILLA = Person("Gunilla Bergh", "gunilla.bergh@kustkliniken.example")
HELENA = Person("Helena Brandt", "helena.brandt@halmstad.example")
KARIN = Person("Karin Holm", "karin.holm@varberg.example")
PER = Person("Per Dahl", "per.dahl@regionhalland.example")
STRANGER = Person("Kim Främling", "kim@okand.example")

EVERYONE = (BOT, SECRETARY, ANNA, BJORN, CECILIA, DAVID, EVA, FREDRIK, GUNILLA, HELENA, KARIN, PER, STRANGER)

MEMBERS = (KARIN, PER)
"""Who sits in the group."""

_SHARED: Mapping[str, Value] = {
    "success_factors": ("Gemensam", "Trygg"),
    "goals": ("Sammanhållen", "Nära"),
    "indicators": ("Vårdens samordning", "Förtroende"),
    "timeplan": "Start i februari, utvärdering efter sex månader.",
}

FALLS: Mapping[str, Value] = {
    **_SHARED,
    "title": "Gemensam fallprevention i hemmet",
    "initiator_name": ANNA.name,
    "role": "Fysioterapeut",
    "organisation": "Varbergs kommun",
    "unit": "Hemrehabteamet",
    "phone": "0340-00 00 11",
    "manager": "Ja, enhetschef Lena Ask",
    "background": "Många äldre faller hemma veckorna efter utskrivning. Region och kommun gör var sin bedömning.",
    "description": "Ett gemensamt hembesök inom fem dagar efter utskrivning, med samma checklista.",
    "purpose": "Färre fall, och en bedömning i stället för två.",
    "target_group": "Personer över 75 år som skrivs ut från sjukhus.",
    "partners": ("Region Halland", "Varbergs kommun", "Halmstads kommun"),
    "expected_effect": "En femtedel färre fall som kräver sjukhusvård.",
    "resources": "En halvtidstjänst under försöket.",
    "requested_decision": "RUG ställer sig bakom ett försök i Varberg och Halmstad.",
    "risks": "Hembesöken tar längre tid än vi tror.",
}

MEDICINE: Mapping[str, Value] = {
    **_SHARED,
    "title": "En läkemedelslista för alla",
    "initiator_name": BJORN.name,
    "role": "Distriktsläkare",
    "organisation": "Region Halland",
    "background": "Kommunens sjuksköterskor och vårdcentralen arbetar med olika läkemedelslistor.",
    "description": "En gemensam rutin för avstämning av listan varje kvartal.",
    "purpose": "Säkrare läkemedel för den som har hemsjukvård.",
    "expected_effect": "Färre avvikelser, mer tid för patienten.",
    "requested_decision": "RUG beslutar om en gemensam rutin.",
}

CALLS: Mapping[str, Value] = {
    **_SHARED,
    "title": "Trygghetssamtal efter utskrivning",
    "initiator_name": CECILIA.name,
    "organisation": "Falkenbergs kommun",
    "background": "De första dygnen hemma är oroliga, och många söker akut i onödan.",
    "description": "Ett samtal inom två dygn från en sjuksköterska som känner ärendet.",
    "purpose": "Trygghet hemma.",
    "expected_effect": "Färre återinskrivningar inom 30 dagar.",
}

MEALS: Mapping[str, Value] = {
    **_SHARED,
    "title": "Måltidsvänner på särskilt boende",
    "initiator_name": FREDRIK.name,
    "organisation": "Halmstads kommun",
    "background": "Flera äter för lite när de äter ensamma.",
    "description": "Frivilliga äter lunch tillsammans med de boende.",
    "purpose": "Bättre aptit och mer gemenskap.",
    "expected_effect": "Färre undernärda.",
}

WOUNDS: Mapping[str, Value] = {
    **_SHARED,
    "title": "Sårvård på distans",
    "initiator_name": GUNILLA.name,
    "organisation": "Annan vårdgivare i Halland",
    "unit": "Kustkliniken",
    "background": "Svårläkta sår kräver täta resor till mottagningen.",
    "description": "Bilder och video mellan hemsjukvården och sårmottagningen.",
    "purpose": "Rätt behandling tidigare, utan resor.",
    "expected_effect": "Kortare läkningstid.",
}

LACKING = ("purpose", "success_factors", "expected_effect")
"""What Cecilia leaves empty at first."""


def without(values: Mapping[str, Value], keys: tuple[str, ...]) -> Mapping[str, Value]:
    """Return the answers but for some."""
    return {key: value for key, value in values.items() if key not in keys}


EVALUATION: Mapping[str, Value] = {
    "done": "Vi gjorde hembesök hos 140 personer över 80 år, fysioterapeut och undersköterska tillsammans.",
    "with_whom": ("Region Halland", "Varbergs kommun"),
    "better": ("Vårdens samordning",),
    "figures": "Fallskador: 52 före och 39 efter, under lika många månader.",
    "measured": "Uppgifter ur journalen, med samma avgränsning båda gångerna.",
    "voices": "Många säger att de vågar gå ut igen.",
    "learnt": "Gå två och två, och ring dagen innan.",
    "can_spread": "Ja, alla",
    "may_tell": True,
}
"""What came of Anna's proposal."""

"""Invented forms of other organisations, and what two people answer in each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

Given = str | tuple[str, ...] | bool


@dataclass(frozen=True)
class Asked:
    """A question of somebody's own form; `kind` is a kind of mall.toml."""

    label: str
    kind: str = "text"
    help: str = ""
    choices: tuple[str, ...] = ()

    @property
    def offered(self) -> tuple[str, ...]:
        return ("Ja", "Nej") if self.kind == "yes_no" else self.choices


@dataclass(frozen=True)
class OtherForm:
    """A form: its head, its questions, rows for the office alone, and people's answers by label."""

    name: str
    title: str
    intro: str
    asked: tuple[Asked, ...]
    office: tuple[str, ...]
    fills: tuple[Mapping[str, Given], ...]

    def chosen(self, asked: Asked, fill: Mapping[str, Given]) -> tuple[str, ...]:
        """Return the choices of a question that this person takes."""
        given = fill.get(asked.label, ())
        if isinstance(given, bool):
            return ("Ja" if given else "Nej",)
        return given if isinstance(given, tuple) else (given,)


IDEA = OtherForm(
    name="idea",
    title="Idéblankett",
    intro="Har du en idé som gör vardagen bättre? Skriv den här och lämna blanketten till din chef.",
    asked=(
        Asked("Idéns namn", help="Ett kort namn."),
        Asked("Ditt namn"),
        Asked("E-postadress", "email"),
        Asked("Telefonnummer", "phone"),
        Asked("Datum", "date"),
        Asked("Arbetsplats", "choice", choices=("Norrgården", "Västerhemmet", "Östra mottagningen")),
        Asked("Beskriv din idé", "long_text", "Skriv högst en sida."),
        Asked("Vilket problem löser idén?", "long_text"),
        Asked("Vilka berörs av idén?", "multi_choice", choices=("Brukare", "Anhöriga", "Medarbetare", "Invånare")),
        Asked("Har du pratat med din chef?", "yes_no"),
        Asked("Får vi publicera ditt namn?", "yes_no"),
        Asked("Vad kostar det?", "long_text"),
    ),
    office=("Underskrift", "Namnförtydligande", "Ifylls av förvaltningen: diarienummer", "Handläggare"),
    fills=(
        MappingProxyType(
            {
                "Idéns namn": "Frukost i trädgården",
                "Ditt namn": "Maj Sandell",
                "E-postadress": "maj.sandell@vardhem.example",
                "Telefonnummer": "0340-174 06 12",
                "Datum": "2027-04-02",
                "Arbetsplats": "Västerhemmet",
                "Beskriv din idé": "Vi äter ute när det är varmt nog.\nTvå dagar i veckan räcker.",
                "Vilket problem löser idén?": "Många kommer aldrig ut.",
                "Vilka berörs av idén?": ("Brukare", "Medarbetare"),
                "Har du pratat med din chef?": True,
                "Får vi publicera ditt namn?": False,
                "Vad kostar det?": "Fyra bord, 6 000 kronor.",
            }
        ),
        MappingProxyType(
            {
                "Idéns namn": "Datum på alla dörrar",
                "Ditt namn": "Åke Nej-Holm",
                "E-postadress": "ake.holm@vardhem.example",
                "Telefonnummer": "+46 70 174 06 44",
                "Datum": "2027-05-17",
                "Arbetsplats": "Östra mottagningen",
                "Beskriv din idé": "Namn: dagens datum på varje dörr.\n\nJa, även på nätterna.",
                "Vilket problem löser idén?": "Problem: den som är ny hittar inte.",
                "Vilka berörs av idén?": ("Anhöriga", "Invånare"),
                "Har du pratat med din chef?": False,
                "Får vi publicera ditt namn?": True,
                "Vad kostar det?": "Ingenting",
            }
        ),
    ),
)

GRANT = OtherForm(
    name="grant",
    title="Ansökan om utvecklingsmedel",
    intro="Medel delas ut två gånger om året. Ansökan lämnas senast den 1 mars och den 1 oktober.",
    asked=(
        Asked("Projektets namn"),
        Asked("Sökande enhet"),
        Asked("Kontaktperson"),
        Asked("Mejladress", "email"),
        Asked("Sökt belopp"),
        Asked("Önskad start", "date"),
        Asked("Typ av projekt", "choice", choices=("Förstudie", "Försök", "Spridning")),
        Asked("Mål", "long_text", "Vad ska ha hänt när projektet är slut?"),
        Asked("Så arbetar vi", "long_text"),
        Asked("Samarbete med", "multi_choice", choices=("Kommunen", "Regionen", "Civilsamhället", "Högskolan")),
        Asked("Är projektet förankrat hos ledningen?", "yes_no"),
    ),
    office=("Ort och datum", "Sökandes underskrift", "Beslut (ifylls av nämnden)"),
    fills=(
        MappingProxyType(
            {
                "Projektets namn": "Dans mot yrsel",
                "Sökande enhet": "Rehab Kusten",
                "Kontaktperson": "Elsa Björk",
                "Mejladress": "elsa.bjork@rehab.example",
                "Sökt belopp": "85 000 kr",
                "Önskad start": "2027-09-01",
                "Typ av projekt": "Försök",
                "Mål": "Färre fall bland 60 deltagare.",
                "Så arbetar vi": "Dans en timme i veckan.\nFysioterapeut leder.",
                "Samarbete med": ("Kommunen", "Civilsamhället"),
                "Är projektet förankrat hos ledningen?": False,
            }
        ),
        MappingProxyType(
            {
                "Projektets namn": "Tolk på skärm",
                "Sökande enhet": "Akuten, mottagning B",
                "Kontaktperson": "Nils Öst",
                "Mejladress": "nils.ost@sjukhus.example",
                "Sökt belopp": "120 tkr",
                "Önskad start": "2027-03-15",
                "Typ av projekt": "Spridning",
                "Mål": "Mål 1: tolk inom fem minuter.\nMål 2: nöjda patienter.",
                "Så arbetar vi": "Start: två skärmar.\nSedan fyra till.",
                "Samarbete med": ("Regionen", "Högskolan"),
                "Är projektet förankrat hos ledningen?": True,
            }
        ),
    ),
)

OTHER_FORMS = (IDEA, GRANT)

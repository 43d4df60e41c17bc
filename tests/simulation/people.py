"""Who writes: invented people of the organisations that take part, two secretaries, the group; what they propose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

BOT = "omtankehalland@regionhalland.example"
TRUSTED = "mx.example"


@dataclass(frozen=True)
class Person:
    name: str
    address: str
    organisation: str = ""

    @property
    def written(self) -> str:
        return f"{self.name} <{self.address}>"

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


SECRETARY = Person("Maria Lindqvist", "maria.lindqvist@regionhalland.example")
DEPUTY = Person("Eva Holm", "eva.holm@regionhalland.example")
SECRETARIES = (SECRETARY, DEPUTY)
MEMBERS = (
    Person("Karin Holm", "karin.holm@varberg.example"),
    Person("Per Dahlgren", "per.dahlgren@regionhalland.example"),
)
"""Who sits in the group."""

_PLACES = {
    "Kungsbacka kommun": "kungsbacka.example",
    "Varbergs kommun": "varberg.example",
    "Falkenbergs kommun": "falkenberg.example",
    "Hylte kommun": "hylte.example",
    "Halmstads kommun": "halmstad.example",
    "Laholms kommun": "laholm.example",
}
_FIRST = ("Karin", "Johan", "Siv", "Per", "Astrid", "Nils", "Elin", "Bertil", "Frida", "Gustav", "Maj", "Olle")
_LAST = ("Ek", "Falk", "Lund", "Sjö", "Berg", "Dahl", "Ask", "Strand", "Hed", "Kvist", "Ny", "Ros")


def organisations() -> list[dict[str, object]]:
    asked = contacts()
    return [
        {"name": name, "domains": [domain], "contact": asked[name].address, "contact_name": asked[name].name}
        for name, domain in _PLACES.items()
    ]


def contacts() -> dict[str, Person]:
    """Return who is asked, for each organisation, whether it takes up what others have done."""
    return {one.organisation: one for one in everybody()}


def everybody() -> tuple[Person, ...]:
    """Return four people of each place."""
    people = []
    for number, (place, domain) in enumerate(_PLACES.items()):
        for nth in range(4):
            first, last = _FIRST[(number * 4 + nth) % 12], _LAST[(number * 5 + nth * 3) % 12]
            plain = f"{first}.{last}".lower().translate(str.maketrans("åäö", "aao"))
            people.append(Person(f"{first} {last}", f"{plain}@{domain}", place))
    return tuple(people)


_WHAT = ("fallprevention", "hemgång", "sårvård", "läkemedelsgenomgång", "anhörigstöd", "munhälsa", "nattro")
_HOW = ("Gemensam", "Trygg", "Digital", "Samordnad", "Tidig", "Enklare")
_WHERE = ("i hemmet", "på kvällen", "för unga", "efter sjukhus", "vid livets slut")


def titles() -> Iterator[str]:
    """Yield titles without end, all different."""
    number = 0
    while True:
        number += 1
        what, how, where = _WHAT[number % 7], _HOW[number % 6], _WHERE[number % 5]
        yield f"{how} {what} {where}, del {number}"

"""Why a file is not passed on, and what a copy of it lacks: Swedish clauses, for a list of files."""

from __future__ import annotations

from typing import Final

OTHER_TYPE: Final = "är av en filtyp som vi inte skickar vidare"
MISNAMED: Final = "har ett innehåll som inte stämmer med filens namn"
LOCKED: Final = "är skyddad med lösenord"
DAMAGED: Final = "är skadad, så vi kan inte granska den"
SWELLS: Final = "är mycket större när den packas upp"
TOO_MUCH: Final = "är för stor för att vi ska kunna granska den"
MACROS: Final = "innehåller makron"
EMBEDS: Final = "innehåller en annan fil eller ett inbäddat objekt"
FETCHES: Final = "hämtar innehåll från nätet eller från andra filer"
STARTS: Final = "innehåller fält eller formler som kan starta program eller hämta något"
LINKS_REMOVED: Final = "utan det som skulle hämtas från nätet"
ACTIONS_REMOVED: Final = "utan skript, inbäddade filer och annat som händer av sig självt"


class Withheld(Exception):
    """The file is not passed on. The message is one of the clauses above."""

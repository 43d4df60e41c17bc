"""Forms of nine invented organisations, with what staff write in them and what has to be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from parsers.result import Value
from tests.support.other_forms import excel, pdf, word

UNUSED = "is neither question, help, heading nor choice in the proposal"
LONG = "I dag ringer vi runt.\nDet tar en timme om dagen."
PERSON = {"name": "Eva Lind", "email": "eva@laholm.example", "phone": "0430-123 45", "unit": "Hemtjänsten Norr"}


@dataclass(frozen=True)
class Other:
    """A form by its file name: its writer, answers as written, the values read, and the required keys."""

    filename: str
    write: Callable[[Mapping[str, str]], bytes]
    answers: Mapping[str, str]
    values: Mapping[str, Value]
    required: tuple[str, ...]
    doubts: tuple[str, ...] = ()


_LAHOLM = {
    **PERSON,
    "title": "Gemensamt nattlarm",
    "what": LONG,
    "area": "Skola",
    "boss": "☒ Ja\n☐ Nej",
    "start": "2027-02-01",
}
_LAHOLM_READ = {
    "initiator_name": "Eva Lind",
    "email": "eva@laholm.example",
    "phone": "0430-123 45",
    "unit": "Hemtjänsten Norr",
    "title": "Gemensamt nattlarm",
    "description": LONG,
    "omrade": "Skola",
    "har_du_pratat_med_din_chef": True,
    "onskat_startdatum": date(2027, 2, 1),
}
_LAHOLM_DOUBTS = ("Område: choices are read from the words “Välj: Äldreomsorg / Skola / Kultur”",)
_LAHOLM_REQUIRED = ("initiator_name", "email", "title", "description")

OTHERS = (
    Other("laholm.docx", word.laholm, _LAHOLM, _LAHOLM_READ, _LAHOLM_REQUIRED, _LAHOLM_DOUBTS),
    Other(
        "laholm.pdf",
        pdf.printed,
        _LAHOLM,
        _LAHOLM_READ,
        _LAHOLM_REQUIRED,
        (
            *_LAHOLM_DOUBTS,
            "a PDF without form fields shows no room to write in: try a filled one with `mailbot parse`",
        ),
    ),
    Other(
        "idé.docx",
        word.idea,
        {
            "title": "Nattlarm",
            "problem": LONG,
            "proof": "Färre samtal.",
            "name": "Bo Ek",
            "email": "bo@varden.example",
        },
        {
            "title": "Nattlarm",
            "vilket_problem_loser_iden": LONG,
            "hur_vet_vi_att_det_fungerar": "Färre samtal.",
            "initiator_name": "Bo Ek",
            "email": "bo@varden.example",
        },
        ("title", "vilket_problem_loser_iden", "initiator_name"),
        (f"line 2: “Har du en idé? Beskriv den här, så hör vi av oss.” {UNUSED}",),
    ),
    Other(
        "avvikelse.docx",
        word.deviation,
        {**PERSON, "title": "Saknad epikris", "date": "2026-11-03", "level": "Medel", "what": LONG},
        {
            "initiator_name": "Eva Lind",
            "phone": "0430-123 45",
            "unit": "Hemtjänsten Norr",
            "title": "Saknad epikris",
            "datum_for_handelsen": date(2026, 11, 3),
            "allvarlighetsgrad": "Medel",
            "beskriv_handelsen": LONG,
        },
        ("title", "beskriv_handelsen"),
    ),
    Other(
        "direktiv.docx",
        word.directive,
        {
            "title": "Trygg hemgång",
            "owner": "Annika Berg",
            "start": "2027-01-15",
            "priority": "2 – medel",
            "goal": "Ingen åker hem ensam.",
            "partners": "Regionen, Kommunen",
        },
        {
            "title": "Trygg hemgång",
            "projektets_agare": "Annika Berg",
            "startdatum": date(2027, 1, 15),
            "prioritet": "2 – medel",
            "mal_for_projektet": "Ingen åker hem ensam.",
            "deltagande_parter": ("Regionen", "Kommunen"),
        },
        ("title", "startdatum", "mal_for_projektet"),
    ),
    Other(
        "innovation.docx",
        word.innovation,
        {
            "title": "Dosrobot",
            "what": "Delar rätt dos.",
            "name": "Eva Lind",
            "places": "Hemmet",
            "phase": "Prototyp",
        },
        {
            "title": "Dosrobot",
            "description": "Delar rätt dos.",
            "initiator_name": "Eva Lind",
            "var_anvands_den": ("Hemmet",),
            "hur_langt_har_ni_kommit": "Prototyp",
        },
        ("title", "description"),
        ("Hur långt har ni kommit?: the blank form reads as answered with “Idé”",),
    ),
    Other(
        "kungsbacka.docx",
        word.bolds,
        {"title": "Delad kalender", "now": LONG, "wanted": "Alla ser samma tider.", "cost": "Cirka 20 tkr"},
        {
            "title": "Delad kalender",
            "background": LONG,
            "onskat_lage": "Alla ser samma tider.",
            "kostnad_ungefar": "Cirka 20 tkr",
        },
        ("title", "background"),
        ("Kostnad, ungefär: kind is a guess: long_text",),
    ),
    Other(
        "ärende.docx",
        word.crossed,
        {"title": "Ny väg in", "what": LONG, "kinds": "Teknik, Lokaler", "money": "☐ Ja  ☒ Nej", "sum": "40 000"},
        {
            "title": "Ny väg in",
            "sammanfattning": LONG,
            "typ_av_arende": ("Teknik", "Lokaler"),
            "finns_pengar_avsatta": False,
            "belopp_i_kronor": "40 000",
        },
        ("title", "sammanfattning"),
    ),
    Other(
        "halmstad.xlsx",
        excel.halmstad,
        {**PERSON, "title": "Dosrobot", "area": "Teknik", "what": LONG, "phase": "Test", "start": "2027-03-01"},
        {
            "initiator_name": "Eva Lind",
            "email": "eva@laholm.example",
            "unit": "Hemtjänsten Norr",
            "phone": "0430-123 45",
            "title": "Dosrobot",
            "omrade": "Teknik",
            "beskriv_innovationen": LONG,
            "fas": "Test",
            "startdatum": date(2027, 3, 1),
        },
        ("initiator_name", "email", "title", "beskriv_innovationen"),
    ),
    Other(
        "hylte.xlsx",
        excel.hylte,
        {"title": "Samåkning", "what": LONG, "cost": "Nej", "urgent": "I år", "name": "Bo Ek"},
        {
            "title": "Samåkning",
            "vad_vill_du_andra": LONG,
            "kostar_det_nagot": False,
            "hur_brattom_ar_det": "I år",
            "initiator_name": "Bo Ek",
        },
        ("title", "vad_vill_du_andra"),
        ("Kostar det något?: choices are read from the words “Ja/Nej”",),
    ),
    Other(
        "falkenberg.pdf",
        pdf.falkenberg,
        {"title": "Samåkning", "what": LONG, "urgent": "Medel", "name": "Bo Ek", "kinds": "Teknik"},
        {
            "title": "Samåkning",
            "description": LONG,
            "prioritet": "Medel",
            "initiator_name": "Bo Ek",
            "beror": ("Teknik",),
        },
        ("title", "description"),
        ("Berör: one answer or several? taken as multi_choice",),
    ),
)

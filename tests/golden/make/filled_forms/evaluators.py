"""Those who evaluate approved work, and what they answer. All are invented."""

from __future__ import annotations

from types import MappingProxyType

from tests.golden.make.filled_forms.people import Answers

HANNA: Answers = MappingProxyType(
    {
        "reference": "OH-2026-0014",
        "evaluator": "Hanna Löv",
        "promised_purpose": "Kortare väntan på hjälpmedel.",
        "promised_expected_effect": "Den som behöver en rullstol får den samma vecka.",
        "promised_success_factors": "Enkel, Gemensam",
        "promised_indicators": "Tillgänglighet, Självskattad hälsa",
        "done": "Vi körde en runda i månaden och hämtade 84 hjälpmedel.",
        "with_whom": ("Region Halland", "Laholms kommun"),
        "cost": "En bil två dagar i månaden.",
        "better": ("Tillgänglighet",),
        "same": ("Självskattad hälsa",),
        "figures": "Tillgänglighet: 19 dagar före och 6 dagar efter.",
        "measured": "Vi räknade dagar från beställning till leverans.",
        "voices": "De slipper ringa flera gånger.",
        "learnt": "Börja med en liten slinga.",
        "can_spread": "Ja, alla",
        "may_tell": "Ja",
    }
)

BIRGER: Answers = MappingProxyType(
    {
        "reference": "OH-2027-0103",
        "evaluator": "Birger Åsdal-Nyqvist, verksamhetschef",
        "promised_purpose": (
            "Färre ska bli sjuka av sina läkemedel.\n\n"
            "Den som tar medicinen ska veta varför.\nAnhöriga ska slippa gissa."
        ),
        "promised_expected_effect": "Färre fall och färre inläggningar.\n\nPersonalen letar mindre.",
        "promised_success_factors": "Hälsofrämjande, Trygg",
        "promised_indicators": "Vårdens samordning, Återinskrivningar, Personcentrering",
        "done": (
            "Apotekaren gick hem till 96 personer tillsammans med hemsjukvården.\n\n"
            "Det här blev som vi tänkte:\n"
            "• alla läkemedel lades på köksbordet\n"
            "• listan rättades samma dag\n\n"
            "Det här blev det inte:\n"
            "1. Uppföljningen per telefon kom igång först i maj.\n"
            "2. Två vårdcentraler hoppade av, för att de saknade läkare.\n\n"
            "Efter sommaren gick allt av sig självt."
        ),
        "with_whom": ("Region Halland", "Hylte kommun", "Halmstads kommun", "Annan vårdgivare i Halland"),
        "cost": "Apotekare: 310 000 kronor.\nSjuksköterska: 60 000 kronor.\nResor: 11 400 kronor.",
        "better": ("Vårdens samordning", "Återinskrivningar"),
        "same": ("Tillgänglighet", "Kontinuitet"),
        "worse": ("Delaktighet",),
        "figures": (
            "Återinskrivningar: 22 procent före och 13 procent efter.\n"
            "Vårdens samordning: 3,1 före och 4,2 efter.\n"
            "Delaktighet: 70 procent före och 66 procent efter."
        ),
        "measured": (
            "Vi jämförde tre mått:\n- antal läkemedel\n- inläggningar inom 30 dagar\n- patientens egen skattning"
        ),
        "voices": (
            "«Nu vet jag vad den vita är till för», säger en.\n\n"
            "Anhöriga berättar att de vågar åka bort en helg. Några tyckte att besöken var för långa."
        ),
        "learnt": "Börja med dem som vill.\n\nLåt patienten hålla i pennan.\nBoka inte besök före klockan tio.",
        "can_spread": "Ja, några",
        "spread_to": ("Falkenbergs kommun", "Laholms kommun"),
        "may_tell": "Nej",
    }
)

NADIA: Answers = MappingProxyType(
    {
        "reference": "oh-2026-0031",
        "evaluator": "Nadia Haddad, utvärderare",
        "promised_purpose": "Målet var ett nummer att ringa.\nVäg in: en.",
        "promised_expected_effect": "Effekt: färre samtal.",
        "promised_success_factors": "Enkel",
        "promised_indicators": "Kontinuitet",
        "done": (
            "Vad vi gjorde: vi slog ihop tre telefonköer.\nVad det gav visade sig först efter jul.\nKostnad: se nedan."
        ),
        "with_whom": ("Region Halland", "Kungsbacka kommun"),
        "cost": "Arbetstid: 20 timmar i veckan.\nSiffror finns i bokslutet.",
        "better": ("Kontinuitet", "Förtroende"),
        "worse": ("Tillgänglighet",),
        "figures": "Före: 41 samtal om dagen.\nEfter: 29 samtal om dagen.\nSämre: väntetid, 2 minuter blev 5.",
        "measured": "Mätning: växelns statistik.\nIndikatorer: svarstid och antal samtal.",
        "voices": "Patienter: lättare att ringa.\nNärstående: skönt med ett namn.\nPersonal: mer att göra.",
        "learnt": "Lärdomar: börja inte i juli.\nKan andra göra så? Ja, med två växlar.",
        "can_spread": "Det är för tidigt att säga",
        "may_tell": "Ja",
    }
)

LEO: Answers = MappingProxyType(
    {
        "reference": "OH-2027-0009",
        "evaluator": "Leo D’Amico-Šimić",
        "promised_purpose": "Läkningstid ≤ 8 veckor & smärta ≤ 3 på skalan 0–10.",
        "promised_expected_effect": "Omläggningar: 5 → 2 per vecka.",
        "promised_success_factors": "Hälsofrämjande, Enkel",
        "promised_indicators": "Tillgänglighet, Självskattad hälsa",
        "done": "Foto → bedömning → plan. 150 patienter/år (≥ 65 år: 80 %).",
        "with_whom": ("Region Halland", "Falkenbergs kommun"),
        "cost": "€ 4 000 + 0,2 tjänst; kamera à 3 500 kr.",
        "better": ("Tillgänglighet", "Självskattad hälsa"),
        "figures": "VAS 6,1 → 3,4; n = 112; p < 0,05. Kostnad −30 %.",
        "measured": "Sårarea i cm² vid vecka 0, 4 och 12 (§ 3 i rutinen).",
        "voices": "«Äntligen!» sa en – och log.",
        "learnt": "Börja ¼ år tidigare; ABI < 0,8 → kärlremiss direkt.",
        "can_spread": "Ja, alla",
        "may_tell": "Ja",
    }
)

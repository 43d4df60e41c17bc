"""Those who fill in the forms, and what they answer. All are invented."""

from __future__ import annotations

from types import MappingProxyType

Answer = str | tuple[str, ...]
Answers = MappingProxyType[str, Answer]

REQUIRED = ("title", "initiator_name", "organisation", "background", "description", "purpose")
REQUIRED_TOO = ("success_factors", "expected_effect")

SARA: Answers = MappingProxyType(
    {
        "title": "Gemensam hjälpmedelsrunda",
        "initiator_name": "Sara Wall",
        "role": "Arbetsterapeut",
        "organisation": "Laholms kommun",
        "unit": "Rehabenheten",
        "email": "sara.wall@laholm.example",
        "phone": "0430-150 00",
        "manager": "Ulf Brandt",
        "background": "Hjälpmedel står oanvända hemma medan andra väntar.",
        "description": "En runda i månaden där vi hämtar det som inte används.",
        "purpose": "Kortare väntan på hjälpmedel.",
        "target_group": "Hemmaboende med hjälpmedel, omkring 340 personer.",
        "partners": ("Region Halland", "Laholms kommun"),
        "success_factors": ("Enkel", "Gemensam"),
        "goals": ("Nära",),
        "expected_effect": "Den som behöver en rullstol får den samma vecka.",
        "indicators": ("Tillgänglighet", "Självskattad hälsa"),
        "evaluation": "Vi räknar hämtade hjälpmedel varje månad.",
        "resources": "En bil två dagar i månaden.",
        "timeplan": "Vi kan börja i april.",
        "requested_decision": "Ja till ett försök i Laholm.",
        "risks": "Bilen behövs till annat.",
    }
)

IVAN: Answers = MappingProxyType(
    {
        "title": "Samtal om sömn för unga som inte sover",
        "initiator_name": "Ivan Ödman-Krüger",
        "role": "Skolsköterska",
        "organisation": "Region Halland",
        "unit": "Ungdomsmottagningen Varberg",
        "email": "ivan.odman-kruger@region.example",
        "phone": "+46 70 174 06 21",
        "manager": "Ja, med Petra Nyberg (enhetschef)",
        "background": (
            "Var tredje elev i årskurs nio sover mindre än sju timmar. Elevhälsan och ungdomsmottagningen ger "
            "olika råd, och vårdcentralen skriver ut tabletter utan att veta vad skolan har provat."
        ),
        "description": (
            "Skolan, ungdomsmottagningen och vårdcentralen håller samma kurs i fyra träffar. Den som har gått "
            "kursen tar med sig ett kort, så att nästa mottagning ser vad som är gjort."
        ),
        "purpose": "Unga ska sova bättre och slippa tabletter som de inte behöver.",
        "target_group": "Elever i årskurs åtta och nio i Varberg och Falkenberg, 1 450 stycken.",
        "partners": ("Varbergs kommun", "Falkenbergs kommun", "Annan vårdgivare i Halland"),
        "success_factors": ("Hälsofrämjande", "Gemensam", "Trygg"),
        "goals": ("Personcentrerad", "Sammanhållen"),
        "expected_effect": "Färre recept på sömnmedel, och elever som orkar med dagen.",
        "indicators": ("Delaktighet", "Vårdens samordning"),
        "evaluation": "Sömndagbok före kursen och efter tre månader.",
        "resources": "Två kursledare på tio procent och 25 000 kronor till material.",
        "timeplan": "Kursstart höstterminen 2027, färdigt i juni 2028.",
        "requested_decision": "Att RUG ställer sig bakom kursen i två kommuner.",
        "risks": "Att kursen krockar med nationella proven.",
    }
)

GUN: Answers = MappingProxyType(
    {
        "title": "Läkemedelsgenomgång i hemmet med apotekare, sjuksköterska och den som tar medicinen",
        "initiator_name": "Gun-Britt Åkerhielm",
        "role": "Apotekare, verksamhetsutvecklare",
        "organisation": "Annan vårdgivare i Halland",
        "unit": "Husläkarna vid Torget, filialen i Oskarström",
        "email": "gun-britt.akerhielm@huslakarna.example",
        "phone": "035-13 70 45 (säkrast före klockan 10)",
        "manager": "Nej, inte än. Jag tar upp det på mötet den 3 mars.",
        "background": (
            "Den som är över 80 år och bor hemma har i snitt elva läkemedel.\n\n"
            "Vi gick igenom 60 medicinskåp under hösten. Det här såg vi:\n"
            "• dubbla förpackningar av samma medicin i 22 skåp\n"
            "• utgångna läkemedel i 31 skåp\n"
            "• lappar med doser som ingen längre hade ordinerat\n\n"
            "Ingen hade gjort fel. Alla hade gjort sin del, och ingen hade sett helheten."
        ),
        "description": (
            "Apotekaren går hem till patienten tillsammans med hemsjukvården.\n\n"
            "Besöket går till så här:\n"
            "1. Alla läkemedel ställs på köksbordet.\n"
            "2. Patienten berättar själv vad som tas, och när.\n"
            "3. Listan rättas samma dag, av läkaren på vårdcentralen.\n\n"
            "Efter sex veckor ringer sjuksköterskan och frågar hur det går."
        ),
        "purpose": (
            "Färre ska bli sjuka av sina läkemedel.\n\n"
            "Den som tar medicinen ska veta varför.\nAnhöriga ska slippa gissa."
        ),
        "target_group": "Personer över 80 år med hemsjukvård.\nUngefär 900 i Halmstad och Hylte.",
        "partners": ("Region Halland", "Hylte kommun", "Halmstads kommun", "Annan vårdgivare i Halland"),
        "success_factors": ("Hälsofrämjande", "Trygg"),
        "goals": ("Personcentrerad", "Sammanhållen", "Nära"),
        "expected_effect": (
            "Färre fall och färre inläggningar.\n\nPersonalen letar mindre, och vet vem som svarar för listan."
        ),
        "indicators": ("Vårdens samordning", "Återinskrivningar", "Personcentrering"),
        "evaluation": (
            "Vi jämför tre mått:\n- antal läkemedel\n- inläggningar inom 30 dagar\n- patientens egen skattning"
        ),
        "resources": "Apotekare 50 procent i ett år.\nSjuksköterska 10 procent.\nResor 18 000 kronor.",
        "timeplan": "Våren 2027: tio besök.\nHösten 2027: hundra besök.\nJanuari 2028: rapport till RUG.",
        "requested_decision": "Att RUG\n• godkänner ett försök på ett år\n• utser en kontaktperson i vardera kommunen",
        "risks": "Apotekare är svåra att anställa.\n\nBesöken kan kännas som en kontroll.",
    }
)

AMIR: Answers = MappingProxyType(
    {
        "title": "Mål: en väg in till hemtjänst och hemsjukvård",
        "initiator_name": "Amir Rostami",
        "role": "Organisation och stöd, samordnare",
        "organisation": "Kungsbacka kommun",
        "unit": "Enhet: Myndighet äldre",
        "email": "amir.rostami@kungsbacka.example",
        "phone": "0300-83 40 17",
        "manager": "Chef: Lotta Gran",
        "background": (
            "Behov: i dag ringer man tre nummer.\nResurser finns, men inte på samma ställe.\n"
            "Risker: den som är sjukast orkar inte."
        ),
        "description": (
            "Förslag i korthet:\nSyfte och ansvar skrivs på en sida.\nMålgrupp: alla som bor hemma.\n"
            "Tidplan följer budgetåret."
        ),
        "purpose": "Effekt på sikt: färre samtal.\nMål på kort sikt: ett nummer.",
        "target_group": "Roll i hemmet: anhörig eller granne.\nAntal: 2 200.",
        "partners": ("Region Halland", "Kungsbacka kommun"),
        "success_factors": ("Enkel", "Trygg"),
        "goals": ("Sammanhållen", "Nära"),
        "expected_effect": "Uppföljning blir lättare.\nTelefon och mejl besvaras samma dag.",
        "indicators": ("Kontinuitet", "Förtroende"),
        "evaluation": "Indikatorer: svarstid och antal samtal.\nBeslut om nästa steg tas i RUG.",
        "resources": "Personal: en halv tjänst.\nTeknik: växel finns.\nKostnad: 120 tkr.",
        "timeplan": "Bakgrundsarbete: mars.\nStart: maj.\nUtvärdering: december.",
        "requested_decision": "Önskat beslut är ett ja.\nOrganisation: styrgrupp med tre personer.",
        "risks": "Risk 1: växeln räcker inte.\nRisk 2: Resurser flyttas.",
    }
)

TOVE: Answers = MappingProxyType(
    {
        "title": "Sår ≥ 6 veckor → sårteam inom 72 h",
        "initiator_name": "Tove D’Amico-Šimić",
        "role": "Distriktssköterska & sårsamordnare",
        "organisation": "Falkenbergs kommun",
        "unit": "Hälso- och sjukvård «Norr»",
        "email": "tove.damico@falkenberg.example",
        "phone": "0346\u201188 60 00",
        "manager": "Märta Ŝtål–Bohm",
        "background": (
            "6–12 månaders läkning, ± 2 veckor. CRP > 40 mg/l hos ¼ av patienterna; B-glukos ≤ 7 mmol/l hos ½."
        ),
        "description": (
            "Foto → bedömning → plan. Tryck mäts (ABI < 0,8 → kärlremiss). Dos ≤ 5 µg/kg, 20 °C, 3 × dagligen."
        ),
        "purpose": "Läkningstid ≤ 8 veckor & smärta ≤ 3 på skalan 0–10.",
        "target_group": "≈ 150 patienter/år (≥ 65 år: 80 %).",
        "partners": ("Region Halland", "Falkenbergs kommun"),
        "success_factors": ("Hälsofrämjande", "Enkel"),
        "goals": ("Nära",),
        "expected_effect": "Omläggningar: 5 → 2 per vecka. Kostnad −30 %. «Äntligen!» sa en patient – och log.",
        "indicators": ("Tillgänglighet", "Självskattad hälsa"),
        "evaluation": "Sårarea i cm² vid vecka 0, 4 och 12 (§ 3 i rutinen).",
        "resources": "€ 4 000 + 0,2 tjänst; kamera à 3 500 kr.",
        "timeplan": "v. 8–20 … sedan löpande",
        "requested_decision": "Ja/nej till punkt 1–3 nedan: ① kamera ② utbildning ③ tid",
        "risks": "Bilder ska inte lagras > 10 dagar; GDPR art. 9 § 2 h.",
    }
)

OLLE: Answers = MappingProxyType(
    {
        "title": "Trygg hemgång 2027",
        "initiator_name": "Olle Frisk",
        "role": "Controller",
        "organisation": "Halmstads kommun",
        "unit": "Ekonomi",
        "email": "olle.frisk@halmstad.example",
        "phone": "0701740633",
        "manager": "nej",
        "background": "Mellan 2026-01-01 och 30/6 2026 väntade 112 personer, i snitt 3,4 dygn.",
        "description": "Teamet möter upp samma dag. Första hemgång 15.3.2027, sista den 1 december -27.",
        "purpose": "Från 3,4 till 1,5 dygn.",
        "target_group": "450",
        "partners": ("Halmstads kommun",),
        "success_factors": ("Trygg",),
        "goals": ("Sammanhållen",),
        "expected_effect": "50 %",
        "indicators": ("Återinskrivningar",),
        "evaluation": "2027-10-01",
        "resources": "30 000 kr",
        "timeplan": "15 mars 2027",
        "requested_decision": "Beslut senast 2027-02-15, kl. 09:30–10:00, § 12.",
        "risks": "0",
    }
)

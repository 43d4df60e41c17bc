"""What people write to the mailbox, each in some program: a line a mail, with the verdict it must get."""

from __future__ import annotations

from collections.abc import Iterator

from tests.golden.make.mails import forms
from tests.golden.make.mails.programs import EVERY, Person, Program, thunderbird

PEOPLE = (
    Person("Anna Ek", "anna.ek@varberg.example"),
    Person("Bo Lindgren", "bo.lindgren@halmstad.example", "Enhetschef"),
    Person("Åsa Öberg", "asa.oberg@laholm.example", "Distriktssköterska"),
    Person("Gösta Sjöström", "gosta.sjostrom@hylte.example", "Undersköterska"),
    Person("Fatima Nilsson", "fatima.nilsson@regionhalland.example", "Överläkare"),
    Person("Märta Åkesson", "marta.akesson@falkenberg.example", "Biståndshandläggare"),
    Person("Erik Dahl", "erik.dahl@vardbolaget.example", "Verksamhetschef"),
)
RECEIPT = "SV: [OH-2026-0001] Ditt förslag är registrerat"
INCOMPLETE = "Re: [OH-2026-0001] Ditt förslag behöver kompletteras"

# What is asked or told in few words: (verdict, rule, whether it answers our letter, words).
WORDS = (
    ("status_request", "asks_status", True, "Hej!\n\nHur går det med vårt förslag?"),
    ("status_request", "asks_status", True, "Hej igen,\n\nhar det hänt något med ärendet sedan sist?"),
    ("status_request", "asks_status", True, "När kan vi räkna med besked?"),
    ("status_request", "asks_status", True, "Har ni hunnit titta på vårt initiativ ännu?"),
    ("status_request", "asks_status", True, "Vi har inte hört något på ett tag. Vad händer?"),
    ("status_request", "asks_status", True, "Kommer vårt förslag upp på nästa möte?\nNär tas det i så fall upp?"),
    ("status_request", "asks_status", False, "Hej! Vad är status för OH-2026-0001?"),
    ("status_request", "asks_status", False, "Hej.\n\nKom mitt mejl fram? Jag skickade ett förslag i måndags."),
    ("status_request", "asks_status", True, "Hi! Any update on our proposal?"),
    ("status_request", "asks_status", True, "Hur ligger ni till? Är förslaget behandlat?"),
    ("question", "asks_how", False, "Hej!\n\nHur gör man för att lämna ett förslag till Omtanke Halland?"),
    ("question", "asks_how", False, "Var hittar jag mallen? Jag letade på vårdgivarwebben men fann den inte."),
    ("question", "asks_how", False, "Hej, jag skulle vilja ha blanketten för initiativ skickad till mig."),
    ("question", "asks_how", False, "Vi på Solgården vill gärna lämna in ett förslag om trygg hemgång."),
    ("question", "asks_how", False, "Jag har en idé om gemensam larmkedja. Vart vänder jag mig med ett förslag?"),
    ("question", "asks_how", False, "Finns det någon särskild blankett som vi ska fylla i?"),
    ("question", "asks", True, "Hej! Kan vi vara två kommuner bakom samma förslag?"),
    ("question", "asks", True, "Jag undrar om ni vill att en enhetschef är med på mötet."),
    ("question", "asks", True, "Kan du ringa mig? Det är lättare att förklara på telefon."),
    ("question", "asks", True, "Vi funderar på att dra tillbaka förslaget. Kan man lämna in det igen sedan?"),
    ("question", "asks", False, "Är RUG:s möten öppna för allmänheten?"),
    ("withdrawal", "asks_to_withdraw", True, "Hej!\n\nVi drar tillbaka vårt förslag. Chefen vill vänta till våren."),
    ("withdrawal", "asks_to_withdraw", True, "Härmed återkallar jag ansökan."),
    ("withdrawal", "asks_to_withdraw", False, "Jag vill återkalla OH-2026-0001."),
    ("withdrawal", "asks_to_withdraw", True, "Förslaget är inte längre aktuellt, så ni kan stryka det."),
    ("withdrawal", "asks_to_withdraw", True, "Ni kan avsluta vårt ärende. Vi backar ur efter omorganisationen."),
    ("withdrawal", "asks_to_withdraw", True, "Vi vill inte längre gå vidare med detta."),
    ("withdrawal", "asks_to_withdraw", False, "Återkallelse av OH-2026-0001\n\nVi tar tillbaka förslaget."),
    ("thanks", "only_thanks", True, "Tack så mycket!"),
    ("thanks", "only_thanks", True, "Tack för snabbt svar, då vet jag! Trevlig helg!"),
    ("thanks", "only_thanks", True, "Toppen, tack för informationen."),
    ("thanks", "only_thanks", True, "Mottaget."),
    ("thanks", "only_thanks", True, "Perfekt! 👍"),
    ("thanks", "only_thanks", True, "Tusen tack Maria, vi ser fram emot mötet."),
    ("completion", "completes_in_words", True, "Här kommer det som saknades: telefonnumret är 0340-12 34 56."),
    ("completion", "completes_in_words", True, "Komplettering enligt önskemål: effekten mäts med en enkät."),
    ("unknown", "nothing_applies", True, "Vi har bytt enhetschef. Nya numret står nedan, 0346-98 76 54."),
    ("unknown", "nothing_applies", False, "Hej, vi ses på torsdag."),
)

LONG = (
    "Hej! Vi träffade våra kollegor på sjukhuset i går och alla var eniga om att hemgången behöver bli tryggare för dem "
    "som bor ensamma.\n\nHar ni hunnit titta på vårt förslag?"
)


def entries() -> Iterator[tuple[str, Program, dict, tuple]]:
    """Yield (name, program, what the note says, (verdict, rule, references)) of each mail."""
    for turn, (verdict, rule, reply, words) in enumerate(WORDS):
        program, person = EVERY[turn % len(EVERY)], PEOPLE[turn % len(PEOPLE)]
        subject = (INCOMPLETE if verdict == "completion" else RECEIPT) if reply else "Fråga om Omtanke Halland"
        about = ["OH-2026-0001"] if reply or "OH-2026-0001" in words else []
        yield (
            f"{verdict}-{program.__name__}",
            program,
            _note(person, subject, words, reply=reply),
            (verdict, rule, about),
        )
    yield (
        "status_request-flowed",
        thunderbird,
        _note(PEOPLE[1], RECEIPT, LONG, reply=True),
        (
            "status_request",
            "asks_status",
            ["OH-2026-0001"],
        ),
    )
    for number, program in enumerate(EVERY):
        person = PEOPLE[number % len(PEOPLE)]
        file = forms.docx() if number % 3 else forms.xlsx()
        words = "Hej!\n\nHär kommer vårt förslag. Hör av er om något saknas."
        said = _note(person, "Förslag till RUG: trygg hemgång", words, files=(file,))
        yield f"submission-{program.__name__}", program, said, ("submission", "form", [])
    for number, program in enumerate(EVERY):
        person = PEOPLE[number % len(PEOPLE)]
        file = forms.xlsx() if number % 4 == 0 else forms.docx()
        said = _note(person, INCOMPLETE, "Hej! Nu är allt ifyllt.", reply=True, files=(file,))
        yield (
            f"completion-{program.__name__}",
            program,
            said,
            ("completion", "form_in_waiting_thread", ["OH-2026-0001"]),
        )


def _note(person: Person, subject: str, words: str, *, reply: bool = False, files: tuple = ()) -> dict:
    return {"person": person, "subject": subject, "words": words, "reply": reply, "files": files}

"""What is withdrawn is what the mail's own words name, not what the letter that it answers is about."""

from __future__ import annotations

import pytest

from mailbot.intake.review_reasons import Reason
from tests.support.backlog import mail, proposal
from tests.support.mails import outlook
from tests.support.world import vouched

ANNA = "anna1@varberg.example"
ANNAS, OTHER_OF_ANNA, BOS, NOBODYS = (f"OH-2026-{number}" for number in ("0001", "0002", "0003", "0099"))


@pytest.fixture
def answers_first(trusting):
    """Let Anna, who has two proposals, answer the receipt of her first; Bo has one. Gives the states."""
    trusting.take(vouched(proposal(1, "Fallprevention")))
    letter = trusting.letter("receipt_complete")
    second = proposal(2, "Sårvård").replace(b"anna2@", b"anna1@")
    trusting.take(*map(vouched, (second, proposal(3, "Nattpatrull"))))
    assert [state for _, state in trusting.register()] == ["queued"] * 3

    def say(words: str) -> list[str]:
        headers = {"In_Reply_To": str(letter["Message-ID"])}
        trusting.take(vouched(mail(10, ANNA, f"SV: {letter['Subject']}", outlook(words, quoted=""), **headers)))
        return [state for _, state in trusting.register()]

    return say


@pytest.mark.parametrize(
    "words",
    [
        f"Vi drar tillbaka vårt förslag {NOBODYS}.",
        f"Jag drar tillbaka mitt förslag {BOS}.",
        f"Dra tillbaka {BOS}, tack.",
        f"Vi drar tillbaka vårt förslag {ANNAS}. Och {BOS}.",
    ],
)
def test_nothing_is_withdrawn_where_the_words_name_what_is_not_the_senders(answers_first, trusting, words):
    assert answers_first(words) == ["queued"] * 3
    assert trusting.ledger()[-1][2] == "review"
    assert trusting.reasons()[-1].startswith(Reason.WITHDRAWS_WHAT.text())


@pytest.mark.parametrize("words", [f"Vi drar tillbaka vårt förslag {OTHER_OF_ANNA}.", f"Dra tillbaka {OTHER_OF_ANNA}."])
def test_ones_other_proposal_is_withdrawn_where_the_words_name_it(answers_first, words):
    assert answers_first(words) == ["queued", "withdrawn", "queued"]


@pytest.mark.parametrize("words", ["Vi drar tillbaka vårt förslag.", f"Vi drar tillbaka vårt förslag {ANNAS}."])
def test_the_threads_is_withdrawn_where_the_words_name_no_other(answers_first, words):
    assert answers_first(words) == ["withdrawn", "queued", "queued"]

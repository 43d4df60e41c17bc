"""What a secretary is told of her orders: every sentence is there, and fills in what it says it does."""

from __future__ import annotations

import re

from mailbot.intake.handlers.desk.sentences import Sentence, sentences


def test_file_and_program_know_the_same_sentences():
    assert sorted(sentences()) == sorted(Sentence)


def test_every_sentence_fills_in_its_own_fields():
    for name, sentence in sentences().items():
        assert set(re.findall(r"\{(\w+)\}", sentence["text"])) == set(sentence.get("fields", ())), name
        filled = Sentence(name).text(**dict.fromkeys(sentence.get("fields", ()), "x"))
        assert "{" not in filled

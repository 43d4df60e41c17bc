"""What mails get that bring no form, though they were meant to: an answer that says what to do."""

from __future__ import annotations

import pytest

from tests.golden.make.mails.oddities import _der
from tests.support.backlog import SECRETARY, mail, proposal
from tests.support.world import vouched

DIGEST = ("review_digest", SECRETARY, "sent")
ANNA = "anna1@varberg.example"
SEALED = _der(0x30, bytes.fromhex("06092a864886f70d010703"), _der(0xA0, b"x"))
ENCRYPTED = (
    b"From: anna1@varberg.example\r\nTo: omtankehalland@regionhalland.example\r\nSubject: Hemligt\r\n"
    b"Date: Fri, 20 Nov 2026 08:00:00 +0100\r\nMessage-ID: <7@varberg.example>\r\n"
    b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\n" + SEALED
)
SHARED = mail(2, ANNA, "Förslag", "Här är vårt förslag: https://varberg-my.sharepoint.com/:w:/g/personal/anna/x")


@pytest.mark.parametrize(
    ("data", "rule", "said"),
    [
        (SHARED, "cloud_link", "Bifoga själva filen"),
        (ENCRYPTED, "encrypted", "Skicka det utan kryptering"),
    ],
)
def test_sender_is_told_what_to_send_instead(trusting, data, rule, said):
    assert trusting.take(vouched(data)) == [("could_not_read", ANNA, "sent"), DIGEST]
    assert trusting.ledger() == [("unknown", rule, "review")]
    assert said in trusting.letter("could_not_read").get_body(("plain",)).get_content()


def test_stranger_is_not_told(trusting):
    assert trusting.take(SHARED.replace(b"varberg.example", b"okand.example")) == [DIGEST]
    assert trusting.ledger() == [("unknown", "cloud_link", "review")]


def test_forwarded_form_is_the_forwarders_and_is_kept(world):
    outer = mail(
        3, "bo@varberg.example", "VB: Förslag", "Från en kollega.", [("forslag.eml", proposal(1, "Fallprevention"))]
    )
    assert world.take(outer) == [("receipt_complete", "bo@varberg.example", "sent")]
    assert world.register() == [("OH-2026-0001", "queued")]


def test_second_field_of_the_trusted_server_vouches_as_well(trusting):
    signed = b"Authentication-Results: mx.example; dkim=pass header.d=varberg.example\r\n"
    trusting.take(vouched(signed + mail(4, ANNA, "Fråga", "Hur gör man för att lämna ett förslag?")))
    assert trusting.letters() == [("how_to", ANNA, "sent")]

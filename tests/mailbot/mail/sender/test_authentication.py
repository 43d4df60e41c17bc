from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailbot.mail.decode import decode
from mailbot.mail.sender.authentication import Authentication, verify
from tests.support.mails import ANNA, a_mail

NOW = datetime(2026, 11, 12, 9, 20, tzinfo=UTC)
MX = "mx.region.example"
EXCHANGE = (
    "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=varberg.example; dkim=pass (signature was verified)"
    " header.d=varberg.example;dmarc=pass action=none header.from=varberg.example;compauth=pass reason=100"
)


def passed(*results: str, trusted: str | None = MX, sender: str = ANNA) -> set[str]:
    data = a_mail(sender=sender, headers=[("Authentication-Results", result) for result in results])
    return set(verify(decode(data, internal_date=NOW), trusted, internal_mark=False).passed)


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([f"{MX}; dmarc=pass (p=none dis=none) header.from=varberg.example"], {"dmarc"}),
        ([f"{MX} 1; DMARC=Pass header.from=VARBERG.example"], {"dmarc"}),
        ([f"{MX.upper()}; dkim=pass header.d=varberg.example"], {"dkim"}),
        ([f"{MX}; dkim=pass header.i=@post.varberg.example header.s=s1"], {"dkim"}),
        ([f"{MX}; dkim=fail header.d=varberg.example; dkim=pass header.d=varberg.example"], {"dkim"}),
        ([f"{MX}; spf=pass smtp.mailfrom=studs@varberg.example"], {"spf"}),
        ([f'{MX}; spf=pass smtp.mailfrom="studs@varberg.example"'], {"spf"}),
        ([f"{MX}; spf=pass (a; b (c)) smtp.mailfrom=varberg.example"], {"spf"}),
        ([f"{MX}; spf=softfail smtp.mailfrom=varberg.example; dmarc=fail header.from=varberg.example"], set()),
        ([f"{MX}; dmarc=pass header.from=annan.example"], set()),
        ([f"{MX}; dmarc=pass header.from=post.varberg.example"], set()),
        ([f"{MX}; dmarc=pass"], set()),
        ([f"{MX}; dkim=pass header.d=annan.example; spf=pass smtp.mailfrom=x@annan.example"], set()),
        ([f"{MX}; dkim=pass header.d=example"], set()),
        ([f"{MX}; dkim=pass header.d=ondvarberg.example"], set()),
        ([f"{MX}; spf=pass smtp.helo=varberg.example"], set()),
        ([f"{MX}; spf=fail (dmarc=pass header.from=varberg.example; dmarc=pass header.from=varberg.example)"], set()),
        ([f'{MX}; spf=fail smtp.mailfrom="x; dmarc=pass header.from=varberg.example"@ond.example'], set()),
        (["annan.example; dmarc=pass header.from=varberg.example"], set()),
        ([f"{MX}; none", f"{MX}; dmarc=pass header.from=varberg.example"], set()),
        (["filter.example; none", f"{MX}; dmarc=pass header.from=varberg.example"], {"dmarc"}),
        ([f"{MX}; dmarc=bestguesspass action=none header.from=varberg.example"], set()),
        ([f"{MX}; dmarc=pass-bestguess header.from=varberg.example"], set()),
        ([f"{MX}; dmarc=none header.from=varberg.example"], set()),
        ([f"{MX}\0.ond.example; dmarc=pass header.from=varberg.example"], set()),
        ([f"{MX}; dmarc=fail header.from=varberg.example; dmarc=pass header.from=varberg.example"], set()),
        ([f"{MX}; dmarc=pass header.from=annan.example header.from=varberg.example"], set()),
        ([f"{MX}; dmarc=temperror header.from=varberg.example"], set()),
        ([f"{MX};\r\n\tdmarc=pass\r\n\t header.from=varberg.example"], {"dmarc"}),
        ([f"(a) {MX} (b) 1 ; dmarc (c) = pass (d) header . from (e) = varberg.example"], {"dmarc"}),
        ([f"{MX}; dkim=pass header.d=annan.example header.i=@varberg.example"], set()),
        ([f"{MX}; dkim=pass header.i=@varberg.example header.d=annan.example"], set()),
        ([f'{MX}; dkim=pass header.i="x header.d=varberg.example"@annan.example'], set()),
        ([f'{MX}; spf=pass smtp.mailfrom="x smtp.mailfrom=a@varberg.example"@annan.example'], set()),
        ([f'{MX}; spf=pass smtp.mailfrom="a@varberg.example"@annan.example'], set()),
        ([rf"{MX}; spf=fail (x \); dmarc=pass header.from=varberg.example)"], set()),
        ([rf"{MX}; spf=fail (x \() ; dmarc=pass header.from=varberg.example"], {"dmarc"}),
        ([f'{MX}; spf=fail (a "(" b) ; dmarc=pass header.from=varberg.example)'], set()),
        ([f'{MX}; spf=fail (of "x) ; dmarc=pass header.from=varberg.example ("@annan.example)'], set()),
        ([f"{MX}; spf=fail reason=x dmarc=pass header.from=varberg.example"], set()),
        ([f"{MX}.annan.example; dmarc=pass header.from=varberg.example"], set()),
        ([EXCHANGE], set()),
        ([MX], set()),
        ([""], set()),
        ([], set()),
    ],
)
def test_only_the_trusted_servers_topmost_field_counts(results: list[str], expected: set[str]) -> None:
    assert passed(*results) == expected


DMARC = f"Authentication-Results: {MX}; dmarc=pass header.from=varberg.example"
DKIM = f"Authentication-Results: {MX}; dkim=pass header.d=varberg.example"
WENT_ASTRAY = f"Authentication-Results: {MX}; dmarc=fail header.from=varberg.example"
LMTP = "Received: from mx (unknown) by store.region.example with LMTP id 1; x"
OWN = f"Received: from mail.varberg.example (x [192.0.2.1]) by {MX} with ESMTPS id 2; x"
HANDED_ON = f"Received: from {MX} ([10.0.0.2]) by ex01.region.example with Microsoft SMTP Server; x"
FOREIGN = "Received: from ond.example by mx2.annan.example with ESMTP; x"
FILTER = "DMARC-Filter: OpenDMARC Filter v1.4.2 mx"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ([DMARC, DKIM], {"dmarc", "dkim"}),
        ([FILTER, DMARC, "DKIM-Filter: OpenDKIM", DKIM, OWN], {"dmarc", "dkim"}),
        ([LMTP, HANDED_ON, DMARC, OWN], {"dmarc"}),
        ([OWN, DKIM], set()),
        ([f"Received: from {MX} (ond [192.0.2.9]) by {MX} with ESMTP; x", DMARC], set()),
        ([f"Received: from store.{MX} (ond [192.0.2.9]) by {MX} with ESMTP; x", DMARC], set()),
        ([f"Authentication-Results: {MX}; spf=fail smtp.mailfrom=ond.example", OWN, DMARC], set()),
        ([LMTP, OWN, DMARC], set()),
        ([f"Received: from filter (localhost [127.0.0.1]) by {MX} with ESMTP; x", DMARC, OWN], {"dmarc"}),
        ([FOREIGN, DMARC], set()),
        ([LMTP, FOREIGN, DMARC], set()),
        ([DKIM, OWN, DMARC], {"dkim"}),
        ([DKIM, "X-Anything: 1", DMARC], {"dkim"}),
        ([DKIM, "Authentication-Results: annan.example; none", DMARC], {"dkim"}),
        ([WENT_ASTRAY, DMARC], set()),
        (["Received: from ond (envelope-from mx.region.example) by mx2.annan.example; x", DMARC], set()),
        ([f"Received: from {MX} (ond [192.0.2.9]) by mx2.annan.example with ESMTP; x", DMARC], set()),
        ([f"Received: from a.{MX}.annan.example (x [192.0.2.9]) by ex01.region.example; x", DMARC], set()),
        ([f"ARC-Authentication-Results: i=1; {MX}; dmarc=pass header.from=varberg.example"], set()),
        ([f"X-Authentication-Results: {MX}; dmarc=pass header.from=varberg.example"], set()),
        ([f"Authentication-Results-Original: {MX}; dmarc=pass header.from=varberg.example"], set()),
        ([f"AUTHENTICATION-RESULTS: {MX.upper()}; DMARC=PASS HEADER.FROM=VARBERG.EXAMPLE"], {"dmarc"}),
        ([*[DMARC.replace(MX, f"mx{n}.annan.example") for n in range(1000)], FOREIGN, DMARC], set()),
    ],
)
def test_fields_right_below_each_other_count_and_none_that_came_from_elsewhere(head, expected) -> None:
    data = "\r\n".join(head).encode() + b"\r\n" + a_mail()
    assert set(verify(decode(data, internal_date=NOW), MX, internal_mark=False).passed) == expected


@pytest.mark.parametrize(
    "taken_in",
    [
        "from [192.0.2.9] (helo=[127.0.0.1]) by {mx} with esmtp (Exim 4.98) id 1",
        "from [192.0.2.9] (helo=[IPv6:::1]) by {mx} with esmtp (Exim 4.98) id 1",
        'from ond (ond.example [192.0.2.9]) (Client CN "([127.0.0.1])", Issuer "x") by {mx} with ESMTPS id 1',
        'from ond (ond.example [192.0.2.9]) (Client CN "x by {mx} with LMTP") by {mx} with ESMTPS id 1',
        "from ond (ond.example [192.0.2.9]) (Authenticated sender: [127.0.0.1]) by {mx} with ESMTPSA id 1",
        "from ond (ond.example ([127.0.0.1]) [192.0.2.9]) by {mx} with ESMTP id 1",
        "from with LMTP (ond.example [192.0.2.9]) by {mx} with ESMTP id 1",
        'from ond (ond.example [192.0.2.9]) by {mx} with ESMTP id 1 for <"by {mx} with LMTP"@region.example>',
    ],
)
def test_nothing_that_a_stranger_calls_himself_makes_the_servers_own_received_one_of_the_house(taken_in) -> None:
    data = f"Received: {taken_in.format(mx=MX)}; x\r\n{DMARC}\r\n".encode() + a_mail()
    assert set(verify(decode(data, internal_date=NOW), MX, internal_mark=False).passed) == set()


@pytest.mark.parametrize(
    "handed_on",
    [
        "from {mx} ([127.0.0.1]) by store.annan.example with LMTP id 1",
        "from {mx} ([10.0.0.2]) (using TLSv1.3 with cipher TLS_AES_256 (256/256 bits)) by imap.example with LMTPS id 1",
        "from imap.example (imap.example [unix socket]) by imap.example (Cyrus 3.8) with LMTPA",
        "by imap.example (Postfix, from userid 5) with LMTP id 1",
        "from localhost (localhost.localdomain [127.0.0.1]) by {mx} (Postfix) with ESMTP id 1",
        "from {mx} ([127.0.0.1]) by localhost ({mx} [127.0.0.1]) (amavis, port 10024) with ESMTP id 1",
        "from localhost (localhost [IPv6:::1]) by {mx} (Postfix) with ESMTP id 1",
    ],
)
def test_what_the_house_hands_on_within_one_machine_is_passed_over(handed_on) -> None:
    data = f"Received: {handed_on.format(mx=MX)}; x\r\n{DMARC}\r\n{OWN}\r\n".encode() + a_mail()
    assert set(verify(decode(data, internal_date=NOW), MX, internal_mark=False).passed) == {"dmarc"}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ([OWN, DKIM], {"dkim"}),
        ([LMTP, OWN, FILTER, DMARC, DKIM], {"dmarc", "dkim"}),
        ([DMARC, OWN], {"dmarc"}),
        ([OWN, "X-Anything: 1", DMARC], set()),
        ([OWN, WENT_ASTRAY, DMARC], set()),
        ([OWN, FOREIGN, DMARC], set()),
        ([FOREIGN, DMARC], set()),
    ],
)
def test_server_that_writes_below_its_received_is_believed_right_below_it(head, expected) -> None:
    data = "\r\n".join(head).encode() + b"\r\n" + a_mail()
    found = verify(decode(data, internal_date=NOW), MX, internal_mark=False, below=True)
    assert set(found.passed) == expected


@pytest.mark.parametrize(
    ("results", "failed"),
    [
        ("dmarc=fail header.from=varberg.example", True),
        ("dmarc=fail header.from=varberg.example; spf=pass smtp.mailfrom=ond.example", True),
        ("spf=fail smtp.mailfrom=varberg.example; dkim=fail header.d=varberg.example", True),
        ("spf=fail smtp.mailfrom=varberg.example; dkim=none", False),
        ("spf=softfail smtp.mailfrom=varberg.example; dkim=fail header.d=varberg.example", False),
        ("spf=fail smtp.mailfrom=varberg.example; dmarc=none", False),
        ("dmarc=temperror header.from=varberg.example", False),
        ("dmarc=fail header.from=varberg.example; dkim=pass header.d=varberg.example", False),
        ("none", False),
    ],
)
def test_message_fails_where_its_domain_disowns_it(results: str, *, failed: bool) -> None:
    data = a_mail(headers=[("Authentication-Results", f"{MX}; {results}")])
    assert verify(decode(data, internal_date=NOW), MX, internal_mark=False).failed is failed


def test_exchange_online_is_read_without_a_name() -> None:
    assert passed(EXCHANGE, trusted="") == {"dmarc", "dkim", "spf"}
    assert (
        passed("spf=none smtp.mailfrom=ond.example; dmarc=fail header.from=varberg.example", EXCHANGE, trusted="")
        == set()
    )
    assert passed(f"{MX}; dmarc=pass header.from=varberg.example", trusted="") == set()


def test_nothing_is_trusted_where_no_server_is_named() -> None:
    assert passed(EXCHANGE, f"{MX}; dmarc=pass header.from=varberg.example", trusted=None) == set()


@pytest.mark.parametrize(
    "sender",
    [
        "anna.ek@varberg.example, ond@annan.example",
        "anna.ek@varberg.example\r\nFrom: ond@annan.example",
        "anna.ek@varberg.example <ond@annan.example>, anna.ek@varberg.example",
        "Anna Ek",
    ],
)
def test_several_or_no_from_addresses_are_never_verified(sender: str) -> None:
    results = "; ".join(f"dmarc=pass header.from={domain}" for domain in ("varberg.example", "annan.example"))
    assert passed(f"{MX}; {results}", sender=sender) == set()


@pytest.mark.parametrize(
    ("marks", "stated", "expected"),
    [
        (["Internal"], True, {"internal"}),
        (["internal"], True, {"internal"}),
        (["Anonymous"], True, set()),
        (["Internal", "Anonymous"], True, set()),
        (["Internal"], False, set()),
        ([], True, set()),
    ],
)
def test_internal_mark_counts_only_where_the_operator_says_so(
    marks: list[str], *, stated: bool, expected: set[str]
) -> None:
    data = a_mail(headers=[("X-MS-Exchange-Organization-AuthAs", mark) for mark in marks])
    assert verify(decode(data, internal_date=NOW), None, internal_mark=stated).passed == expected


def test_what_suffices_is_what_is_accepted_or_internal() -> None:
    assert Authentication(frozenset({"dkim"})).suffices(("dmarc", "dkim"))
    assert not Authentication(frozenset({"spf"})).suffices(("dmarc", "dkim"))
    assert Authentication(frozenset({"internal"})).suffices(("dmarc",))
    assert not Authentication().suffices(("dmarc",))

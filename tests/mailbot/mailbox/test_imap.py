"""The mailbox against a real Dovecot: one test for each thing that is promised."""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mailbot.errors import CertificateRefused, LoginRefused, MailboxUnavailable, MessageGone
from mailbot.mail.message import Location
from mailbot.mailbox import commands
from mailbot.mailbox.imap import ImapMailbox
from mailbot.mailbox.login import OAuth2Login, PasswordLogin
from mailbot.mailbox.uids import Listing
from tests.support.servers.dovecot import Account, Dovecot
from tests.support.servers.tokens import Tokens
from tests.support.waiting import FOREVER

NEVER = threading.Event()


def mail(subject: str, lines: int = 1) -> bytes:
    head = f"From: Maja Lind <maja.lind@varberg.example>\r\nSubject: {subject}\r\n\r\n"
    return head.encode() + b"Hej, det kommer ett bidrag i morgon.\r\n" * lines


def opened(account: Account, *, idle_seconds: float = 600, **changes: Any) -> ImapMailbox:
    config = account.config(**changes)
    login = PasswordLogin(account.user, lambda: account.password)
    return ImapMailbox(config, login, idle_seconds=idle_seconds)


def test_tls_with_the_authority_in_config_connects(mailbox_account):
    with opened(mailbox_account) as mailbox:
        listing = mailbox.list_uids("INBOX")
    assert (listing.folder, listing.uids) == ("INBOX", ())
    assert listing.uidvalidity > 0


def test_tls_with_an_authority_nobody_named_is_refused(mailbox_account):
    with opened(mailbox_account, ca_file=None) as mailbox, pytest.raises(CertificateRefused, match="ca_file"):
        mailbox.list_uids("INBOX")


def test_tls_for_another_host_name_is_refused(mailbox_account):
    with opened(mailbox_account, host="127.0.0.2") as mailbox, pytest.raises(CertificateRefused, match="host"):
        mailbox.list_uids("INBOX")


def test_tls_with_a_missing_ca_file_says_which_key(mailbox_account, tmp_path):
    with (
        opened(mailbox_account, ca_file=tmp_path / "gone.pem") as mailbox,
        pytest.raises(CertificateRefused, match=r"ca_file = .*gone\.pem"),
    ):
        mailbox.list_uids("INBOX")


def test_tls_towards_a_plain_port_says_what_to_check(mailbox_account):
    plain = mailbox_account.server.imap_port
    with opened(mailbox_account, port=plain) as mailbox, pytest.raises(MailboxUnavailable, match="security"):
        mailbox.list_uids("INBOX")


def test_starttls_connects(mailbox_account):
    mailbox_account.deliver(mail("Ett"))
    with opened(mailbox_account, security="starttls") as mailbox:
        assert mailbox.list_uids("INBOX").uids == (1,)


def test_starttls_with_an_authority_nobody_named_is_refused(mailbox_account):
    with (
        opened(mailbox_account, security="starttls", ca_file=None) as mailbox,
        pytest.raises(CertificateRefused, match="ca_file"),
    ):
        mailbox.list_uids("INBOX")


def test_server_away_says_host_and_port(mailbox_account):
    with (
        opened(mailbox_account, port=1) as mailbox,
        pytest.raises(MailboxUnavailable, match=r"localhost:1 can't be reached.*mailbox\.port"),
    ):
        mailbox.list_uids("INBOX")


def test_password_wrong_is_refused_without_a_second_try(mailbox_account):
    asked = []
    login = PasswordLogin(mailbox_account.user, lambda: asked.append(1) or "fel")
    with ImapMailbox(mailbox_account.config(), login) as mailbox, pytest.raises(LoginRefused, match=r"mailbox\.user"):
        mailbox.list_uids("INBOX")
    assert asked == [1]


def test_token_right_logs_in(mailbox_account):
    mailbox_account.server.introspection.tokens["token-a"] = mailbox_account.user
    login = OAuth2Login(mailbox_account.user, Tokens("token-a"))
    with ImapMailbox(mailbox_account.config(auth="none"), login) as mailbox:
        assert mailbox.list_uids("INBOX").uids == ()


def test_token_refused_once_is_replaced(mailbox_account):
    mailbox_account.server.introspection.tokens["token-b"] = mailbox_account.user
    login = OAuth2Login(mailbox_account.user, Tokens("revoked", "token-b"))
    with ImapMailbox(mailbox_account.config(), login) as mailbox:
        assert mailbox.list_uids("INBOX").uids == ()


def test_token_refused_twice_is_a_refused_login(mailbox_account):
    tokens = Tokens("revoked", "revoked as well", "never asked for")
    with (
        ImapMailbox(mailbox_account.config(), OAuth2Login(mailbox_account.user, tokens)) as mailbox,
        pytest.raises(LoginRefused, match="token"),
    ):
        mailbox.list_uids("INBOX")
    assert tokens.waiting == ["revoked as well", "never asked for"]


def test_account_is_user_at_host(mailbox_account):
    assert opened(mailbox_account).account == f"{mailbox_account.user}@localhost"


def test_folders_missing_are_made_and_subscribed_once(mailbox_account):
    names = ["INBOX", "Granska", "Åtgärdade/2026", "Åtgärdade/2026"]
    with opened(mailbox_account) as mailbox:
        mailbox.prepare(names)
        mailbox.prepare(names)
    assert mailbox_account.folders() == {"INBOX", "Granska", "&AMU-tg&AOQ-rdade", "&AMU-tg&AOQ-rdade/2026"}
    with mailbox_account.connected() as imap:
        subscribed = {line.decode().rpartition(" ")[2] for line in imap.lsub()[1]}
    assert subscribed == {"Granska", "&AMU-tg&AOQ-rdade/2026"}


def test_folder_that_another_connection_makes_at_the_same_moment_is_there(mailbox_account, monkeypatch):
    seen = commands.folders

    def listed_too_early(client: Any) -> set[str]:
        monkeypatch.setattr(commands, "folders", seen)
        with opened(mailbox_account) as other:
            other.prepare(["Granska"])
        return {"INBOX"}

    with opened(mailbox_account) as mailbox:
        monkeypatch.setattr(commands, "folders", listed_too_early)
        mailbox.prepare(["Granska"])
        assert mailbox.list_uids("Granska").uids == ()


def test_folder_that_can_not_be_made_is_told(mailbox_account):
    with opened(mailbox_account) as mailbox, pytest.raises(MailboxUnavailable, match="create failed"):
        mailbox.prepare(["x" * 300])


def test_folder_that_was_only_a_level_above_others_is_made(mailbox_account):
    with opened(mailbox_account) as mailbox:
        mailbox.prepare(["Hanterade/2026"])
        mailbox.prepare(["Hanterade"])
        assert mailbox.list_uids("Hanterade").uids == ()


def test_folder_that_a_colleague_removed_is_made_again_after_the_fault(mailbox_account):
    mailbox_account.deliver(mail("Ett"))
    with opened(mailbox_account) as mailbox:
        mailbox.prepare(["Granska"])
        with mailbox_account.connected() as imap:
            assert imap.delete("Granska")[0] == "OK"
        with pytest.raises(MailboxUnavailable, match="TRYCREATE"):
            mailbox.move(mailbox.list_uids("INBOX"), [1], "Granska")
        mailbox.prepare(["Granska"])
        mailbox.move(mailbox.list_uids("INBOX"), [1], "Granska")
    assert mailbox_account.messages("Granska") == [mail("Ett")]


def test_folders_on_a_server_with_prefix_and_dots_are_made_in_its_way(old_dovecot):
    account = old_dovecot.account()
    account.deliver(mail("Ett"))
    with opened(account) as mailbox:
        mailbox.prepare(["Åtgärdade/2026"])
        mailbox.move(mailbox.list_uids("INBOX"), [1], "Åtgärdade/2026")
        assert mailbox.list_uids("Åtgärdade/2026").uids == (1,)
    assert "INBOX.&AMU-tg&AOQ-rdade.2026" in account.folders()


def test_listing_holds_read_and_unread_ascending(mailbox_account):
    mailbox_account.deliver(mail("Ett"), flags="(\\Seen)")
    mailbox_account.deliver_all([mail("Två"), mail("Tre")])
    with opened(mailbox_account) as mailbox:
        assert mailbox.list_uids("INBOX").uids == (1, 2, 3)


def test_listing_sees_what_came_since_the_last_one(mailbox_account):
    with opened(mailbox_account) as mailbox:
        assert mailbox.list_uids("INBOX").uids == ()
        mailbox_account.deliver(mail("Ett"))
        assert mailbox.list_uids("INBOX").uids == (1,)


def test_sizes_are_bytes_and_times_in_utc(mailbox_account):
    mailbox_account.deliver(mail("Ett"))
    with opened(mailbox_account) as mailbox:
        ((uid, (size, date)),) = mailbox.sizes(mailbox.list_uids("INBOX"), [1, 77]).items()
    assert (uid, size, date.tzinfo) == (1, len(mail("Ett")), UTC)
    assert abs(datetime.now(UTC) - date) < timedelta(minutes=1)


def test_fetch_gives_the_bytes_unchanged_and_leaves_them_unread(mailbox_account):
    data = b'Subject: =?utf-8?q?=C3=A5?=\r\n\r\nr\xe5tt 8-bit\x01 {12}\r\n) OK "\r\n'
    mailbox_account.deliver(data)
    with opened(mailbox_account) as mailbox:
        listing = mailbox.list_uids("INBOX")
        (message,) = mailbox.fetch(listing, listing.uids)
    assert message.data == data
    assert message.location == Location(mailbox.account, "INBOX", listing.uidvalidity, 1)
    assert message.internal_date.tzinfo is UTC
    assert mailbox_account.flags() == {1: set()}


def test_fetch_of_300_messages_gives_each_once_in_order(mailbox_account):
    sent = [mail(f"Nummer {n}", lines=n) for n in range(300)]
    mailbox_account.deliver_all(sent)
    with opened(mailbox_account, security="none") as mailbox:
        listing = mailbox.list_uids("INBOX")
        assert [message.data for message in mailbox.fetch(listing, listing.uids)] == sent


def test_fetch_allows_other_calls_between_two_messages(mailbox_account):
    mailbox_account.deliver_all([mail(f"Nummer {n}") for n in range(60)])
    with opened(mailbox_account) as mailbox:
        mailbox.prepare(["Granska"])
        listing = mailbox.list_uids("INBOX")
        for message in mailbox.fetch(listing, listing.uids):
            mailbox.list_uids("Granska")
            mailbox.move(listing, [message.location.uid], "Granska")
        assert mailbox.list_uids("INBOX").uids == ()
    assert len(mailbox_account.messages("Granska")) == 60


def test_fetch_passes_over_what_was_expunged_after_the_listing(mailbox_account):
    mailbox_account.deliver_all([mail("Ett"), mail("Två"), mail("Tre")])
    with opened(mailbox_account) as mailbox:
        listing = mailbox.list_uids("INBOX")
        expunge(mailbox_account, "2")
        assert [message.data for message in mailbox.fetch(listing, listing.uids)] == [mail("Ett"), mail("Tre")]


def test_fetch_passes_over_what_the_server_cannot_read(mailbox_account):
    mailbox_account.deliver_all([mail("Ett"), mail("Två"), mail("Tre")])
    make_unreadable(mailbox_account, 2)
    with opened(mailbox_account) as mailbox:
        listing = mailbox.list_uids("INBOX")
        assert [message.data for message in mailbox.fetch(listing, listing.uids)] == [mail("Ett"), mail("Tre")]


def test_fetch_headers_gives_the_header_section_alone(mailbox_account):
    mailbox_account.deliver(mail("Ett", lines=1000))
    with opened(mailbox_account) as mailbox:
        message = mailbox.fetch_headers(mailbox.list_uids("INBOX"), 1)
    assert message.data == mail("Ett", lines=0)
    assert mailbox_account.flags() == {1: set()}


def test_fetch_headers_of_a_message_that_is_gone_says_so(mailbox_account):
    with opened(mailbox_account) as mailbox, pytest.raises(MessageGone, match=r"UID 5 .* INBOX"):
        mailbox.fetch_headers(mailbox.list_uids("INBOX"), 5)


def test_uidvalidity_changed_since_the_listing_is_noticed(mailbox_account):
    mailbox_account.deliver(mail("Ett"))
    with opened(mailbox_account) as mailbox:
        mailbox.prepare(["Mapp"])
        listing = mailbox.list_uids("Mapp")
        mailbox.list_uids("INBOX")
        with mailbox_account.connected() as imap:
            assert imap.delete("Mapp")[0] == "OK"
            assert imap.create("Mapp")[0] == "OK"
        mailbox_account.deliver(mail("Ett annat"), "Mapp")
        with pytest.raises(MailboxUnavailable, match="UIDVALIDITY"):
            list(mailbox.fetch(listing, [1]))
        with pytest.raises(MailboxUnavailable, match="UIDVALIDITY"):
            mailbox.move(listing, [1], "INBOX")
        assert mailbox.list_uids("Mapp").uidvalidity > listing.uidvalidity


def test_move_says_where_each_message_went(mailbox_account):
    mailbox_account.deliver_all([mail("Ett"), mail("Två"), mail("Tre")])
    with opened(mailbox_account) as mailbox:
        mailbox.prepare(["Hanterade/2026"])
        went = mailbox.move(mailbox.list_uids("INBOX"), [1, 3, 99], "Hanterade/2026")
        there = mailbox.list_uids("Hanterade/2026").uidvalidity
    place = (mailbox.account, "Hanterade/2026", there)
    assert went == {1: Location(*place, 1), 3: Location(*place, 2)}
    assert mailbox_account.messages("Hanterade/2026") == [mail("Ett"), mail("Tre")]
    assert mailbox_account.messages() == [mail("Två")]


def test_move_of_nothing_that_is_left_moves_nothing(mailbox_account):
    with opened(mailbox_account) as mailbox:
        mailbox.prepare(["Granska"])
        assert mailbox.move(mailbox.list_uids("INBOX"), [4, 5], "Granska") == {}


def test_move_without_the_capability_expunges_our_message_alone(old_dovecot):
    account = old_dovecot.account()
    account.deliver_all([mail("Ett"), mail("Två")])
    account.deliver(mail("En kollegas"), flags="(\\Deleted)")
    with opened(account) as mailbox:
        mailbox.prepare(["Granska"])
        went = mailbox.move(mailbox.list_uids("INBOX"), [2], "Granska")
        there = mailbox.list_uids("Granska").uidvalidity
    assert went == {2: Location(mailbox.account, "Granska", there, 1)}
    assert account.flags() == {1: set(), 3: {"\\Deleted"}}
    assert account.messages("INBOX.Granska") == [mail("Två")]


def test_server_where_mail_cannot_be_filed_safely_is_turned_down_before_anything_is_read():
    with (
        Dovecot(capability="IMAP4rev1 LITERAL+ IDLE") as server,
        opened(server.account()) as mailbox,
        pytest.raises(MailboxUnavailable, match="neither MOVE nor UIDPLUS"),
    ):
        mailbox.list_uids("INBOX")


def test_append_puts_a_read_copy_into_the_folder(mailbox_account):
    with opened(mailbox_account) as mailbox:
        mailbox.prepare(["Sent"])
        mailbox.append("Sent", mail("Kvittens"))
    assert mailbox_account.messages("Sent") == [mail("Kvittens")]
    assert mailbox_account.flags("Sent") == {1: {"\\Seen"}}


def test_append_to_a_missing_folder_says_so_and_the_next_call_works(mailbox_account):
    with opened(mailbox_account) as mailbox:
        with pytest.raises(MailboxUnavailable, match="TRYCREATE"):
            mailbox.append("Finns inte", mail("Kvittens"))
        assert mailbox.list_uids("INBOX").uids == ()


def test_wait_wakes_on_a_delivery(mailbox_account):
    with opened(mailbox_account) as mailbox:
        mailbox.list_uids("INBOX")
        with soon(lambda: mailbox_account.deliver(mail("Ett"))):
            assert mailbox.wait("INBOX", FOREVER, NEVER)
        assert mailbox.list_uids("INBOX").uids == (1,)


@pytest.fixture
def many_files() -> Iterator[None]:
    """So many files open that the next has a number that select(2) does not take."""
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits[1], limits[1]))
    with ExitStack() as files:
        for _ in range(1024):
            files.enter_context(Path(os.devnull).open("rb"))
        yield
    resource.setrlimit(resource.RLIMIT_NOFILE, limits)


@pytest.mark.usefixtures("many_files")
def test_wait_wakes_where_hundreds_of_mailboxes_have_their_connections_open(mailbox_account):
    with opened(mailbox_account) as mailbox:
        mailbox.list_uids("INBOX")
        with soon(lambda: mailbox_account.deliver(mail("Ett"))):
            assert mailbox.wait("INBOX", FOREVER, NEVER)


def test_wait_counts_what_an_earlier_command_was_told_as_news(mailbox_account):
    mailbox_account.deliver(mail("Ett"))
    with opened(mailbox_account) as mailbox:
        listing = mailbox.list_uids("INBOX")
        mailbox_account.deliver(mail("Två"))
        mailbox.sizes(listing, listing.uids)
        assert mailbox.wait("INBOX", FOREVER, NEVER)


@pytest.mark.parametrize("security", ["tls", "none"])
def test_idle_is_told_at_once_of_what_came_just_before_it(mailbox_account, security):
    with opened(mailbox_account, security=security) as mailbox, mailbox._connection.lent() as client:
        client.select_folder("INBOX")
        mailbox_account.deliver(mail("Ett"))
        assert commands.idle(client, FOREVER, NEVER)


def test_wait_without_news_lasts_as_long_as_asked(mailbox_account):
    mailbox_account.deliver(mail("Ett"))
    with opened(mailbox_account) as mailbox:
        mailbox.list_uids("INBOX")
        started = time.monotonic()
        assert not mailbox.wait("INBOX", 0.3, NEVER)
    assert time.monotonic() - started >= 0.3


def test_wait_ignores_what_colleagues_read_and_remove(mailbox_account):
    mailbox_account.deliver_all([mail("Ett"), mail("Två")])
    with opened(mailbox_account) as mailbox:
        mailbox.list_uids("INBOX")
        with soon(lambda: expunge(mailbox_account, "1")):
            assert not mailbox.wait("INBOX", 1.2, NEVER)


def test_wait_ends_when_it_is_told_to_stop(mailbox_account):
    stop = threading.Event()
    with opened(mailbox_account) as mailbox:
        mailbox.list_uids("INBOX")
        with soon(stop.set):
            assert not mailbox.wait("INBOX", FOREVER, stop)


def test_wait_renews_idle_and_still_wakes(mailbox_account):
    with opened(mailbox_account, idle_seconds=0.1) as mailbox:
        mailbox.list_uids("INBOX")
        with soon(lambda: mailbox_account.deliver(mail("Ett")), 0.5):
            assert mailbox.wait("INBOX", FOREVER, NEVER)


def test_wait_without_idle_waits_for_the_stop(old_dovecot):
    stop = threading.Event()
    with opened(old_dovecot.account()) as mailbox, soon(stop.set):
        assert not mailbox.wait("INBOX", FOREVER, stop)


def test_connection_killed_between_calls_is_reported_and_made_anew(mailbox_account):
    mailbox_account.deliver(mail("Ett"))
    with opened(mailbox_account) as mailbox:
        mailbox.list_uids("INBOX")
        mailbox_account.server.kick(mailbox_account.user)
        with pytest.raises(MailboxUnavailable):
            mailbox.list_uids("INBOX")
        assert mailbox.list_uids("INBOX").uids == (1,)


def test_connection_killed_during_idle_is_reported_and_made_anew(mailbox_account):
    mailbox_account.deliver(mail("Ett"))
    with opened(mailbox_account) as mailbox:
        mailbox.list_uids("INBOX")
        kick = soon(lambda: mailbox_account.server.kick(mailbox_account.user))
        with kick, pytest.raises(MailboxUnavailable):
            mailbox.wait("INBOX", FOREVER, NEVER)
        assert mailbox.list_uids("INBOX").uids == (1,)


def test_connection_that_died_silently_during_idle_is_noticed_when_idle_is_renewed(mailbox_account):
    with opened(mailbox_account, idle_seconds=0.6) as mailbox:
        mailbox.list_uids("INBOX")
        mailbox._connection._client.socket().settimeout(0.5)
        freeze = soon(lambda: mailbox_account.server.freeze(mailbox_account.user))
        with freeze, pytest.raises(MailboxUnavailable, match="timed out"):
            mailbox.wait("INBOX", FOREVER, NEVER)


def test_server_restarted_is_found_again():
    with Dovecot() as server, opened(server.account()) as mailbox:
        mailbox.list_uids("INBOX")
        server.stop()
        with pytest.raises(MailboxUnavailable):
            mailbox.list_uids("INBOX")
        with pytest.raises(MailboxUnavailable, match="can't be reached"):
            mailbox.list_uids("INBOX")
        server.start()
        assert mailbox.list_uids("INBOX").uids == ()


def test_close_lets_the_mailbox_be_used_again(mailbox_account):
    mailbox = opened(mailbox_account)
    first = mailbox.list_uids("INBOX")
    mailbox.close()
    mailbox.close()
    assert mailbox.list_uids("INBOX") == Listing("INBOX", first.uidvalidity, ())
    mailbox.close()


@contextmanager
def soon(action: Callable[[], object], seconds: float = 0.2) -> Iterator[None]:
    """Do something in another thread while this one waits, after a moment in which it began to."""
    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(lambda: (time.sleep(seconds), action()))
        yield
        done.result()


def expunge(account: Account, uids: str) -> None:
    with account.connected("INBOX") as imap:
        assert imap.uid("STORE", uids, "+FLAGS.SILENT", "(\\Deleted)")[0] == "OK"
        assert imap.uid("EXPUNGE", uids)[0] == "OK"


def make_unreadable(account: Account, uid: int) -> None:
    """Take the server's right to read the file behind a message."""
    folder = account.server.folder / "mail" / account.user / "Maildir"
    lines = (folder / "dovecot-uidlist").read_text().splitlines()
    name = next(line for line in lines if line.startswith(f"{uid} ")).rpartition(":")[2]
    file = next(path for path in [*folder.glob("cur/*"), *folder.glob("new/*")] if path.name.startswith(name))
    file.chmod(0)


def test_move_passes_over_a_message_that_another_client_moved_away_meanwhile(mailbox_account):
    mailbox_account.deliver_all([mail("ett"), mail("två"), mail("tre")])
    with opened(mailbox_account) as mailbox:
        mailbox.prepare(["Granska", "Privat"])
        listing = mailbox.list_uids("INBOX")
        with mailbox_account.connected("INBOX") as other:
            other.uid("MOVE", str(listing.uids[1]), "Privat")
        assert sorted(mailbox.move(listing, listing.uids, "Granska")) == [listing.uids[0], listing.uids[2]]
        assert mailbox.move(listing, listing.uids, "Granska") == {}
    assert len(mailbox_account.messages("Granska")) == 2

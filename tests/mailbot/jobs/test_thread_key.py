"""The key is the register's: every worker has the same, whatever its folder."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from mailbot.jobs import thread_key
from mailbot.store.engine import Database


def test_key_is_made_once_for_all_that_start_at_once(database_url, tmp_path):
    def start(number: int) -> str:
        database = Database(database_url)
        database.migrate()
        signed = thread_key.made(database, tmp_path / f"folder-{number}" / thread_key.FILE).sign("brev-1", "example.se")
        database.close()
        return signed

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(start, range(4)))) == 1


def test_key_that_a_folder_brings_signs_from_then_on_and_the_others_are_known(database, tmp_path):
    file, other = tmp_path / "thread.key", tmp_path / "other.key"
    first = thread_key.made(database, file).sign("brev-1", "example.se")
    file.write_text("ab" * 32 + "\n")
    brought = thread_key.made(database, file)
    assert brought.made(first)
    assert brought.sign("brev-1", "example.se") != first
    again = [thread_key.made(database, place).sign("brev-1", "example.se") for place in (file, other)]
    assert again == [brought.sign("brev-1", "example.se")] * 2


def test_kept_key_is_read_where_there_is_one_and_none_is_made(database_url, tmp_path):
    database = Database(database_url)
    assert thread_key.kept(database) is None
    database.migrate()
    assert thread_key.kept(database) is None
    signed = thread_key.made(database, tmp_path / "thread.key").sign("brev-1", "example.se")
    assert thread_key.kept(database).made(signed)
    database.close()


def test_fingerprint_tells_keys_apart(database, tmp_path):
    thread_key.made(database, tmp_path / "thread.key")
    before = thread_key.fingerprint(database)
    assert thread_key.fingerprint(database) == before
    (tmp_path / "thread.key").write_text("ab" * 32)
    thread_key.made(database, tmp_path / "thread.key")
    assert thread_key.fingerprint(database) != before

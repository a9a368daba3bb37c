"""What is deleted leaves nothing in SQLite's files."""

import sqlite3
from pathlib import Path

import pytest

from samspill.settings import DATABASES

WORD = "quetzalcoatl"


def traces_after_deleting(folder: Path, setting_up: str) -> bool:
    """Write much, delete it, empty the log, and tell whether the word still stands in a file."""
    path = folder / "site.sqlite3"
    database = sqlite3.connect(path)
    database.executescript(setting_up)
    database.execute("CREATE TABLE letter (id INTEGER PRIMARY KEY, text TEXT)")
    database.executemany("INSERT INTO letter (text) VALUES (?)", [(f"{WORD} {'x' * 3000}",)] * 50)
    database.commit()
    database.execute("DELETE FROM letter")
    database.commit()
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    found = any(WORD.encode() in each.read_bytes() for each in folder.iterdir())
    database.close()
    return found


@pytest.fixture
def setting_up():
    given = DATABASES["default"].get("OPTIONS", {}).get("init_command", "")
    if not given:
        pytest.skip("This run does not use SQLite.")
    return given


def test_nothing_is_left_with_the_settings_of_the_site(tmp_path, setting_up):
    assert not traces_after_deleting(tmp_path, setting_up)


def test_without_secure_delete_something_would_be_left(tmp_path, setting_up):
    careless = setting_up.replace("secure_delete=ON", "secure_delete=OFF")
    assert careless != setting_up

    assert traces_after_deleting(tmp_path, careless)

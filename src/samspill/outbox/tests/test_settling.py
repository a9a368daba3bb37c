"""Commits are light while mail goes, and full again afterwards."""

import pytest
from django.db import connection

from samspill.outbox.settling import light_commits

pytestmark = pytest.mark.django_db(transaction=True)


def how_commits_are_kept():
    words = "PRAGMA synchronous" if connection.vendor == "sqlite" else "SHOW synchronous_commit"
    with connection.cursor() as cursor:
        cursor.execute(words)
        return cursor.fetchone()[0]


def test_commits_wait_for_the_disk_except_while_mail_goes():
    before = how_commits_are_kept()
    with light_commits():
        during = how_commits_are_kept()

    assert during in {1, "off"}
    assert how_commits_are_kept() == before
    assert connection.vendor != "sqlite" or before == 2


def test_after_an_error_commits_wait_again():
    before = how_commits_are_kept()
    with pytest.raises(LookupError), light_commits():
        raise LookupError

    assert how_commits_are_kept() == before

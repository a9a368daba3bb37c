"""Limits, tried one by one and all at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from samspill.core.errors import NotPossible
from samspill.core.limits import check_limit, count

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_count_begins_anew_in_the_next_window():
    assert [count("try", at=NOON, window=HOUR) for _ in range(3)] == [1, 2, 3]
    assert count("try", at=NOON + HOUR - timedelta(seconds=1), window=HOUR) == 4
    assert count("try", at=NOON + HOUR, window=HOUR) == 1
    assert count("another", at=NOON, window=HOUR) == 1


@pytest.mark.django_db
def test_check_limit_says_when_to_try_again():
    for _ in range(2):
        check_limit("try", 2, HOUR, NOON + timedelta(minutes=50))

    with pytest.raises(NotPossible, match="try again in 10 minutes"):
        check_limit("try", 2, HOUR, NOON + timedelta(minutes=50))
    with pytest.raises(NotPossible, match="try again in 1 minute\\."):
        check_limit("try", 2, HOUR, NOON + timedelta(minutes=59, seconds=59))


@pytest.mark.django_db(transaction=True)
def test_no_two_of_forty_tries_at_once_get_the_same_number():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("threads share one connection to SQLite in memory")

    def attempt(_number):
        try:
            return count("rush", at=NOON, window=HOUR)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(attempt, range(40)))

    assert sorted(numbers) == list(range(1, 41))

"""Days that are counted from the day of telling."""

from datetime import date

import pytest

from samspill.core.imprecise import ImpreciseTime
from samspill.stories.faults import Unreadable
from samspill.stories.relative import settle

FRIDAY = date(2026, 2, 27)


@pytest.mark.parametrize(
    ("mark", "settled"),
    [
        ("{today}", "2026-02-27"),
        ("{today+21d}", "2026-03-20"),
        ("{today-3m}", "2025-11-27"),
        ("{today+2w}", "2026-03-13"),
        ("{today-2y}", "2024-02-27"),
        ("{workday}", "2026-02-27"),
        ("{workday+1d}", "2026-03-02"),
        ("{workday+2d}", "2026-03-02"),
        ("{month+3}", "2026-05"),
        ("{month-2}", "2025-12"),
        ("{year+1}", "2027"),
        ("{season}", "2026-24"),
        ("{season+1}", "2026-21"),
        ("{season+4}", "2027-24"),
        ("{season-1}", "2025-23"),
        ("{today+1d}T09:00[Europe/Oslo]", "2026-02-28T09:00[Europe/Oslo]"),
        ("../{season+1}", "../2026-21"),
        ("{month-1}/{month+1}", "2026-01/2026-03"),
        ("2019-10-24", "2019-10-24"),
    ],
)
def test_a_mark_becomes_a_day_month_season_or_year(mark, settled):
    assert settle(mark, day=FRIDAY) == settled


def test_the_season_of_a_day_is_the_one_that_the_day_lies_in():
    for month in range(1, 13):
        day = date(2026, month, 15)
        season = ImpreciseTime.from_edtf(settle("{season}", day=day))
        assert season.earliest().date() <= day <= season.latest().date()


def test_the_last_of_a_month_stays_in_its_month():
    assert settle("{today+1m}", day=date(2026, 1, 31)) == "2026-02-28"


@pytest.mark.parametrize("mark", ["{tomorrow}", "{today+21}", "{month+3d}", "{}", "{today +1d}"])
def test_another_mark_is_refused_with_those_there_are(mark):
    with pytest.raises(Unreadable, match=r"write \{today\+21d\}"):
        settle(mark, day=FRIDAY)


def test_a_mark_that_leads_outside_the_calendar_is_refused():
    with pytest.raises(Unreadable, match="outside the calendar"):
        settle("{today+9999y}", day=FRIDAY)

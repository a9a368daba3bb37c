"""Loading a story: all of it or nothing, and once is enough."""

from datetime import timedelta

import pytest

from samspill.audit.models import Entry
from samspill.audit.queries import verify
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative, StatusChange, Step
from samspill.mailings.models import InterestList, Update
from samspill.organisations.models import Organisation, Territory
from samspill.outbox.models import Message
from samspill.stories.models import Telling
from samspill.stories.tests.conftest import NOON

pytestmark = pytest.mark.django_db

STORY = """\
story: kitchens
organisations:
  - slug: fjordvik
    kind: municipality
    country: "NO"
    name: {nb: Fjordvik kommune}
initiatives:
  - slug: meals
    title: {nb: Måltider, en: Meals}
    scope: nordic
    starts: 2026-21
    published_at: "2026-01-05T08:00[Europe/Oslo]"
    interest_list:
      controller: Fjordvik kommune
      updates:
        - title: {nb: I gang, en: Under way}
          body: {nb: Vi er i gang.}
          written_by: Jorunn Dalvik
          published_at: "2026-01-06T08:00[Europe/Oslo]"
    status_changes:
      - status: ongoing
        since_on: 2026-01-05
    steps:
      - title: {nb: Behov}
        starts: 2026-01
      - title: {nb: Dialog}
        starts: 2026-21
    involvements:
      - organisation: fjordvik
        part: lead
"""
GATHERING = """\
gatherings:
  - slug: first-gathering
    initiative: meals
    kind: gathering
    title: {nb: Samling}
    purpose: {nb: Bli kjent}
    audience: {nb: Alle}
    when: "{workday+3w}T10:00[Europe/Oslo]"
    starts_at: "{workday+3w}T10:00[Europe/Oslo]"
    street: Hamngatan 4
    place: Björkhamn
    published_at: "{today-1d}T08:00[Europe/Oslo]"
"""


def test_a_story_fills_the_tables_that_it_tells_of(tell):
    summary = tell(STORY)

    initiative = Initiative.objects.with_status(at=NOON).get()
    assert (initiative.title["en"], initiative.status_then) == ("Meals", "ongoing")
    assert initiative.starts.to_edtf() == "2026-21"
    assert [step.number for step in initiative.steps.order_by("number")] == [1, 2]
    assert initiative.involvements.get().organisation.slug == "fjordvik"
    assert initiative.interest_list.key == "initiative:meals"
    assert initiative.interest_list.title == initiative.title
    assert summary["steps"] == {"added": 2}


def test_a_published_update_is_history_and_nobody_is_sent_it(tell):
    tell(STORY)

    assert Update.objects.get().published_at is not None
    assert not Message.objects.exists()


def test_a_second_load_leaves_everything_unchanged(tell):
    tell(STORY + GATHERING)
    entries = Entry.objects.count()
    stamp = Initiative.objects.get().changed_at

    summary = tell(STORY + GATHERING, at=NOON + timedelta(hours=3))

    assert summary.is_unchanged
    assert summary.total("unchanged") > 7
    assert Entry.objects.count() == entries
    assert Initiative.objects.get().changed_at == stamp


def test_what_differs_is_changed_and_only_that(tell):
    tell(STORY)
    later = NOON + timedelta(days=1)

    summary = tell(STORY.replace("en: Meals", "en: Good meals"), at=later)

    initiative = Initiative.objects.get()
    assert initiative.title["en"] == "Good meals"
    assert initiative.interest_list.title["en"] == "Good meals"
    assert initiative.changed_at == later
    assert (summary["initiatives"]["changed"], summary["steps"]["unchanged"]) == (1, 2)
    entry = Entry.objects.order_by("pk").last()
    assert (entry.what, entry.by) == ("stories.changed", "a test")
    assert entry.changes["title"][1]["en"] == "Good meals"


def test_a_changed_part_stamps_its_whole(tell):
    tell(STORY)
    later = NOON + timedelta(days=1)

    tell(STORY.replace("{nb: Dialog}", "{nb: Markedsdialog}"), at=later)

    assert Initiative.objects.get().changed_at == later
    assert Step.objects.get(number=2).title["nb"] == "Markedsdialog"
    assert Step.objects.count() == 2


def test_parts_that_vanish_from_the_file_are_removed(tell):
    tell(STORY)

    summary = tell(STORY.replace("      - title: {nb: Behov}\n        starts: 2026-01\n", ""))

    assert [step.title["nb"] for step in Step.objects.order_by("number")] == ["Dialog"]
    assert summary["steps"]["removed"] == 1


def test_what_stands_on_its_own_is_left_when_it_vanishes_from_the_file(tell):
    tell(STORY + "themes:\n  - slug: reuse\n    name: {nb: Ombruk}\n")

    tell("story: kitchens\nterritories: []\n")

    assert Initiative.objects.exists()
    assert Organisation.objects.exists()


def test_history_is_added_to_and_never_taken_away(tell):
    tell(STORY)
    done = "      - status: completed\n        since_on: 2026-02-01\n"
    tell(STORY.replace("    steps:\n", done + "    steps:\n"))

    tell(STORY)

    assert StatusChange.objects.count() == 2
    assert Update.objects.count() == 1


def test_what_the_file_leaves_out_is_as_in_a_new_row(tell):
    tell(STORY)

    tell(STORY.replace("    scope: nordic\n    starts: 2026-21\n", "    scope: nordic\n"))

    assert Initiative.objects.get().starts is None


def test_a_dry_run_counts_and_saves_nothing(tell):
    summary = tell(STORY, dry_run=True)

    assert summary["initiatives"]["added"] == 1
    assert not Initiative.objects.exists()
    assert not Organisation.objects.exists()
    assert not Telling.objects.exists()
    assert not Entry.objects.exists()


def test_a_broken_file_changes_nothing(tell):
    faults = tell.faults(STORY + GATHERING.replace("initiative: meals", "initiative: meels"))

    assert len(faults) == 1
    assert not Organisation.objects.exists()
    assert not InterestList.objects.exists()
    assert not Telling.objects.exists()


def test_a_refusal_of_the_database_undoes_what_was_written_before_it(tell):
    wrong = STORY.replace("    scope:", "    group_least: 9\n    group_most: 3\n    scope:")

    faults = tell.faults(wrong)

    assert [line for line, _sentence in faults] == [8]
    assert "The site refuses this" in faults[0][1]
    assert not Organisation.objects.exists()


def test_every_change_is_one_entry_in_a_whole_chain(tell):
    tell(STORY + GATHERING)

    wholes = Entry.objects.filter(what="stories.added").exclude(subject__contains="update")
    assert wholes.count() == 3
    assert verify() is None


def test_two_that_refer_to_each_other_are_told_in_any_order(tell):
    tell(
        "story: map\nterritories:\n"
        "  - {slug: norden, kind: countries, name: {nb: Norden}, consists_of: [norge]}\n"
        "  - {slug: oslo, kind: county, name: {nb: Oslo}, part_of: norge}\n"
        '  - {slug: norge, kind: country, country: "NO", name: {nb: Norge}, part_of: norden}\n'
    )

    assert Territory.objects.get(slug="oslo").part_of.part_of.slug == "norden"
    assert Territory.objects.get(slug="norden").consists_of.get().slug == "norge"


def test_relative_days_stay_those_of_the_first_load(tell):
    tell(STORY + GATHERING)
    first = Gathering.objects.get().starts_at

    summary = tell(STORY + GATHERING, at=NOON + timedelta(days=40))

    assert summary.is_unchanged
    assert Gathering.objects.get().starts_at == first


def test_relative_days_are_counted_anew_once_the_story_has_become_old(tell):
    story = "redated_after: 14\n" + STORY + GATHERING
    tell(story)

    assert tell(story, at=NOON + timedelta(days=13)).is_unchanged
    assert Gathering.objects.get().when.to_edtf() == "2026-03-20T10:00[Europe/Oslo]"
    tell(story, at=NOON + timedelta(days=14))

    # Ten o'clock stays ten o'clock, though the clocks have been put forward in between.
    assert Gathering.objects.get().when.to_edtf() == "2026-04-03T10:00[Europe/Oslo]"
    assert Telling.objects.get().told_on == (NOON + timedelta(days=14)).date()


def test_a_file_that_has_not_changed_can_be_left_alone(tell):
    tell(STORY)
    Organisation.objects.update(abbreviation="FK")

    summary = tell(STORY, only_new=True)
    assert len(summary.skipped) == 1
    assert Organisation.objects.get().abbreviation == "FK"

    tell(STORY + "# a remark\n", only_new=True)
    assert Organisation.objects.get().abbreviation == ""


def test_an_old_story_is_not_left_alone(tell):
    story = "redated_after: 14\n" + STORY + GATHERING
    tell(story)

    summary = tell(story, at=NOON + timedelta(days=14), only_new=True)

    assert not summary.skipped

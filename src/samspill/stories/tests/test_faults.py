"""Broken stories: each fault is told with its line and with what to do."""

from pathlib import Path

import pytest

from samspill.stories.actions import load
from samspill.stories.faults import BrokenStory
from samspill.stories.tests.conftest import NOON

pytestmark = pytest.mark.django_db

ORGANISATION = """\
story: broken
organisations:
  - slug: fjordvik
    kind: municipality
    country: "NO"
    name: {nb: Fjordvik}
"""


@pytest.mark.parametrize(
    ("line", "extra", "sentence"),
    [
        (7, "    nmae: Fjordvik", "“nmae” is not known here: use slug, kind"),
        (7, "    country: SE", "“country” stands here twice"),
        (7, "    number: '123456789'", "“123456789” is not an organisation number of NO"),
        (7, "    website: fjordvik", "“fjordvik” is not a web address"),
        (7, "    website: javascript:alert(1)", "is not a web address"),
        (7, "    part_of: lysfjord", "“lysfjord” is not among the organisations"),
        (7, "    territory: norge", "“norge” is not among the territories"),
        (7, "    valid_from_on: 2019-02-30", "“2019-02-30” is not a day"),
        (7, "    level: village", "“village” is not known here: write one of nordic"),
        (7, "    description: Kommune", "Write “key: value” lines here"),
        (7, "    description: {no: Kommune}", "“no” is not one of our languages: write nb, nn"),
        (7, "    description: {nb: }", "Write a text here, or leave the language out"),
        (7, "    abbreviation: ", "“abbreviation” is empty"),
        (7, "    abbreviation: ABCDEFGHIJKLMNOPQRSTUVWXYZ", "26 characters long; shorten it to 20"),
        (7, "    abbreviation: [F]", "Write one value here"),
        (7, "    part_of: fjordvik", "“fjordvik” comes back to itself"),
        (8, "    addresses:\n      - kind: postal", "Add lines, place, country: it is missing"),
        (7, "    addresses: Storgata 1", "Write a list here"),
        (7, "  - slug: fjordvik", "“fjordvik” is told already"),
        (7, "theme: []", "“theme” is not known here: use story, about"),
        (7, "   level: local", "This is not YAML"),
    ],
)
def test_a_fault_is_told_with_its_line_and_what_to_do(tell, line, extra, sentence):
    told = tell.faults(ORGANISATION + extra + "\n")

    assert any(at == line and sentence in said for at, said in told), told


PERSON = """\
story: broken
people:
  - email: kari@fjordvik.example
    name: Kari
"""


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("kari@example.org", "could be somebody's"),
        ("kari@example.com", "could be somebody's"),
        ("kari at fjordvik", "is not an e-mail address"),
    ],
)
def test_people_of_a_story_write_from_example(tell, address, sentence):
    told = tell.faults(PERSON.replace("kari@fjordvik.example", address))

    assert told[0][0] == 3
    assert sentence in told[0][1]


INITIATIVE = """\
story: broken
initiatives:
  - slug: meals
    title: {nb: Måltider}
    scope: nordic
    interest_list: {controller: Fjordvik}
    status_changes:
      - {status: ongoing, since_on: 2026-01-05}
"""


@pytest.mark.parametrize(
    ("line", "extra", "sentence"),
    [
        (9, "      - {status: possible, since_on: 2026-02-05}", "Nothing that is ongoing becomes"),
        (9, "      - {status: completed, since_on: 2025-02-05}", "put them in order"),
        (9, "      - {status: finished, since_on: 2026-02-05}", "“finished” is not known here"),
        (9, "    starts: spring 2020", "“spring 2020” is not a time: write it as 2020, 2020-21"),
        (9, "    starts: 2019-02-30", "“2019-02-30” is not a time"),
        (9, "    starts: '{tomorrow}'", "“{tomorrow}” is not a relative day"),
        (9, "    starts: {today+21d}", "a value with { or : needs quotes"),
        (9, "    is_pilot: yes", "Write true or false here, not “yes”"),
        (9, "    group_least: six", "Write a whole number here, not “six”"),
        (9, "    value: much", "Write an amount such as 8000000000"),
        (9, "    published_at: 2026-01-05", "is not a moment: write it as 2019-10-24T09:00"),
        (9, "    published_at: 2026-01-05T09:00[Europe/Uslo]", "is not a moment"),
        (9, "    slug: Meals!", "stands here twice"),
        (9, "    themes: reuse", "Write a list here"),
        (9, "    themes: [reuse]", "“reuse” is not among the themes"),
        (9, "    team: [{role: kari@fjordvik.example, duty: contact}]", "holds no such role"),
        (9, "    follows_on: meals", "comes back to itself"),
    ],
)
def test_a_fault_of_an_initiative_is_told_likewise(tell, line, extra, sentence):
    told = tell.faults(INITIATIVE + extra + "\n")

    assert any(at == line and sentence in said for at, said in told), told


def test_a_gathering_that_is_published_must_be_complete(tell):
    told = tell.faults(
        INITIATIVE
        + "gatherings:\n"
        + '  - {slug: first, initiative: meals, kind: gathering, title: {nb: Samling}, when: "{today+3w}",\n'
        + '     starts_at: "{today+3w}T09:00[Europe/Oslo]", published_at: "2026-01-05T09:00[Europe/Oslo]"}\n'
    )

    assert {line for line, _sentence in told} == {11}
    assert {"address", "purpose"} <= {
        word for _line, said in told for word in said.replace(".", "").split()
    }


def test_a_gathering_belongs_to_one_whole(tell):
    told = tell.faults(
        INITIATIVE
        + "gatherings:\n  - {slug: first, kind: gathering, title: {nb: Samling}, when: 2026}\n"
    )

    assert told == [(10, "A gathering belongs to one initiative or to one programme.")]


def test_all_faults_are_told_in_the_order_of_the_lines(tell):
    told = tell.faults(
        INITIATIVE
        + "    starts: sometime\n    is_pilot: perhaps\n    goals: [peace]\n    colour: green\n"
    )

    assert [line for line, _sentence in told] == [9, 10, 11, 12]


def test_faults_of_all_files_are_told_together(tmp_path):
    for name in ["one.yaml", "two.yaml"]:
        (tmp_path / name).write_text("story: x\ncolour: green\n", encoding="utf-8")

    with pytest.raises(BrokenStory) as refused:
        load([tmp_path / "one.yaml", tmp_path / "two.yaml"], at=NOON, dry_run=False, by="a test")

    assert [Path(fault.file).name for fault in refused.value.faults] == ["one.yaml", "two.yaml"]
    assert str(refused.value).startswith(f"{tmp_path}/one.yaml:2: “colour” is not known here")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "The file is empty"), ("organisations: []\n", "does not name its story")],
)
def test_a_file_must_name_its_story(tell, text, sentence):
    assert sentence in tell.faults(text)[0][1]


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BrokenStory, match="cannot be read"):
        load([tmp_path / "none.yaml"], at=NOON, dry_run=False, by="a test")


def test_a_file_that_is_not_text_is_told(tmp_path):
    (tmp_path / "bytes.yaml").write_bytes(b"story: \xff\xfe\n")

    with pytest.raises(BrokenStory, match="not UTF-8"):
        load([tmp_path / "bytes.yaml"], at=NOON, dry_run=False, by="a test")

"""What people are told about themselves: all of it, and nothing about anybody else."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from samspill.core.personal import Belongs, To
from samspill.core.personal.belonging import rows_of, ways
from samspill.core.translated import Translated
from samspill.initiatives.models import Initiative
from samspill.organisations.models import Enquiry, Role
from samspill.privacy.queries import as_json, everything_about, whose_address, whose_is
from samspill.privacy.tests.conftest import MINE, THEIRS
from samspill.privacy.tests.traces import found_in
from samspill.privacy.tests.world import NOW

pytestmark = pytest.mark.django_db


def told_about(person):
    return as_json(whose_is(person), at=NOW)


def test_the_tests_plant_something_in_every_table_in_every_way(me):
    whose = whose_is(me)
    missing = [
        f"{model._meta.label} by {way.path}"
        for model, way in ways()
        if not rows_of(model, way, whose).exists()
    ]
    assert missing == [], "Say in world.py how somebody gets there"


def test_all_that_is_held_is_told(me):
    told = json.loads(told_about(me))["held"]

    expected = {(model._meta.label, str(way.heading)) for model, way in ways() if way.shows}
    assert {(each["table"], each["what"]) for each in told} == expected
    assert all(each["rows"] for each in told)
    assert MINE in json.dumps(told)


def test_nothing_about_anybody_else_is_told(me, another):
    assert found_in(told_about(me).encode(), [MINE, THEIRS]) == {MINE}
    assert found_in(told_about(another).encode(), [MINE, THEIRS]) == {THEIRS}


def test_a_letter_to_me_tells_nothing_of_who_wrote_it(me):
    assert "visitor@body.example" not in told_about(me)
    assert "May we take part?" not in told_about(me)


def test_a_leak_is_found(me, another, monkeypatch):
    """The guard turned off: a table that says that its rows belong to everybody in one country."""
    monkeypatch.setattr(
        Role,
        "BELONGS_TO",
        (replace(Role.BELONGS_TO[0], path="organisation__country", to=To.NAME),),
    )
    monkeypatch.setattr(
        Enquiry,
        "BELONGS_TO",
        (Belongs(to=To.MENTION, path="sender_address", shows={"sender_name": "", "text": ""}),),
    )
    leaking = replace(whose_is(me), name="NO", addresses=("people.example",))

    assert found_in(as_json(leaking, at=NOW).encode(), [THEIRS]) == {THEIRS}


def test_an_address_is_confirmed_before_it_shows_anything(me, another):
    """Whoever adds an address of somebody else to their account must not see what is theirs."""
    another.emailaddress_set.all().delete()
    me.emailaddress_set.create(email=another.email, verified=False)

    assert THEIRS not in told_about(me).replace(f'"email": "{another.email}"', "")


def test_who_has_no_account_is_told_what_their_address_has(me):
    told = everything_about(whose_address(f" {MINE}@PEOPLE.example "), at=NOW)
    headings = {each.heading for heading in told for each in heading.told}

    assert {"What you follow", "Letters that you wrote to contact persons"} <= headings
    assert "Your roles" not in headings


def test_only_the_newest_rows_stand_on_the_page(me):
    for number in range(4):
        Enquiry.objects.create(
            role=Role.objects.exclude(person=me).earliest("pk"),
            sender_name=me.name,
            sender_address=me.email,
            text=f"Letter {number}",
            language="en",
            written_at=NOW,
        )

    (letters,) = (
        told
        for heading in everything_about(whose_is(me), at=NOW, most=2)
        for told in heading.told
        if told.model is Enquiry and len(told.way.shows) > 2
    )

    assert [row["text"] for row in letters.rows] == ["Letter 3", "Letter 2"]
    assert not letters.are_all


@pytest.mark.parametrize(("days", "is_told"), [(-1, True), (1, False), (None, False)])
def test_an_initiative_is_named_once_everybody_may_read_of_it(me, days, is_told):
    initiatives = Initiative.objects.filter(team__role__person=me)
    moment = None if days is None else NOW + timedelta(days=days)
    initiatives.update(published_at=moment, title=Translated(nb="Stille ferger"))
    assert initiatives.exists()

    assert ("Stille ferger" in told_about(me)) is is_told

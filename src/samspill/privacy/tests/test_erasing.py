"""Erasing somebody: nothing is left but what is declared, and nobody else loses anything."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user

from samspill.accounts.models import Person
from samspill.accounts.tests.factories import PersonFactory
from samspill.accounts.tests.steps import ask_for_code, newest
from samspill.audit.models import Entry
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.personal import GONE
from samspill.core.personal.belonging import rows_of, ways
from samspill.initiatives.choices import Duty
from samspill.initiatives.models import TeamMember
from samspill.initiatives.tests.factories import TeamMemberFactory
from samspill.mailings.choices import ConsentEvent
from samspill.mailings.models import Consent
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Enquiry, Role
from samspill.organisations.tests.factories import RoleFactory
from samspill.outbox.models import Letter, Message
from samspill.privacy.actions import erase_address, erase_person
from samspill.privacy.elsewhere import register
from samspill.privacy.queries import fate_of, whose_is
from samspill.privacy.queries.fates import Fate
from samspill.privacy.tests.conftest import MINE, THEIRS
from samspill.privacy.tests.traces import everything_in_tables, found_in_tables
from samspill.privacy.tests.world import NOW, told_to_the_public

pytestmark = pytest.mark.django_db


def test_nothing_is_left_in_any_table(me):
    assert found_in_tables([MINE])

    erase_person(me, by="operator", at=NOW)

    assert found_in_tables([MINE]) == told_to_the_public(MINE)


def test_nobody_else_loses_anything(me, another):
    rows = {
        (model, way.path): list(rows_of(model, way, whose_is(another)).order_by("pk").values())
        for model, way in ways()
    }

    erase_person(me, by="operator", at=NOW)

    assert rows == {
        (model, way.path): list(rows_of(model, way, whose_is(another)).order_by("pk").values())
        for model, way in ways()
    }


def test_a_forgotten_table_is_found(me, monkeypatch):
    """The guard turned off: letters that do not say whose they are."""
    monkeypatch.setattr(Enquiry, "BELONGS_TO", Enquiry.BELONGS_TO[1:])

    erase_person(me, by="operator", at=NOW)

    assert found_in_tables([MINE]) == {
        **told_to_the_public(MINE),
        "organisations_enquiry": {MINE},
    }


def test_a_forgotten_field_is_found(me, monkeypatch):
    monkeypatch.delitem(Role.PERSONAL, "phone")

    erase_person(me, by="operator", at=NOW)

    assert found_in_tables([MINE]) == {
        **told_to_the_public(MINE),
        "organisations_role": {MINE},
        "audit_disclosure": {MINE},
    }


def test_what_is_declared_to_stay_stays(me):
    whose = whose_is(me)
    staying = [(model, way) for model, way in ways() if fate_of(model, way) is Fate.STAYS]
    before = [rows_of(model, way, whose).count() for model, way in staying]

    erase_person(me, by="operator", at=NOW)

    after = [rows_of(model, way, whose).count() for model, way in staying]
    assert all(before)
    assert all(now >= then for then, now in zip(before, after, strict=True))
    assert Consent.objects.filter(event=ConsentEvent.ERASED).count() == 1


def test_a_row_that_goes_is_gone(me):
    whose = whose_is(me)
    erase_person(me, by="operator", at=NOW)

    left = [
        model._meta.label
        for model, way in ways()
        if fate_of(model, way) is Fate.GOES and rows_of(model, way, whose).exists()
    ]
    assert left == []
    assert GONE.words == "The row is deleted"


def test_the_account_opens_nothing_any_more(me, client):
    address = me.email
    client.force_login(me)

    erase_person(me, by="operator", at=NOW)

    assert not get_user(client).is_authenticated
    ask_for_code(client, address)
    assert newest().wording.subject == "You have no account at Samspill"
    assert (me.is_active, me.name, me.erased_at) == (False, "", NOW)
    assert me.email == f"erased-{me.pk}@erased.invalid"
    assert not me.has_usable_password()
    assert not EmailAddress.objects.filter(user=me).exists()


def test_mail_that_was_not_sent_is_withdrawn(me):
    erase_person(me, by="operator", at=NOW)

    assert not Message.objects.filter(to=me.email).exists()
    assert not Letter.objects.filter(kind__in=["tests.note", "organisations.enquiry"]).exists()
    many = Letter.objects.get(kind="tests.update")
    assert (many.headers, many.messages.count()) == ({}, 0)


def test_roles_end_and_show_their_title(me):
    role = me.roles.get()
    role.title = {"en": "Head of purchasing"}
    role.save()

    erase_person(me, by="operator", at=NOW)

    role = Role.objects.get(pk=role.pk)
    assert role.shown_name == "Head of purchasing"
    assert (role.phone, role.public_address) == ("", "")
    assert not role.is_held_on(NOW.date())


def test_a_role_that_had_ended_keeps_its_last_day(me):
    ended = RoleFactory(person=me, to_on="2020-01-31")

    erase_person(me, by="operator", at=NOW)

    ended.refresh_from_db()
    assert str(ended.to_on) == "2020-01-31"


def test_the_trail_tells_how_much_went_and_names_nobody(me):
    counts = erase_person(me, by="operator", at=NOW)

    entry = Entry.objects.get(what="privacy.person_erased")
    assert entry.subject == f"accounts.person:{me.pk}"
    assert entry.changes == {"rows": counts}
    assert counts["organisations.Enquiry"] == 1


def test_places_elsewhere_forget_after_the_change_is_certain(
    me, django_capture_on_commit_callbacks, monkeypatch
):
    forgotten = []
    monkeypatch.setattr("samspill.privacy.elsewhere._places", {})
    register("tests", lambda whose: forgotten.append(whose.addresses[0]) or 1)

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(me, by="operator", at=NOW)
        assert forgotten == []

    assert forgotten == [f"{MINE}@people.example"]


def test_somebody_without_an_account_is_erased_by_address(me, another):
    erase_address(f"{MINE}@people.example", by="operator", at=NOW)

    tables = found_in_tables([MINE])
    assert "organisations_enquiry" not in tables
    assert "mailings_subscriber" not in tables
    assert THEIRS in " ".join(str(each) for each in everything_in_tables().values())


def test_a_manager_erases_others_and_a_facilitator_does_not(me):
    manager = RoleFactory(kind=RoleKind.PROGRAMME_MANAGER).person
    facilitator = RoleFactory(kind=RoleKind.FACILITATOR).person

    with pytest.raises(NotPermitted):
        erase_person(me, by=facilitator, at=NOW)
    assert Person.objects.get(pk=me.pk).name

    erase_person(me, by=manager, at=NOW)
    assert not Person.objects.get(pk=me.pk).name


def test_who_alone_runs_an_initiative_hands_it_on_first_but_others_may_erase_them(me):
    with pytest.raises(NotPossible, match="nobody but you"):
        erase_person(me, by=me, at=NOW)

    initiative = TeamMember.objects.get(role__person=me).initiative
    TeamMemberFactory(initiative=initiative, role=RoleFactory(), duty=Duty.PROJECT_LEAD)
    erase_person(me, by=me, at=NOW)

    assert not Person.objects.get(pk=me.pk).name


def test_the_operator_erases_whoever_alone_runs_an_initiative(me):
    erase_person(me, by="operator", at=NOW)

    assert not Person.objects.get(pk=me.pk).name


def test_erasing_twice_changes_nothing_more(me):
    erase_person(me, by="operator", at=NOW)
    before = Person.objects.values().get(pk=me.pk)

    erase_person(me, by="operator", at=NOW)

    after = Person.objects.values().get(pk=me.pk)
    assert {**before, "password": ""} == {**after, "password": ""}


def test_a_namesake_keeps_their_name(me):
    namesake = PersonFactory(name=me.name)

    erase_person(me, by="operator", at=NOW)

    namesake.refresh_from_db()
    assert MINE in namesake.name

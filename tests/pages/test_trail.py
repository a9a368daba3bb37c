"""The trail of real stories: whole, and without anything about anybody that could not be erased."""

import pytest

from samspill.accounts.models import Person
from samspill.audit.actions import erase
from samspill.audit.models import Disclosure, Entry
from samspill.audit.queries import verify
from samspill.core import clock
from samspill.organisations.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stories")]


def told():
    return "\n".join(entry.content(1) for entry in Entry.objects.order_by("pk"))


def test_who_is_told_of_is_in_no_entry():
    text = told()

    named = {
        value
        for person in Person.objects.all()
        for value in (person.name, person.email)
        if value in text
    }
    assert named == set()
    assert [
        phone for phone in Role.objects.values_list("phone", flat=True) if phone and phone in text
    ] == []


def test_whoever_is_erased_has_no_value_left_and_the_trail_is_whole():
    person = Person.objects.get(email="jorunn.dalvik@fellesloftet.example")
    assert Disclosure.objects.filter(value__contains=person.email).exists()

    erase(of=person, at=clock.now())

    assert not Disclosure.objects.filter(of=f"accounts.person:{person.pk}").exists()
    assert not Disclosure.objects.filter(value__contains=person.email).exists()
    assert verify() is None

"""Somebody whom a story tells of is erased, and no page shows them any more."""

import pytest

from samspill.accounts.models import Person
from samspill.core import clock
from samspill.privacy.actions import erase_person
from samspill.privacy.tests.traces import found_in, found_in_tables
from tests.pages.addresses import every_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stories")]

NAME, ADDRESS = "Jorunn Dalvik", "jorunn.dalvik@fellesloftet.example"


def test_no_table_and_no_page_names_who_has_been_erased(client):
    person = Person.objects.get(email=ADDRESS)
    before = {path for path in every_page() if found_in(client.get(path).content, [NAME])}
    assert before

    erase_person(person, by="operator", at=clock.now())

    assert found_in_tables([NAME, ADDRESS]) == {}
    assert {path for path in before if found_in(client.get(path).content, [NAME, ADDRESS])} == set()

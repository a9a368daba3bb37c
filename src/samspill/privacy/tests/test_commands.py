"""``samspill erase``: what it says, what it does, and that a dry run does nothing."""

import pytest
from django.core.management import call_command

from samspill.accounts.models import Person
from samspill.core.errors import NotPossible
from samspill.organisations.tests.factories import EnquiryFactory
from samspill.privacy.tests.conftest import MINE
from samspill.privacy.tests.traces import everything_in_tables, found_in_tables
from samspill.privacy.tests.world import told_to_the_public

pytestmark = pytest.mark.django_db


def erase(capsys, *words):
    call_command("erase", *words)
    return capsys.readouterr().out


def test_a_dry_run_says_what_would_go_and_changes_nothing(capsys, me):
    before = everything_in_tables()

    said = erase(capsys, me.email, "--dry-run")

    assert "1  organisations.Enquiry: deleted" in said
    assert "organisations.Role: emptied" in said
    assert "mailings.Consent: kept" in said
    assert "You alone run the initiative" in said
    assert "Nothing has been changed." in said
    assert everything_in_tables() == before


def test_an_account_is_erased_by_any_spelling_of_its_address(capsys, me):
    said = erase(capsys, f" {MINE.upper()}@People.Example")

    assert f"person:{me.pk}" in said
    assert found_in_tables([MINE]) == told_to_the_public(MINE)


def test_a_closed_account_is_erased_too(capsys, me):
    Person.objects.filter(pk=me.pk).update(is_active=False)

    erase(capsys, me.email)

    assert found_in_tables([MINE]) == told_to_the_public(MINE)


def test_who_only_wrote_a_letter_is_erased(capsys):
    EnquiryFactory(sender_name=MINE, sender_address=f"{MINE}@people.example")

    assert "Erased." in erase(capsys, f"{MINE}@people.example")
    assert found_in_tables([MINE]) == {}


@pytest.mark.parametrize("address", ["nobody@people.example", "nobody"])
def test_where_nothing_is_held_it_says_so(capsys, address):
    with pytest.raises(NotPossible):
        erase(capsys, address)

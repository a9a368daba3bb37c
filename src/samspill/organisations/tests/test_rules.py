"""What must hold for organisations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspill.core.errors import NotPossible
from samspill.organisations.choices import Country
from samspill.organisations.rules import (
    check_can_succeed,
    check_number,
    clean_number,
)
from samspill.organisations.tests.factories import OrganisationFactory, SuccessionFactory


@pytest.mark.parametrize(
    ("country", "written", "kept"),
    [
        (Country.NORWAY, "988 077 917", "988077917"),
        (Country.SWEDEN, "232100-0016", "2321000016"),
        (Country.DENMARK, "DK 13585628", "13585628"),
        (Country.FINLAND, "0737546-2", "07375462"),
        (Country.ALAND, "0737546-2", "07375462"),
        (Country.ICELAND, "530269-7609", "5302697609"),
    ],
)
def test_number_is_kept_in_its_compact_form(country, written, kept):
    assert clean_number(country, written) == kept


@pytest.mark.parametrize(
    ("country", "number"),
    [
        (Country.NORWAY, "988077918"),
        (Country.SWEDEN, "232100-0017"),
        (Country.DENMARK, "13585629"),
        (Country.FINLAND, "0737546-3"),
        (Country.ICELAND, "530269-7608"),
    ],
)
def test_number_with_a_wrong_digit_is_refused_in_a_sentence(country, number):
    with pytest.raises(NotPossible, match=f"{number} is not an organisation number in"):
        check_number(country, number)


@given(st.text(max_size=15))
def test_nothing_but_a_number_passes_as_one(text):
    for country in (Country.NORWAY, Country.SWEDEN, Country.DENMARK, Country.FINLAND):
        try:
            kept = clean_number(country, text)
        except NotPossible:
            continue
        assert kept.isascii()
        assert kept.isdigit()
        assert clean_number(country, kept) == kept


@pytest.mark.parametrize(
    ("country", "number"), [(Country.ICELAND, "120174-3399"), (Country.SWEDEN, "811228-9874")]
)
def test_number_of_a_person_is_not_kept(country, number):
    with pytest.raises(NotPossible, match="number of a person"):
        clean_number(country, number)


def test_number_of_a_country_without_a_known_register_is_refused():
    with pytest.raises(NotPossible, match="not known here"):
        check_number(Country.GREENLAND, "12345678")


@pytest.mark.django_db
def test_organisations_do_not_follow_each_other_in_a_ring():
    first, second, third = OrganisationFactory.create_batch(3)
    SuccessionFactory(predecessor=first, successor=second, since_on=date(2010, 1, 1))
    SuccessionFactory(predecessor=second, successor=third, since_on=date(2020, 1, 1))

    with pytest.raises(NotPossible, match="came before"):
        check_can_succeed(third, first, since=date(2024, 1, 1))
    with pytest.raises(NotPossible, match="from itself"):
        check_can_succeed(first, first, since=date(2024, 1, 1))

"""Asking a check without catching its exception."""

import pytest

from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.rules import refusal


def check_is_even(number, *, kindly=False):
    if number % 2:
        raise NotPossible("The number is odd." if kindly else "No.")


def test_a_check_that_passes_has_no_refusal():
    assert refusal(check_is_even, 2) == ""


def test_a_refusal_is_the_sentence_for_the_person():
    assert refusal(check_is_even, 3, kindly=True) == "The number is odd."


def test_both_ways_of_saying_no_are_refusals():
    def check():
        raise NotPermitted("Not you.")

    assert refusal(check) == "Not you."


def test_a_fault_is_no_refusal():
    with pytest.raises(TypeError):
        refusal(check_is_even, "three")

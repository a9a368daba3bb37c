"""In turns, nothing is left out: every field, every button and every text has its turn."""

import pytest

from tests.attacks.asking import alike, every_field, fields_in_turns, in_turns, unnumbered
from tests.attacks.filling import Field, Form

pytestmark = pytest.mark.once

TITLE, TEXT, TAKEN = (Field(name, "text") for name in ("title", "text", "taken"))
BUTTONS = [Field("do", "submit", value) for value in ("save", "up", "down", "away")]
SAVED = [Form("/a/", is_post=True, fields=(TITLE, TEXT), button=each) for each in BUTTONS]
OTHER = Form("/b/", is_post=True, fields=(TAKEN,))


def test_forms_that_differ_in_their_button_are_alike():
    assert alike([*SAVED, OTHER]) == [SAVED, [OTHER]]


@pytest.mark.parametrize(("ones", "others"), [(4, 2), (2, 4), (3, 3), (1, 5), (5, 1)])
def test_each_of_two_lists_has_a_turn(ones, others):
    pairs = list(in_turns(range(ones), range(others)))

    assert {one for one, _ in pairs} == set(range(ones))
    assert {other for _, other in pairs} == set(range(others))
    assert len(pairs) == max(ones, others)


def test_without_anything_to_pair_there_are_no_turns():
    assert list(in_turns([], [1])) == []


def test_every_field_and_every_button_has_a_turn():
    turns = list(fields_in_turns([*SAVED, OTHER]))

    assert {field for _, field in turns} == {"title", "text", "do", "taken"}
    assert {form.button for form, _ in turns} == {*BUTTONS, None}
    assert len(turns) < len(list(every_field([*SAVED, OTHER]))) == 13


def test_of_buttons_that_differ_in_a_number_one_is_kept():
    buttons = [Field("do", "submit", value) for value in ("up:1", "up:2", "add:text", "add:file")]
    found = [Form("/a/", is_post=True, fields=(TITLE,), button=each) for each in [*buttons, None]]

    kept = unnumbered([*found, OTHER])

    assert [form.button and form.button.value for form in kept] == [
        *("up:1", "add:text", "add:file"),
        *(None, None),
    ]

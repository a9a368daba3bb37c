"""The order of what stands in a newsletter, whatever buttons somebody presses."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from samspill.newsletters.forms import NewsletterForm
from samspill.newsletters.queries import Content, Offer
from samspill.newsletters.rules import MOST_ENTRIES

pytestmark = pytest.mark.once
NOTHING = Offer(updates=(), articles=(), gatherings=(), themes=(), initiatives=())
NAMES = ["s0", "s1", "update:3", "article:3", "gathering:12"]
WISHES = st.lists(
    st.tuples(st.sampled_from(["up", "down", "out", "fly"]), st.sampled_from([*NAMES, "s9"])),
    max_size=12,
)


def form_with(names):
    """Send the form with these things in it."""
    sent = QueryDict(mutable=True)
    sent["order"] = ",".join(names)
    return NewsletterForm(NOTHING, content=Content(), sent=sent)


def moved(names, what, which):
    """Say by hand what a button does."""
    if which not in names or what == "fly":
        return names
    others = [each for each in names if each != which]
    at = names.index(which)
    if what == "up":
        others.insert(max(at - 1, 0), which)
    elif what == "down":
        others.insert(at + 1, which)
    return others


@given(st.permutations(NAMES), WISHES)
def test_each_button_moves_one_thing_by_one_place(names, wishes):
    for what, which in wishes:
        form = form_with(names)
        form.change(f"{what}:{which}")
        names = moved(names, what, which)

        assert form.order == ",".join(names)


@given(st.lists(st.sampled_from(NAMES), max_size=40))
def test_nothing_stands_in_it_twice(names):
    order = form_with(names).order.split(",") if names else []

    assert order == list(dict.fromkeys(names))


def test_a_new_section_comes_last_under_a_name_of_its_own():
    form = form_with(["s0", "update:3", "s7"])

    form.change("section")

    assert form.order == "s0,update:3,s7,s8"
    assert form.focus == "s8"


def test_there_is_an_end_to_it():
    form = form_with([f"s{number}" for number in range(MOST_ENTRIES)])

    form.change("section")

    assert len(form.order.split(",")) == MOST_ENTRIES

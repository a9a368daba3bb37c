"""Forms are filled in at random, field by field: rightly, hostilely, not at all, twice."""

import importlib
import os
import pkgutil
from contextlib import contextmanager

import pytest
from django.forms import BaseForm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import samspill
from tests.attacks.asking import URLENCODED, encoded, forms_of, undone
from tests.attacks.filling import TOKEN
from tests.attacks.hostile import TEXTS
from tests.attacks.routes import ROUTES, each_route
from tests.attacks.world import from_our_own_page
from tests.databases import is_second

pytestmark = pytest.mark.django_db

IS_FULL = os.environ.get("SAMSPILL_FULL") == "1"
EXAMPLES = 200 if IS_FULL else 3 if is_second() else 6
FAILED = 500
#: Forms that no page of this world sends, each with the reason.
UNSENT = {}

#: Text of every plane, without and with what is no character.
WORDS = st.one_of(
    st.text(max_size=200), st.text(st.characters(categories=["Cs", "Cc", "Cf"]), max_size=20)
)
HOSTILE = st.sampled_from(list(TEXTS.values()))
BY_KIND = {
    "email": st.one_of(
        st.emails(), st.just("a@b"), st.text(max_size=20).map("{}@x.example".format)
    ),
    "date": st.one_of(st.dates().map(str), st.just("2030-02-30")),
    "datetime-local": st.datetimes().map(lambda each: each.isoformat()[:16]),
    "number": st.integers().map(str),
}


def drawn_for(field):
    """Draw what is sent under a field's name: once, not at all, or twice."""
    ways = [st.just(field.answer), WORDS, HOSTILE]
    if field.choices:
        ways.append(st.sampled_from(field.choices))
    if field.kind in BY_KIND:
        ways.append(BY_KIND[field.kind])
    return st.lists(st.one_of(ways), min_size=0, max_size=2)


def filled(form):
    """Draw a form as it is sent: the token and the button that was pressed are always right."""
    fields = [*form.fields, *([form.button] if form.button else [])]
    right = {
        each.name: st.just([each.answer])
        for each in fields
        if each.name == TOKEN or each is form.button
    }
    drawn = {each.name: drawn_for(each) for each in fields}
    return st.fixed_dictionaries({**drawn, **right})


def ask(client, path, sent):
    body = "&".join(
        f"{encoded(name)}={encoded(each)}" for name, values in sent.items() for each in values
    )
    with undone():
        return client.generic("POST", path, body, URLENCODED, headers=from_our_own_page())


@each_route
def test_a_form_filled_in_at_random_is_answered(world, route):
    client = world.visitor(route)

    for form in forms_of(world, route, client):

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=not IS_FULL,
            suppress_health_check=list(HealthCheck),
        )
        @given(sent=filled(form))
        def fill_in(sent):
            answer = ask(client, world.paths[route.pattern], sent)
            assert answer.status_code != FAILED, repr(answer.exc_info[1])

        fill_in()


@contextmanager
def noting_forms():
    """Note the class of every form that reads what was sent."""
    seen = set()
    clean = BaseForm.full_clean

    def noting(self):
        if self.is_bound:
            seen.update(type(self).mro())
        return clean(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseForm, "full_clean", noting)
        yield seen


def every_form():
    """List the forms that the site has written itself."""
    for module in pkgutil.walk_packages(samspill.__path__, "samspill."):
        if ".forms" in module.name and ".tests" not in module.name:
            importlib.import_module(module.name)
    waiting, found = [BaseForm], set()
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            if each.__module__.startswith("samspill.") and ".tests." not in each.__module__:
                found.add(each)
    return found


@pytest.mark.once
def test_every_form_of_the_site_is_sent_by_some_page(world):
    """The question above is not empty: it reaches each class of forms there is."""
    with noting_forms() as seen:
        for route in ROUTES:
            client = world.visitor(route)
            for form in forms_of(world, route, client):
                ask(
                    client,
                    world.paths[route.pattern],
                    {name: [each] for name, each in form.sent.items()},
                )

    assert {each.__qualname__ for each in every_form() - seen} == set(UNSENT)


@pytest.mark.once
@pytest.mark.urls("tests.attacks.broken")
def test_a_form_that_fails_is_found_out(world):
    client = world.client()

    answers = [
        ask(client, "/broken/crashes/", {"q": [text]}).status_code for text in TEXTS.values()
    ]

    assert answers.count(FAILED) >= 2

"""Whatever is written into whichever form of the site, nothing of it runs.

Every payload goes into every field of every form that any route shows: all at once, then only into
those whose text is accepted, then into what only tools can change. The answers, and the pages on
which the text then stands, are opened in a browser that obeys no policy, and in one that does.
Each run takes a share of the payloads for every form, all of them in turn; ``make check-all`` takes
all for each.
"""

import os

import pytest

from tests.attacks.filling import Field, Form
from tests.attacks.poisoning import Looker, Poisoner, Target, asked, posted
from tests.attacks.test_forms import every_form, noting_forms
from tests.browser.payloads import PAYLOADS

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

IS_FULL = os.environ.get("SAMSPILL_FULL") == "1"
#: So many payloads does a form get where not all are asked for.
SHARE = 2
#: Forms whose fields hold no words: nothing is written in them.
WITHOUT_WORDS = {"ChoiceField", "TypedChoiceField", "BooleanField", "FileField"}

#: Some of the fields whose text is accepted, and shown to others.
ACCEPTED = {
    *(("editorial:write", f"head-{name}") for name in ("title", "lead", "byline", "caption")),
    *(("editorial:write", f"s{number}-text") for number in range(4)),
    *(("editorial:describe", name) for name in ("alternative_nb", "photographer")),
    *(("portal:write", name) for name in ("title_nb", "body_nb")),
    ("editorial:new", "title"),
    ("portal:contact", "message"),
    *(("outreach:answer", "answer"), ("outreach:share", "question")),
}
#: The forms of a world, found once.
FOUND = {}


@pytest.fixture
def targets(world):
    """List every form of the site."""
    if id(world) not in FOUND:
        FOUND[id(world)] = [*posted(world), *asked(world)]
    return FOUND[id(world)]


def share_of(number):
    """Choose the payloads of a form, so that all forms together take every one."""
    if IS_FULL:
        return PAYLOADS
    return [PAYLOADS[(number * SHARE + step) % len(PAYLOADS)] for step in range(SHARE)]


@pytest.mark.parametrize("policy", [False, True], ids=["without the policy", "with it"])
def test_nothing_that_is_written_into_a_form_runs(world, targets, browser, policy):
    if policy and not IS_FULL:
        targets = targets[::5]
    poisoner, looker = Poisoner(world), Looker(browser, policy=policy)
    wrong, looked, accepted = [], 0, set()
    for number, target in enumerate(targets):
        known = poisoner.prepare(target, everywhere=IS_FULL) if target.form.is_post else target
        accepted |= {(target.route.name, name) for name in known.free}
        for payload in share_of(number):
            poisoner.poison(known, payload)
        looked += len(poisoner.pages)
        wrong += looker.look(poisoner.pages)
        poisoner.pages.clear()
    looker.close()

    assert wrong == []
    assert looked > len(targets)
    # Texts are not only refused.
    assert policy or accepted > ACCEPTED


def test_the_forms_together_take_every_payload(targets):
    assert len(PAYLOADS) >= 60
    assert {each for number in range(len(targets)) for each in share_of(number)} == set(PAYLOADS)


def test_no_form_with_words_is_forgotten(world, targets):
    """Every class of forms that takes words has been sent with a payload by the above."""
    poisoner = Poisoner(world)
    with noting_forms() as seen:
        for target in targets:
            poisoner.poison(target, PAYLOADS[0])

    with_words = {each for each in every_form() if _takes_words(each)}
    assert {each.__qualname__ for each in with_words - seen} == set()
    assert len(with_words) > 10


def _takes_words(form):
    kinds = {type(each).__name__ for each in form.base_fields.values()}
    return bool(kinds - WITHOUT_WORDS)


@pytest.mark.parametrize(
    "words",
    [
        {"head-byline", "head-caption", "head-lead", "head-kicker", "head-title"},
        {"s0-text", "s1-attribution", "s3-text"},
        {"alternative_nb", "photographer"},
        {"about-slug", "about-territories"},
    ],
    ids=["head", "sections", "describe", "about"],
)
def test_the_forms_of_editors_are_among_them(targets, words):
    """Sections of every kind stand in the text that is attacked: a contact section is the fourth."""
    assert any(words <= each.written for each in targets)


def test_a_form_that_obeyed_its_texts_is_found_out(browser):
    """The guard turned off: a page that gives back what was written, as it was written."""
    form = Form("/", is_post=True, fields=(Field("a", "text"),))
    looker = Looker(browser, policy=False)
    found = 0
    for payload in PAYLOADS[:30]:
        (sent,) = Target(None, form).ways(payload)
        found += bool(looker.faults(f"<!doctype html><main>{sent['a']}</main>"))
    looker.close()

    assert found >= 20

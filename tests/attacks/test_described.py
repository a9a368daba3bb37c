"""A program that reads descriptions of services asks the site whatever it can think of."""

import os
import sys
from collections import Counter
from dataclasses import dataclass, field

import pytest
import schemathesis
from django.core.signals import got_request_exception
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode

from tests.attacks.asking import undone
from tests.attacks.describing import SECRET, described
from tests.attacks.world import from_our_own_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

IS_FULL = os.environ.get("SAMSPILL_FULL") == "1"
EXAMPLES = 100 if IS_FULL else 1
FAILED = 500
each_mode = pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda each: each.value)


def read(paths):
    """Read a description as the program does, and list what it can ask."""
    schema = schemathesis.openapi.from_dict(
        {"openapi": "3.0.3", "info": {"title": "Samspill", "version": "1"}, "paths": paths}
    )
    schema.app = get_wsgi_application()
    return [each.ok() for each in schema.get_all_operations()]


def operations(world, who):
    return read(described(world, who))


@dataclass
class Asked:
    """What came of the questions."""

    failures: list[object] = field(default_factory=list)
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)


def ask_everything(operation, mode, asked, *, examples=EXAMPLES, **person):
    """Let the program think of questions, and note what is answered."""
    raised = []

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=not IS_FULL,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        with undone():
            answer = case.call(**person)
        asked.answers[case.method, answer.status_code] += 1
        if answer.status_code == FAILED:
            asked.failures.append((case.as_curl_command(), raised[-1:]))

    def note(**_named):
        raised.append(repr(sys.exc_info()[1]))

    got_request_exception.connect(note)
    try:
        ask()
    finally:
        got_request_exception.disconnect(note)


def ask_as(world, who, mode):
    """Ask the whole site as somebody."""
    asked = Asked()
    cookies = {name: each.value for name, each in world.client(who).cookies.items()}
    person = {"headers": dict(from_our_own_page()), "cookies": {**cookies, "csrf": SECRET}}
    for operation in operations(world, who):
        ask_everything(operation, mode, asked, **person)
    return asked


@pytest.mark.parametrize(
    ("who", "mode"),
    [
        ("", GenerationMode.POSITIVE),
        ("runner", GenerationMode.POSITIVE),
        ("runner", GenerationMode.NEGATIVE),
        pytest.param("", GenerationMode.NEGATIVE, marks=pytest.mark.full),
        *(
            pytest.param("programme_manager", mode, marks=pytest.mark.full)
            for mode in GenerationMode
        ),
    ],
)
def test_no_question_ends_in_a_failure(world, who, mode):
    asked = ask_as(world, who, mode)

    assert asked.failures == []
    # The questions are not empty: pages are found, and forms are read.
    assert asked.answers["GET", 200] > 30
    assert asked.answers["POST", 422] > 0 or mode is GenerationMode.NEGATIVE
    assert not who or asked.answers["POST", 403] == 0 or mode is GenerationMode.NEGATIVE


@each_mode
def test_a_page_that_fails_is_found_out(world, settings, mode):
    settings.ROOT_URLCONF = "tests.attacks.broken"
    names = [{"name": "q", "in": "query", "schema": {"type": "string", "maxLength": 3}}]
    page = {"get": {"parameters": names, "responses": {"200": {"description": ""}}}}
    asked = Asked()

    for operation in read({"/broken/fails/": page}):
        ask_everything(operation, mode, asked, examples=20)

    assert asked.failures

"""Whatever is written into an address, a form or a header: no failure, and no long work."""

import gc
import time
from itertools import product

import pytest

from tests.attacks.asking import (
    alike,
    encoded,
    encoded_pairs,
    every_field,
    fields_in_turns,
    forms_of,
    in_turns,
    send,
    undone,
    written,
)
from tests.attacks.hostile import TEXTS, WORST
from tests.attacks.listening import names_asked
from tests.attacks.routes import ROUTES, each_route

pytestmark = pytest.mark.django_db

MOST_SECONDS = 1.0
FAILED = 500
SOME = {name: TEXTS[name] for name in WORST}
#: What is tried on pages that look nothing up in the address: only what all pages share reads it.
FEW = {name: TEXTS[name] for name in ("controls", "long", "number, huge")}
each_amount = pytest.mark.parametrize(
    "texts", [pytest.param(SOME, id="worst"), pytest.param(TEXTS, id="all", marks=pytest.mark.full)]
)
#: What a reader would not send. A browser sends none of these.
HEADERS = [
    {"Accept-Language": "x" * 10_000},
    {"Accept-Language": "nb;q=" + "9" * 5000},
    {"Accept-Language": "-" * 500 + "," * 500},
    {"Accept-Encoding": "gzip;q=" + "0" * 5000},
    {"Accept": "\x00/*;q=x"},
    {"Cookie": "session=" + "x" * 8000},
    {"Cookie": "session=a\x00b; csrf=\xff; =; ;;="},
    {"Cookie": "messages=x; language=../../x; session="},
    {"If-None-Match": '"' * 5000},
    {"If-None-Match": 'W/"x", ' * 2000},
    {"If-Modified-Since": "Thu, 99 Foo 99999 99:99:99 GMT"},
    {"Range": "bytes=0-0,-1,9-" + "9" * 3000},
    {"Authorization": "Bearer " + "A" * 8000},
    {"X-Requested-With": "XMLHttpRequest", "HX-Request": "true"},
    {"Content-Type": "text/html; charset=no-such"},
    {"Sec-Fetch-Site": "\x00"},
    {"Origin": "null\x00"},
]
BODIES = [
    (b"\xff\xfe\x00=&&&===", "application/x-www-form-urlencoded"),
    (b"a=%zz&%=%&b=%ff%fe&c=%u0041", "application/x-www-form-urlencoded; charset=utf-16"),
    (b"a=b", "application/x-www-form-urlencoded; charset=no-such"),
    (b"--x\r\nno headers at all", "multipart/form-data; boundary=x"),
    (b"--x--", "multipart/form-data"),
    (b"", "multipart/form-data; boundary=" + "x" * 300),
    (
        b'--x\r\nContent-Disposition: form-data; name="title"; filename="../x.html"\r\n\r\n<p>\r\n--x--',
        "multipart/form-data; boundary=x",
    ),
    (b'{"a":' * 5000, "application/json"),
    (b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "application/xml"),
    (b"a" * (2 * 1024 * 1024 + 1), "application/x-www-form-urlencoded"),
    (b"&".join(b"f%d=1" % number for number in range(20_000)), "application/x-www-form-urlencoded"),
]


def together(headers):
    """Send as many at once as have different names."""
    rounds = []
    for (name, value), *more in (list(each.items()) for each in headers):
        free = next((each for each in rounds if name not in each), None)
        if free is None:
            rounds.append(free := {})
        free.update({name: value, **dict(more)})
    return rounds


each_set_of_headers = pytest.mark.parametrize(
    ("method", "sets"),
    [
        pytest.param("GET", together(HEADERS), id="GET"),
        pytest.param("GET", HEADERS, id="GET, each alone", marks=pytest.mark.full),
        pytest.param("POST", HEADERS, id="POST, each alone", marks=pytest.mark.full),
    ],
)


def seconds_for(ask):
    """Ask, and count the work of answering.

    A full collection is left out: late in a run it looks through all that the tests hold, which
    takes a second by itself, and falls to whoever happens to ask then.
    """
    gc.disable()
    begun = time.thread_time()
    try:
        return ask(), time.thread_time() - begun
    finally:
        gc.enable()


def failing(ask):
    """Ask, and say what is wrong with the answer: a failure, or too much work."""
    answer, seconds = seconds_for(ask)
    # Monitoring is told 503 where no worker is at work.
    is_failure = answer.status_code >= FAILED and answer.status_code != 503
    raised = answer.exc_info[1] if getattr(answer, "exc_info", None) and is_failure else ""
    if is_failure or seconds > MOST_SECONDS:
        return f"{answer.status_code} {raised!r} after {seconds:.2f} s"
    return ""


def faults(questions):
    """Ask all questions, and keep the answers that are wrong."""
    return {name: fault for name, ask in questions if (fault := failing(ask))}


@each_route
@each_amount
def test_any_text_may_stand_in_an_address(world, route, texts):
    client = world.visitor(route)
    path = world.paths[route.pattern]
    names = names_asked(world, route)
    asked = texts if names or len(texts) > len(SOME) else FEW

    def as_argument(text):
        last = route.path(dict.fromkeys(route.arguments, encoded(text[:8000])))
        return lambda: client.get(last if route.arguments else f"{path}{encoded(text[:8000])}")

    def as_question(text):
        written = encoded_pairs(dict.fromkeys(names or ["page"], text))
        return lambda: client.get(f"{path}?{written}")

    questions = [
        *((f"argument {name}", as_argument(text)) for name, text in texts.items()),
        *((f"question {name}", as_question(text)) for name, text in asked.items()),
    ]
    assert faults(questions) == {}


@each_route
@each_amount
def test_any_text_may_stand_in_a_form(world, route, texts):
    client = world.visitor(route)
    path = world.paths[route.pattern]

    def sending(sent):
        def ask():
            with undone():
                return send(client, path, sent)

        return ask

    # Of buttons of one form, each is pressed with some of the texts; with all of them in full.
    pairs = product if texts is TEXTS else in_turns
    questions = [
        (f"{form.button}: {name}", sending({**form.sent, **dict.fromkeys(written(form), text)}))
        for those in alike(forms_of(world, route, client))
        for form, (name, text) in pairs(those, list(texts.items()))
    ]
    assert faults(questions) == {}


@each_route
@pytest.mark.parametrize(
    "texts",
    [
        pytest.param({name: TEXTS[name] for name in ("NUL", "number, huge")}, id="worst"),
        pytest.param(TEXTS, id="all", marks=pytest.mark.full),
    ],
)
def test_any_text_may_stand_in_one_field_where_the_others_are_right(world, route, texts):
    client = world.visitor(route)
    path = world.paths[route.pattern]
    found = {}
    fields = every_field if texts is TEXTS else fields_in_turns
    for form, field in fields(forms_of(world, route, client)):
        for name, text in texts.items():
            with undone():
                sent = {**form.sent, field: text}
                if fault := failing(lambda sent=sent: send(client, path, sent)):
                    found[form.button, field, name] = fault

    assert found == {}


@each_route
def test_a_far_page_and_five_hundred_filters_are_answered(world, route):
    client = world.visitor(route)
    path = world.paths[route.pattern]
    names = names_asked(world, route) or ["page"]
    many = "&".join(f"{name}={value}" for name in names for value in range(500))
    questions = {
        "far": lambda: client.get(path, {"page": 10**9}),
        "before the first": lambda: client.get(path, {"page": -1}),
        "many": lambda: client.get(f"{path}?{many}"),
        "many names": lambda: client.get(f"{path}?" + "&".join(f"f{n}=1" for n in range(500))),
        "too many names": lambda: client.get(f"{path}?" + "&".join(f"f{n}=1" for n in range(9999))),
    }

    assert faults(questions.items()) == {}


@each_route
@each_set_of_headers
def test_any_header_may_be_sent(world, route, method, sets):
    path = world.paths[route.pattern]
    clients = [world.client()]
    if method == "POST":
        clients.append(world.visitor(route))

    questions = [
        (str(headers)[:40], lambda c=client, h=headers: c.generic(method, path, headers=h))
        for client in clients
        for headers in sets
    ]
    assert faults(questions) == {}


@pytest.mark.once
@each_route
def test_any_body_may_be_sent(world, route):
    client = world.visitor(route)
    path = world.paths[route.pattern]

    questions = [
        (
            f"{kind} {body[:20]}",
            lambda body=body, kind=kind: client.generic("POST", path, body, kind),
        )
        for body, kind in BODIES
    ]
    assert faults(questions) == {}


@each_route
def test_a_nul_in_an_address_is_refused(world, route):
    client = world.visitor(route)
    path = world.paths[route.pattern]

    answers = [client.get(f"{path}?q=a%00b"), client.get(f"{path}%00")]

    assert [each.status_code for each in answers] == [400, 400]


@pytest.mark.once
def test_pages_ask_for_what_is_written_into_them(world):
    """The questions above are not empty: they name what the pages look for."""
    by_name = {route.name: route for route in ROUTES}

    asked = names_asked(world, by_name["portal:initiatives"])

    assert {"status", "theme", "country", "place", "page"} <= set(asked)


@pytest.mark.once
@pytest.mark.urls("tests.attacks.broken")
def test_a_page_that_fails_or_works_too_long_is_found_out(world):
    client = world.client()
    number = TEXTS["number, huge"]

    assert "500" in failing(lambda: client.get("/broken/fails/?q=word"))
    assert "500" in failing(lambda: client.get(f"/broken/crashes/{number}/"))
    assert "500" in failing(lambda: client.post("/broken/crashes/", {"q": number}))
    assert "500" in failing(lambda: client.post("/broken/crashes/", {"q": TEXTS["NUL"]}))
    assert "after" in failing(lambda: client.get("/broken/slow/", {"q": "x" * 120}))

"""Every route says who may come to it, or nothing starts."""

import sys
from types import ModuleType

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.http import HttpRequest, HttpResponse
from django.urls import clear_url_caches, include, path

from samspill.core.access import Access, check_routes, open_to, routes


def forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@open_to(Access.PUBLIC, to="portal.read")
def said(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


@open_to(Access.PUBLIC, to="portal.burn")
def for_nothing_known(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def said_wrongly(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


said_wrongly.access = "public"


@pytest.fixture
def use(settings):
    """Let the site have these routes."""

    def use(*patterns):
        module = ModuleType("routes_of_a_test")
        module.urlpatterns = list(patterns)
        sys.modules[module.__name__] = module
        settings.ROOT_URLCONF = module.__name__
        clear_url_caches()

    yield use
    sys.modules.pop("routes_of_a_test", None)
    clear_url_caches()


def test_a_route_that_says_nothing_is_reported(use):
    use(path("said/", said), path("forgotten/", forgotten))
    (error,) = check_routes()
    assert error.id == "samspill.E001"
    assert "'forgotten/'" in error.msg
    assert "@open_to" in error.hint


def test_a_route_inside_others_is_reported_with_its_whole_path(use):
    use(path("a/", include([path("b/", include([path("c/", forgotten)]))])))
    assert [error.msg.split("'")[1] for error in check_routes()] == ["a/b/c/"]


def test_only_the_words_of_access_count(use):
    use(path("wrong/", said_wrongly))
    assert len(check_routes()) == 1


def test_a_route_for_an_action_without_a_row_is_reported(use):
    use(path("said/", said), path("unknown/", for_nothing_known))
    (error,) = check_routes()
    assert error.id == "samspill.E002"
    assert "'unknown/'" in error.msg
    assert "policy.py" in error.hint


def test_nothing_starts_with_a_forgotten_route(use):
    use(path("forgotten/", forgotten))
    with pytest.raises(SystemCheckError, match=r"samspill\.E001"):
        call_command("check")


def test_routes_that_all_say_who_may_come_are_fine(use):
    use(path("said/", said))
    assert check_routes() == []
    assert [error for error in run_checks() if error.id == "samspill.E001"] == []


def test_every_route_of_the_site_says_who_may_come():
    assert check_routes() == []
    assert list(routes())

"""The secret of a link is called ``secret`` in its address: by that name the log leaves it out."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, path

from samspill.core.access import Access, open_to

#: Arguments with a name like a secret's that are none, and why.
NO_SECRETS = {
    ("picture", "key"): "a digest of a picture that everybody may see",
    ("attachment", "key"): "a digest of a file that everybody may see",
    ("describe", "key"): "the same digest, on the page where the picture is described",
}
LIKE_A_SECRET = {"code", "digest", "handle", "hash", "key", "link", "signature", "token", "uidb64"}


def routes_of(patterns, before=()):
    """Go through all routes: each with its own arguments and those of what it is included by."""
    for each in patterns:
        names = (*before, *each.pattern.converters)
        if isinstance(each, URLResolver):
            yield from routes_of(each.url_patterns, names)
        elif isinstance(each, URLPattern):
            yield each, names


def told_by_the_log(patterns):
    """List the arguments that hold, or may hold, a secret, and that the log would write down."""
    found = set()
    for route, names in routes_of(patterns):
        if getattr(route.callback, "access", None) == Access.LINK and "secret" not in names:
            found.add((route.name, "secret is missing"))
        if getattr(route.callback, "access", None) == Access.LINK:
            found |= {(route.name, name) for name in names if name != "secret"}
        found |= {(route.name, name) for name in names if name in LIKE_A_SECRET}
    return found - NO_SECRETS.keys()


def test_the_secrets_of_links_are_called_so_and_left_out_of_the_log():
    patterns = get_resolver().url_patterns

    assert told_by_the_log(patterns) == set()
    links = [route for route, _names in routes_of(patterns) if route.callback.access == Access.LINK]
    assert len(links) >= 5


def test_no_exception_has_outlived_its_route():
    named = {
        (route.name, name)
        for route, names in routes_of(get_resolver().url_patterns)
        for name in names
    }
    assert NO_SECRETS.keys() <= named


@open_to(Access.LINK, to="mailings.confirm")
def by_link(_request, **_names):
    """A page behind a link."""


@open_to(Access.PUBLIC, to="core.read")
def for_all(_request, **_names):
    """A page for everybody."""


@pytest.mark.parametrize(
    ("view", "address", "told"),
    [
        (by_link, "follow/<str:word>/", {("x", "secret is missing"), ("x", "word")}),
        (by_link, "follow/", {("x", "secret is missing")}),
        (by_link, "follow/<str:word>/<str:secret>/", {("x", "word")}),
        (for_all, "look/<str:token>/", {("x", "token")}),
        (by_link, "follow/<str:secret>/", set()),
        (for_all, "look/<slug:slug>/", set()),
    ],
)
def test_a_secret_by_another_name_would_be_found(view, address, told):
    assert told_by_the_log([path(address, view, name="x")]) == told

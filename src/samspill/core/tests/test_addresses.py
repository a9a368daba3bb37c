"""The words of addresses."""

import re
from itertools import combinations

import pytest
from django.urls import path, resolve
from django.utils import translation

from samspill.core.access import routes
from samspill.core.addresses import WORDS, address, in_language
from samspill.core.languages import LANGUAGES

SLUG = re.compile(r"[a-z]+(-[a-z]+)*")


@pytest.mark.parametrize("word", WORDS)
def test_every_word_exists_in_every_language_as_a_slug(word):
    assert set(WORDS[word]) == set(LANGUAGES)
    assert all(SLUG.fullmatch(form) for form in WORDS[word].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_words_are_the_same_in_a_language(language):
    same = [
        (one, other, WORDS[one][language])
        for one, other in combinations(WORDS, 2)
        if WORDS[one][language] == WORDS[other][language]
    ]
    assert same == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_pages_have_the_same_address(language):
    pages = {}
    with translation.override(language):
        for route, view in routes():
            pages.setdefault(re.sub(r"<[^>]+>", "<>", route), set()).add(view)
    assert {address: views for address, views in pages.items() if len(views) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_hides_behind_another(language):
    with translation.override(language):
        hidden = [
            route
            for route, view in routes()
            if re.fullmatch(r"[\w./-]*", route) and resolve(f"/{route}").func != view
        ]
    assert hidden == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_between_braces_is_known(language):
    with translation.override(language):
        assert [
            route for route, _view in routes() if "{" in re.sub(r"\{[0-9,]+\}", "", route)
        ] == []


def test_an_address_follows_the_language_of_the_reader():
    pattern = path(address("{initiatives}/<slug:slug>/"), lambda _request: None).pattern
    for language, expected in {"nb": "anskaffelser/", "fi": "hankinnat/"}.items():
        with translation.override(language):
            assert str(pattern).startswith(expected)


def test_unknown_languages_are_no_languages():
    with pytest.raises(KeyError):
        in_language("{initiatives}/", "de")

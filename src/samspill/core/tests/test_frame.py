import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import translation

from samspill.core.languages import LANGUAGES
from samspill.core.templatetags.pages import control, language_links

FAULTS = ["400.html", "403_csrf.html", "500.html", "unavailable.html"]


def links_at(path):
    return language_links(Context({"request": RequestFactory().get(path)}))


def drawn(template, **context):
    return Template(template).render(Context(context))


class Question(forms.Form):
    address = forms.EmailField(help_text="We answer to it.")
    note = forms.CharField(required=False)
    country = forms.ChoiceField(choices=[("NO", "Norway")], widget=forms.RadioSelect)


def test_a_page_leads_to_itself_in_every_language():
    with translation.override("nb"):
        links = links_at("/nb/anskaffelser/")
    assert [link.code for link in links] == list(LANGUAGES)
    assert {link.code: link.path for link in links} | {
        "nb": "/nb/anskaffelser/",
        "fi": "/fi/hankinnat/",
        "en": "/en/initiatives/",
    } == {link.code: link.path for link in links}
    assert [link.code for link in links if link.is_current] == ["nb"]


def test_a_page_that_does_not_exist_leads_to_the_front_pages():
    assert [link.path for link in links_at("/nb/no-such-page/")] == [
        f"/{code}/" for code in LANGUAGES
    ]


@pytest.mark.django_db
def test_the_menu_tells_where_the_reader_is():
    request = RequestFactory().get("/en/initiatives/some-initiative/")
    with translation.override("en"):
        menu = render_to_string("components/menu.html", request=request)
    assert 'href="/en/initiatives/" aria-current="true"' in menu
    assert 'href="/en/programmes/" aria-current="false"' in menu


@pytest.mark.django_db
def test_the_menu_does_not_take_the_desk_of_articles_for_programmes():
    with translation.override("en"):
        shown = reverse("editorial:desk", args=["nordic"])
        request = RequestFactory().get(shown)
        request.resolver_match = resolve(shown)
        menu = render_to_string("components/menu.html", request=request)
    assert shown.startswith("/en/programmes/")
    assert 'aria-current="true"' not in menu
    assert 'aria-current="page"' not in menu


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", FAULTS)
def test_a_fault_is_told_without_context_and_without_a_database(template, language):
    with translation.override(language):
        page = render_to_string(template)
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1
    assert f'href="/{language}/"' in page


def test_a_field_is_tied_to_its_help_and_its_error():
    form = Question({"address": "nowhere"})
    assert 'aria-describedby="id_address-help id_address-error"' in control(form["address"])
    assert 'aria-invalid="true"' in control(form["address"])
    field = drawn('{% include "components/field.html" %}', field=form["address"])
    assert 'id="id_address-help"' in field
    assert 'id="id_address-error"' in field


def test_a_field_without_help_and_error_is_tied_to_nothing():
    form = Question({"address": "ask@fjordby.example", "country": "NO"})
    assert "aria-" not in control(form["note"])


def test_what_must_be_filled_in_is_said_in_words():
    with translation.override("en"):
        required = drawn('{% include "components/field.html" %}', field=Question()["address"])
        optional = drawn('{% include "components/field.html" %}', field=Question()["note"])
    assert "Must be filled in" in required
    assert "Optional" in optional


def test_every_error_in_the_summary_leads_to_something_on_the_page():
    form = Question({"address": "nowhere"})
    page = drawn(
        '{% include "components/error_summary.html" %}'
        '{% for field in form %}{% include "components/field.html" %}{% endfor %}',
        form=form,
    )
    targets = [part.split('"')[0] for part in page.split('href="#')[1:]]
    assert targets
    assert all(f'id="{target}"' in page for target in targets)


@pytest.mark.parametrize(("length", "is_kept"), [(7_000, True), (9_000, False)])
def test_what_is_longer_than_an_address_can_be_is_not_carried_along(length, is_kept):
    with translation.override("nb"):
        links = links_at(f"/nb/?q={'x' * length}")

    assert all((len(each.question) > length) == is_kept for each in links)

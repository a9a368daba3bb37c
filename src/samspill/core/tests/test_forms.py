"""A text in six languages, as forms ask for it."""

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import translation

from samspill.core.forms import TranslatedFormField
from samspill.core.translated import Translated


class AForm(forms.Form):
    title = TranslatedFormField(label="Title", max_length=20)
    text = TranslatedFormField(label="Text", max_length=200, rows=5, required=False)


def sent(**said):
    form = QueryDict(mutable=True)
    form.update(said)
    return AForm(form)


def drawn(form, name):
    return render_to_string("components/field.html", {"field": form[name]})


def test_one_language_is_enough():
    form = sent(title_sv="  Färjor ")

    assert form.is_valid()
    assert form.cleaned_data == {"title": Translated(sv="Färjor"), "text": Translated()}


def test_none_at_all_is_refused_with_what_to_do():
    form = sent(title_sv="   ")

    assert form.errors["title"] == ["Write this in at least one language."]


def test_what_is_too_long_is_kept_and_said_at_its_language():
    form = sent(title_nb="Ferjer", title_fi="x" * 21)

    assert form.errors["title"] == ["Suomi: This has 21 characters. Shorten it to at most 20."]
    boxes = {each.code: each for each in form["title"].boxes()}
    assert boxes["fi"].value == "x" * 21
    assert boxes["fi"].is_open
    assert boxes["nb"].errors == ()


def test_nul_is_refused():
    assert "title" in sent(title_nb="a\x00b").errors


def test_it_shows_what_is_written_and_names_what_is_missing():
    form = AForm(initial={"title": Translated(nb="Ferjer", en="Ferries <1>")})

    assert form["title"].missing() == "Norsk nynorsk, Svenska, Dansk, Suomi"
    html = drawn(form, "title")
    assert 'value="Ferries &lt;1&gt;"' in html
    assert "Not yet in: Norsk nynorsk, Svenska, Dansk, Suomi" in html
    assert "Must be filled in" in html


def test_nothing_is_missing_before_anything_is_written():
    assert AForm()["title"].missing() == ""


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_reader_s_own_language_stands_first_and_is_where_errors_lead(language):
    with translation.override(language):
        form = sent()
        assert not form.is_valid()
        assert next(iter(form["title"].boxes())).code == language
        assert form["title"].id_for_label == f"id_title_{language}"


def test_long_texts_have_lines():
    assert '<textarea class="ds-input" name="text_en" id="id_text_en" rows="5"' in drawn(
        AForm(), "text"
    )

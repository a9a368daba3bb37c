"""Texts in several languages."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import translation

from samspill.core.languages import LANGUAGES, NEAREST, known
from samspill.core.translated import Translated, TranslatedField
from samspill.organisations.models import Organisation


@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_get_their_own_language_where_it_exists(language):
    everything = Translated({code: code for code in LANGUAGES})
    wording = everything.wording(language)
    assert (wording.text, wording.language, wording.is_fallback) == (language, language, False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_readers_fall_back_to_the_nearest_language_one_after_the_other(language):
    left = {code: code for code in LANGUAGES if code != language}
    for nearest in NEAREST[language]:
        wording = Translated(left).wording(language)
        assert (wording.text, wording.language, wording.is_fallback) == (nearest, nearest, True)
        del left[nearest]
    assert not Translated(left).wording(language)


def test_every_language_has_a_nearest_one_for_each_other():
    assert {code: {code, *others} for code, others in NEAREST.items()} == {
        code: set(LANGUAGES) for code in LANGUAGES
    }


def test_a_stranger_reads_norwegian():
    assert known("de") == known("") == known("en-us") == "nb"
    assert Translated(nb="hei", en="hello").wording("de").text == "hei"


def test_empty_texts_do_not_exist():
    text = Translated(nb="hei", en="", fi="")
    assert list(text) == ["nb"]
    assert text.missing() == ["nn", "sv", "da", "fi", "en"]
    assert not Translated()


def test_a_text_never_changes():
    given = {"nb": "hei"}
    text = Translated(given)
    given["nb"] = "hallo"
    assert text["nb"] == "hei"
    with pytest.raises(TypeError):
        text["nb"] = "hallo"
    with pytest.raises(AttributeError):
        text.more = 1


def test_equal_texts_are_the_same_whatever_their_order():
    one, other = Translated(nb="a", en="b"), Translated(en="b", nb="a")
    assert one == other
    assert len({one, other}) == 1
    assert list(one) == list(other)


def test_other_languages_are_refused():
    with pytest.raises(ValueError, match="Unknown language: de, xx"):
        Translated({"xx": "?", "de": "!", "nb": "hei"})


def test_a_text_speaks_the_active_language():
    text = Translated(nb="hei", fi="moi")
    with translation.override("fi"):
        assert str(text) == "moi"
    with translation.override(None):
        assert str(text) == "hei"


@pytest.mark.django_db
def test_a_text_comes_back_from_the_table():
    name = Translated(nb="Østfold fylkeskommune", fi="Östfoldin lääni")
    Organisation.objects.create(slug="ostfold", kind="county", name=name)
    organisation = Organisation.objects.get(name=name)
    assert organisation.name == name
    assert organisation.description == Translated()


@pytest.mark.django_db
def test_one_language_can_be_asked_for():
    Organisation.objects.create(slug="a", kind="county", name=Translated(nb="Hei", en="Hello"))
    assert Organisation.objects.filter(name__en="Hello").exists()
    assert not Organisation.objects.filter(name__en="Hei").exists()
    assert Organisation.objects.filter(name__has_key="en").exists()
    assert not Organisation.objects.filter(name__has_key="fi").exists()
    assert list(Organisation.objects.values_list("name__en", flat=True)) == ["Hello"]


@pytest.mark.django_db
def test_the_table_holds_plain_json():
    Organisation.objects.create(slug="a", kind="county", name=Translated(nb="Ø"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM organisations_organisation")
        assert '"nb"' in str(cursor.fetchone()[0]).replace("'", '"')


@pytest.mark.django_db
def test_what_is_no_text_in_languages_is_not_saved():
    with pytest.raises(ValidationError):
        Organisation.objects.create(slug="a", kind="county", name="Hello")


@pytest.mark.parametrize("value", [{"xx": "?"}, 3, ["nb"]])
def test_the_field_takes_nothing_but_texts(value):
    with pytest.raises(ValidationError):
        TranslatedField().to_python(value)

"""Imprecise time in tables, forms and templates."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.template import Context, Template
from django.test.utils import isolate_apps
from django.utils import translation

from samspill.core.imprecise import ImpreciseTime, ImpreciseTimeField, ImpreciseTimeFormField
from samspill.organisations.models import Organisation
from samspill.programmes.models import Grant

SPRING = ImpreciseTime.from_edtf("2020-21")


def a_grant(**more):
    funder = Organisation.objects.create(slug="funder", kind="agency")
    return Grant.objects.create(slug="grant", funder=funder, **more)


@pytest.mark.django_db
def test_a_time_comes_back_from_the_table():
    a_grant(awarded=SPRING)
    grant = Grant.objects.get(awarded=SPRING)
    assert (grant.awarded, grant.report_by) == (SPRING, None)
    assert Grant.objects.get(awarded="2020-21", report_by="") == grant


@pytest.mark.django_db
def test_the_table_holds_edtf_and_an_empty_text_for_the_unknown():
    a_grant(awarded=SPRING)
    with connection.cursor() as cursor:
        cursor.execute("SELECT awarded, report_by FROM programmes_grant")
        assert cursor.fetchone() == ("2020-21", "")


def test_edtf_that_is_put_into_an_object_reads_as_a_time_at_once():
    grant = Grant(awarded="2020-21")
    assert grant.awarded == SPRING
    grant.awarded = ""
    assert grant.awarded is None


def test_what_is_no_time_cannot_be_put_into_an_object():
    with pytest.raises(ValidationError, match="is not a time"):
        Grant(awarded="soon")


@pytest.mark.django_db
def test_an_object_with_times_can_be_checked_as_a_whole():
    grant = a_grant(awarded=SPRING)
    grant.clean_fields(exclude=["title"])


@pytest.mark.django_db
def test_a_deferred_time_is_fetched_when_it_is_read():
    a_grant(awarded=SPRING)
    assert Grant.objects.defer("awarded").get().awarded == SPRING


def test_migrations_name_the_field_by_the_package():
    _name, path, _args, kwargs = ImpreciseTimeField(blank=True).deconstruct()
    assert (path, kwargs) == (
        "samspill.core.imprecise.ImpreciseTimeField",
        {"blank": True, "max_length": 60},
    )


@isolate_apps("samspill.core")
def test_a_form_made_from_a_table_asks_in_words():
    class Meeting(models.Model):  # noqa: DJ008 - never shown
        when = ImpreciseTimeField()

        class Meta:
            app_label = "core"

    field = forms.modelform_factory(Meeting, fields=["when"])().fields["when"]
    assert isinstance(field, ImpreciseTimeFormField)
    assert field.required


class WhenForm(forms.Form):
    when = ImpreciseTimeFormField(required=False)


def test_a_form_understands_the_reader_and_shows_their_words_again():
    with translation.override("fi"):
        form = WhenForm({"when": "keväällä 2020"}, initial={"when": SPRING})
        assert form.is_valid()
        assert form.cleaned_data["when"] == SPRING
        assert 'value="kevät 2020"' in str(WhenForm(initial={"when": SPRING})["when"])


def test_a_form_says_what_it_did_not_understand_and_keeps_it():
    with translation.override("en"):
        form = WhenForm({"when": "soonish"})
        assert "cannot be understood" in form.errors["when"][0]
        assert 'value="soonish"' in str(form["when"])


def test_a_form_takes_no_answer_as_unknown():
    form = WhenForm({"when": " "})
    assert form.is_valid()
    assert form.cleaned_data["when"] is None


def test_a_form_knows_whether_the_time_was_changed():
    with translation.override("en"):
        assert not WhenForm({"when": "spring 2020"}, initial={"when": SPRING}).has_changed()
        assert WhenForm({"when": "autumn 2020"}, initial={"when": SPRING}).has_changed()
        assert not WhenForm({"when": ""}).has_changed()


@pytest.mark.parametrize(
    ("time", "language", "text"),
    [
        (SPRING, "fi", "kevät 2020"),
        (date(2019, 10, 24), "sv", "24 oktober 2019"),
        (datetime(2019, 10, 24, 7, tzinfo=UTC), "nb", "24. oktober 2019 kl. 09.00"),
        (datetime(2019, 10, 24, 9), "en", "24 October 2019 at 09:00"),  # noqa: DTZ001
        (None, "nb", ""),
        ("", "nb", ""),
    ],
)
def test_templates_write_times_in_the_language_of_the_reader(time, language, text):
    with translation.override(language):
        assert Template("{{ time|when }}").render(Context({"time": time})) == text

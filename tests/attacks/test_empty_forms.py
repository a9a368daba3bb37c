"""Whoever sends a form empty is told what to do, in words made for the field."""

import pytest
from django.forms.fields import Field
from django.utils import translation

from tests.attacks.asking import encoded_pairs, forms_of, send, undone
from tests.attacks.filling import TOKEN, Form
from tests.attacks.filling import Field as Sent
from tests.attacks.routes import ROUTES
from tests.attacks.world import from_our_own_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#: Of these routes' forms everything that can be left empty is.
EDITORIAL = [each for each in ROUTES if each.name.startswith(("editorial:", "workspace:"))]


def said_by_django():
    with translation.override("nb"):
        return str(Field.default_error_messages["required"])


def emptied(form: Form) -> dict[str, str]:
    """Leave empty whatever a person fills in; what they do not see stays."""
    pressed = {form.button.name: form.button.value} if form.button else {}
    kept = {each.name: each.value for each in form.fields if _is_kept(each)}
    blank = {each.name: "" for each in form.fields if not _is_kept(each)}
    return {**blank, **kept, **pressed}


def _is_kept(field: Sent) -> bool:
    return field.kind == "hidden" or field.name == TOKEN


@pytest.mark.parametrize("route", EDITORIAL, ids=lambda each: each.name)
def test_no_empty_field_of_an_editors_form_is_only_called_required(world, route):
    client = world.visitor(route)

    for form in forms_of(world, route, client):
        with undone():
            answer = send(client, form.path, emptied(form))

        assert said_by_django() not in answer.content.decode(), form


def test_a_form_that_says_no_more_than_that_is_found_out(world):
    """Django's own words would be seen: here they are, in the page of a field that has no others."""
    (route,) = (each for each in ROUTES if each.name == "editorial:new")
    client = world.visitor(route)
    form = forms_of(world, route, client)[0]
    with pytest.MonkeyPatch.context() as patch, undone():
        from samspill.editorial.forms.about import NewTextForm  # noqa: PLC0415

        plain = Field.default_error_messages["required"]
        for each in NewTextForm.base_fields.values():
            patch.setitem(each.error_messages, "required", plain)
        answer = client.generic(
            "POST",
            form.path,
            encoded_pairs(emptied(form)),
            "application/x-www-form-urlencoded",
            headers=from_our_own_page(),
        )

    assert said_by_django() in answer.content.decode()

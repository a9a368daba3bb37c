"""The form that reaches a contact person."""

from samspill.organisations.forms import EnquiryForm

WRITTEN = {
    "name": "A visitor",
    "address": " visitor@Body.example ",
    "organisation": "",
    "message": "May we take part?",
}


def test_form_gives_what_the_action_asks_for():
    form = EnquiryForm(WRITTEN)

    assert form.is_valid()
    assert form.enquiry() == {
        "name": "A visitor",
        "address": "visitor@body.example",
        "organisation": "",
        "text": "May we take part?",
    }
    assert not form.is_from_a_machine


def test_form_says_what_is_missing_in_sentences():
    form = EnquiryForm({})

    assert {field: errors[0] for field, errors in form.errors.items()} == {
        "name": "Write your name.",
        "address": "Write your e-mail address.",
        "message": "Write what you want to ask or say.",
    }


def test_form_catches_machines_that_fill_in_everything():
    form = EnquiryForm({**WRITTEN, "homepage": "https://spam.example"})

    assert form.is_valid()
    assert form.is_from_a_machine

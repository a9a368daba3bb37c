"""The form for following."""

from samspill.mailings.forms import FollowForm


def test_the_form_asks_for_one_address():
    form = FollowForm({"address": " Kari@Kommune.example "})

    assert form.is_valid()
    assert form.cleaned_data["address"] == "Kari@kommune.example"
    assert not form.is_from_a_machine


def test_a_machine_gives_itself_away():
    form = FollowForm({"address": "kari@kommune.example", "homepage": "https://win.example"})

    assert form.is_valid()
    assert form.is_from_a_machine


def test_an_impossible_address_is_answered_with_a_sentence():
    form = FollowForm({"address": "kari@kommune"})

    assert not form.is_valid()
    assert form.errors["address"][0].startswith("Write the whole domain")


def test_a_missing_address_is_asked_for():
    assert FollowForm({}).errors["address"] == ["Write your e-mail address."]

"""What is set up wrongly is told before the site starts."""

import json

import pytest
from django.core.exceptions import ImproperlyConfigured

from samspill.accounts.middleware import SessionsSeen
from samspill.accounts.oidc import configuration

GOOD = {
    "id": "idporten",
    "name": "ID-porten",
    "issuer": "https://idporten.example",
    "client_id": "samspill",
    "client_secret": "secret",
}


@pytest.fixture(autouse=True)
def _afresh():
    configuration._read.cache_clear()
    yield
    configuration._read.cache_clear()


def test_a_file_will_do_too(settings, tmp_path):
    (tmp_path / "oidc.json").write_text(json.dumps([GOOD]))
    settings.OIDC = str(tmp_path / "oidc.json")

    assert [each.name for each in configuration.providers()] == ["ID-porten"]
    assert configuration.providers()[0].discovery_url == (
        "https://idporten.example/.well-known/openid-configuration"
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"issuer": "http://idporten.example"}, "https"),
        ({"issuer": "https://me:secret@idporten.example"}, "https"),
        ({"discovery": "http://idporten.example/x"}, "https"),
        ({"id": "ID Porten"}, "a–z"),
        ({"name": ""}, "name missing"),
        ({"client_id": None}, "client_id missing"),
        ({"algorithms": ["HS256"]}, "algorithms"),
        ({"algorithms": ["none"]}, "algorithms"),
        ({"algorithms": []}, "algorithms"),
        ({"scopes": ["profile"]}, "openid"),
        ({"acr": "high"}, "acr is a list"),
        ({"second_factor": "yes"}, "second_factor is a bool"),
        ({"second_factor": True}, "second_factor needs acr"),
        ({"client_secret": ""}, "either"),
        ({"private_key": "PEM"}, "either"),
        ({"assertion_audience": "everybody"}, "assertion_audience"),
        ({"acr_value": ["high"]}, "unknown acr_value"),
    ],
)
def test_what_would_be_unsafe_stops_the_site(settings, change, why):
    settings.OIDC = json.dumps([{**GOOD, **change}])

    with pytest.raises(ImproperlyConfigured, match=why):
        SessionsSeen(lambda request: None)


@pytest.mark.parametrize(
    "written", ["[", "[1]", '["a"]', "/nowhere/oidc.json", json.dumps([GOOD, GOOD])]
)
def test_what_is_no_list_of_services_stops_the_site(settings, written):
    settings.OIDC = written

    with pytest.raises(ImproperlyConfigured, match="SAMSPILL_OIDC"):
        SessionsSeen(lambda request: None)


def test_nothing_set_is_no_service(settings):
    settings.OIDC = ""

    assert configuration.providers() == ()

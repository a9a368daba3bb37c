"""A sign-in service in a process of its own, and the steps that a browser takes between it and us."""

import json
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation

from samspill.accounts.models import Identity
from samspill.accounts.oidc import configuration
from samspill.accounts.tests.factories import PersonFactory
from tests.live import STRAIGHT, free_port
from tests.oidc.provider import CLIENT, PASSWORD

ROOT = Path(__file__).parents[2]
SUBJECT = "subject-of-kari"
#: Where there was no question, the browser says in which language to answer.
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def client():
    return Client(headers=ENGLISH)


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args):
        return None


BROWSER = urllib.request.build_opener(STRAIGHT, Stay)


@dataclass
class Provider:
    """The service, seen from the tests."""

    port: int

    @property
    def issuer(self):
        return f"http://localhost:{self.port}"

    def tell(self, **told):
        """Say what is wrong with it from now on; nothing, if nothing is said."""
        body = json.dumps(told).encode()
        BROWSER.open(urllib.request.Request(f"{self.issuer}/control", body), timeout=5).close()

    def misbehave(self, **wrong):
        self.tell(wrong=wrong)

    def seen(self, part):
        with BROWSER.open(f"{self.issuer}/seen", timeout=5) as answer:
            return [each for each in json.loads(answer.read()) if each["at"] == part]

    def visit(self, address):
        """Go there as a browser does, and return where it leads back to."""
        try:
            BROWSER.open(address, timeout=5)
        except urllib.error.HTTPError as answer:
            return answer.headers["Location"]
        raise AssertionError("It leads nowhere")


@pytest.fixture(scope="session")
def running():
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.oidc.provider", str(port)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == b"ready\n"
    yield Provider(port)
    process.terminate()
    process.communicate(timeout=10)


def described(provider, **more):
    """Write the setting for this service."""
    return {
        "id": "trust",
        "name": "Trustport",
        "issuer": provider.issuer,
        "client_id": CLIENT,
        "client_secret": PASSWORD,
        "acr": ["substantial", "high"],
        **more,
    }


@pytest.fixture
def provider(running, settings):
    running.tell()
    cache.clear()
    settings.OIDC_ON_LOCALHOST = True
    settings.OIDC = json.dumps([described(running)])
    yield running
    configuration._read.cache_clear()


@pytest.fixture
def kari(db):
    return PersonFactory(name="Kari", email="kari@people.example")


@pytest.fixture
def connected(kari, provider):
    return Identity.objects.create(
        person=kari, issuer=provider.issuer, subject=SUBJECT, connected_at="2026-11-01T00:00Z"
    )


def ask(client, name="sign_in_by_provider", **more):
    """Press the button; return where the page leads."""
    answer = client.post(reverse(name, args=["trust"]), more)
    assert answer.status_code == 200, answer.content.decode()[-3000:]
    return answer["Refresh"].removeprefix("0; url=")


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}"


def questions(address):
    return dict(parse_qsl(urlsplit(address).query))


def round_trip(client, provider, name="sign_in_by_provider", **more):
    """Go to the service and come back; return our answer."""
    back = provider.visit(ask(client, name, **more))
    with translation.override("en"):  # the address itself is in no language
        return client.get(path_of(back))

"""A receiver finds our signatures good, and those on changed mail bad."""

from base64 import b64encode

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from django.core.exceptions import ImproperlyConfigured

from samspill.outbox.dkim import signed
from samspill.outbox.envelopes import Template
from samspill.outbox.models import Message
from samspill.outbox.tasks import send_due
from samspill.outbox.tests.factories import a_list_letter, a_message, a_shift

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(scope="module")
def rsa_key():
    return generate_private_key(65537, 2048)


@pytest.fixture
def record(rsa_key, settings, tmp_path):
    return _set_up(rsa_key, settings, tmp_path)


def _set_up(key, settings, folder):
    """Let the site sign with a key, and return what stands in DNS."""
    path = folder / "dkim.pem"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    settings.DKIM_KEY = str(path)
    if isinstance(key, Ed25519PrivateKey):
        public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return b"v=DKIM1; k=ed25519; p=" + b64encode(public)
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + b64encode(public)


def is_good(content, record):
    asked = []

    def dns(name, timeout=5):
        asked.append(name)
        return record

    good = dkim.verify(content, dnsfunc=dns)
    assert set(asked) <= {b"samspill._domainkey.samspill.example."}
    return good


def a_copy():
    a_list_letter(["kari@kommune.example"])
    message = Message.objects.get()
    return Template(message.wording).copy(
        message,
        {
            "unsubscribe": "https://samspill.example/x",
            "List-Unsubscribe": "https://samspill.example/x",
        },
    )


def test_our_signature_is_good(record):
    content = signed(a_copy())

    assert is_good(content, record)
    assert b"list-unsubscribe:list-unsubscribe-post" in content.split(b"\r\n bh=")[0]


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"Utslippsfri", b"Utslippsfull"),
        (b"/x", b"/y"),
        (b"Subject: ", b"Subject: other\r\nSubject: "),
        (b"From: ", b"From: Somebody <else@samspill.example>\r\nFrom: "),
        (b"One-Click", b"Two-Clicks"),
    ],
)
def test_a_changed_mail_has_no_good_signature(record, was, becomes):
    content = signed(a_copy())
    assert was in content

    assert not is_good(content.replace(was, becomes), record)


def test_folding_and_spaces_on_the_way_do_no_harm(record):
    content = signed(a_copy()).replace(b"\r\nTo: ", b"\r\nTO:\r\n   ", 1)

    assert is_good(content, record)


def test_what_is_sent_is_signed_the_same_at_every_attempt(office, clock, record):
    office.answers["kari@kommune.example"] = ["hang up"]
    a_message()
    send_due(a_shift())
    clock.shift(120)
    send_due(a_shift())

    first, second = (content for _to, content in office.kept)
    assert first == second
    assert is_good(first, record)


def test_without_a_key_nothing_is_signed(office):
    a_message()
    send_due(a_shift())

    assert b"DKIM-Signature" not in office.kept[0][1]


def test_a_key_that_cannot_be_read_is_told_and_the_mail_waits(office, settings, caplog):
    settings.DKIM_KEY = "/nowhere/dkim.pem"
    a_message()
    send_due(a_shift())

    assert office.kept == []
    assert "SAMSPILL_DKIM_KEY" in Message.objects.get().last_error
    with pytest.raises(ImproperlyConfigured):
        signed(b"")

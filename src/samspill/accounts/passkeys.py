"""Passkeys (WebAuthn): what is asked of the browser, and what is checked of its answer.

Challenges and answers belong to this site's own address, as it is known from its settings; whatever
a request says of its host is never asked.
"""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext as _
from fido2.server import Fido2Server
from fido2.utils import websafe_decode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from samspill.accounts.models import Person
from samspill.accounts.queries import Type, authenticators, person_called
from samspill.core.errors import NotPossible

MOST_CHARACTERS = 20_000
#: What fido2 raises where an answer is not what it should be, or no answer at all.
_MISSHAPEN = (TypeError, ValueError, KeyError, AttributeError, AssertionError, NotImplementedError)

Options = Mapping[str, Any]
State = Mapping[str, Any]


def ask_to_add(person: Person) -> tuple[Options, State]:
    """Return what a browser needs to make a passkey, and what its answer is checked by."""
    who = PublicKeyCredentialUserEntity(
        name=person.email, id=str(person.pk).encode(), display_name=str(person)
    )
    options, state = _server().register_begin(
        user=who,
        credentials=[key for _row, key in _keys_of(person)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), state


def added(answer: str, state: State | None) -> Mapping[str, Any]:
    """Check the browser's answer, and return what is to be kept of it.

    :raises NotPossible: it is not an answer to what was asked here.
    """
    answered = _read(answer)
    try:
        RegistrationResponse.from_dict(answered)
        _server().register_complete(state or {}, answered)
    except _MISSHAPEN as error:
        raise _refusal() from error
    return answered


def ask_to_use(person: Person | None = None) -> tuple[Options, State]:
    """Return what a browser needs to use a passkey: anybody's, or one of a person's own."""
    options, state = _server().authenticate_begin(
        credentials=[key for _row, key in _keys_of(person)] if person else [],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), state


def claimed(answer: str) -> str:
    """Return which passkey an answer claims to be from, for counting tries of it.

    :raises NotPossible: it is not an answer of a browser.
    """
    return str(_read(answer).get("id", ""))[:60]


def used(answer: str, state: State | None, person: Person | None = None) -> Authenticator:
    """Check the browser's answer, and return the passkey that was used.

    :raises NotPossible: it is not an answer to what was asked here, or the passkey is not known.
    """
    answered = _read(answer)
    try:
        response = AuthenticationResponse.from_dict(answered)
        owner = person or person_called(_owner(answered))
        known = _keys_of(owner) if owner else []
        key = _server().authenticate_complete(state or {}, [each for _row, each in known], answered)
    except _MISSHAPEN as error:
        raise _refusal() from error
    rows = [row for row, each in known if each.credential_id == key.credential_id]
    if not rows or response.raw_id != key.credential_id:
        raise _refusal()
    return rows[0]


def _owner(answered: Mapping[str, Any]) -> str:
    return websafe_decode(answered["response"]["userHandle"]).decode()


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > MOST_CHARACTERS:
        raise _refusal()
    try:
        answered = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise _refusal() from error
    if not isinstance(answered, dict):
        raise _refusal()
    return answered


def _refusal() -> NotPossible:
    return NotPossible(_("The passkey could not be used here. Please try again."))


def _keys_of(person: Person) -> list[tuple[Authenticator, AttestedCredentialData]]:
    rows = authenticators(person, Type.WEBAUTHN)
    return [(row, _wrapped(row).authenticator_data.credential_data) for row in rows]


def _wrapped(row: Any) -> Any:
    return row.wrap()


def _server() -> Fido2Server:
    site = urlsplit(settings.SITE_URL)
    ours = PublicKeyCredentialRpEntity(name=settings.SITE_NAME, id=site.hostname)
    return Fido2Server(ours, verify_origin=lambda origin: origin == settings.SITE_URL)

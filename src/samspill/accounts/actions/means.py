"""By what a person signs in: choosing it, using it, taking it away."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from samspill.accounts import emails, rules
from samspill.accounts.actions.people import forget_sessions
from samspill.accounts.choices import Means
from samspill.accounts.models import Identity, Person
from samspill.accounts.queries import Type, authenticators, find_identity, means_of
from samspill.audit.actions import record
from samspill.core.errors import NotPossible
from samspill.core.limits import count
from samspill.core.sealing import unseal

PERIOD = 30
#: A clock that is half a minute wrong is forgiven.
TOLERANCE = 1


def is_code_of_app(secret: str, code: str, *, at: datetime) -> int | None:
    """Return the period of the code, if it is one that the app shows now."""
    now = int(at.timestamp()) // PERIOD
    for counter in range(now - TOLERANCE, now + TOLERANCE + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))):
            return counter
    return None


@transaction.atomic
def use_second_step(person: Person, code: str, *, at: datetime) -> tuple[Means, Authenticator]:
    """Take a code of the authenticator app, or a recovery code, once.

    :raises NotPossible: it is neither, or has been used.
    """
    for each in authenticators(person, Type.TOTP):
        counter = is_code_of_app(unseal(each.data["secret"]), code, at=at)
        is_first = counter is not None and _is_first(each, counter, at=at)
        if is_first:
            return Means.APP, _used(each, at=at)
    for each in authenticators(person, Type.RECOVERY_CODES):
        if RecoveryCodes(each).validate_code(code):
            record("accounts.recovery_code_used", person, by=person, at=at)
            _tell(person, gettext_noop("A recovery code was used to sign in."), at=at)
            return Means.RECOVERY_CODE, _used(each, at=at)
    raise NotPossible(
        _(
            "This is not the code that the app shows now, nor an unused recovery code."
            " Wait for the app's next code, and write that."
        )
    )


def _is_first(app: Authenticator, counter: int, *, at: datetime) -> bool:
    window = timedelta(hours=1)
    return count(f"accounts.once:app:{app.pk}:{counter}", at=at, window=window) == 1


def _used(authenticator: Authenticator, *, at: datetime) -> Authenticator:
    Authenticator.objects.filter(pk=authenticator.pk).update(last_used_at=at)
    return authenticator


@transaction.atomic
def passkey_used(passkey: Authenticator, *, at: datetime) -> None:
    """Note that a passkey was used."""
    _used(passkey, at=at)


@transaction.atomic
def add_app(person: Person, secret: str, code: str, *, at: datetime) -> None:
    """Take an authenticator app into use, once it has shown that it knows the key.

    :raises NotPossible: the code is not the app's, or there is an app already.
    """
    if (counter := is_code_of_app(secret, code, at=at)) is None:
        raise NotPossible(
            _("This is not the code that the app shows now. Check the key, and the phone's clock.")
        )
    try:
        with transaction.atomic():
            app = TOTP.activate(person, secret).instance
    except IntegrityError as error:
        raise NotPossible(_("You have an authenticator app already.")) from error
    _is_first(app, counter, at=at)
    record("accounts.app_added", person, by=person, at=at)
    _tell(person, gettext_noop("An authenticator app was added to your account."), at=at)


@transaction.atomic
def remove_app(person: Person, *, keep: str | None, at: datetime) -> None:
    """Take the authenticator app away; every other session ends.

    :raises NotPossible: there is none.
    """
    if not authenticators(person, Type.TOTP).delete()[0]:
        raise NotPossible(_("You have no authenticator app."))
    record("accounts.app_removed", person, by=person, at=at)
    _tell(person, gettext_noop("The authenticator app was removed from your account."), at=at)
    _after_removing(person, keep=keep, at=at)


@transaction.atomic
def add_passkey(person: Person, credential: Mapping[str, Any], name: str, *, at: datetime) -> None:
    """Keep a passkey under a name that its owner knows it by."""
    Authenticator.objects.create(
        user=person,
        type=Type.WEBAUTHN,
        data={"name": name, "credential": dict(credential)},
        created_at=at,
    )
    record("accounts.passkey_added", person, by=person, at=at)
    _tell(person, gettext_noop("A passkey was added to your account."), at=at)


@transaction.atomic
def rename_passkey(person: Person, pk: int, name: str, *, at: datetime) -> None:
    """Give a passkey another name.

    :raises NotPossible: it has been removed.
    """
    passkey = authenticators(person, Type.WEBAUTHN).select_for_update().filter(pk=pk).first()
    if passkey is None:
        raise NotPossible(_("This passkey has been removed."))
    passkey.data = {**passkey.data, "name": name}
    passkey.save(update_fields=["data"])
    record("accounts.passkey_renamed", person, by=person, at=at)


@transaction.atomic
def remove_passkey(person: Person, pk: int, *, keep: str | None, at: datetime) -> None:
    """Take a passkey away; every other session ends.

    :raises NotPossible: it has been removed already.
    """
    if not authenticators(person, Type.WEBAUTHN).filter(pk=pk).delete()[0]:
        raise NotPossible(_("This passkey has been removed."))
    record("accounts.passkey_removed", person, by=person, at=at)
    _tell(person, gettext_noop("A passkey was removed from your account."), at=at)
    _after_removing(person, keep=keep, at=at)


@transaction.atomic
def make_recovery_codes(person: Person, *, at: datetime) -> list[str]:
    """Make new recovery codes, which are shown once; the old ones work no more.

    :raises NotPossible: there is nothing that they would stand in for.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    if not means_of(person).has_second_step:
        raise NotPossible(_("Set up an authenticator app or a passkey first."))
    authenticators(person, Type.RECOVERY_CODES).delete()
    codes: list[str] = RecoveryCodes.activate(person).generate_codes()
    record("accounts.recovery_codes_made", person, by=person, at=at)
    _tell(person, gettext_noop("New recovery codes were made for your account."), at=at)
    return codes


@transaction.atomic
def choose_password(person: Person, password: str, *, keep: str | None, at: datetime) -> None:
    """Give a person a password beside their second step; every other session ends.

    :raises NotPossible: there is no second step, or the password is too easily guessed.
    """
    rules.check_may_have_password(means_of(person))
    try:
        password_validation.validate_password(password, person)
    except ValidationError as error:
        raise NotPossible(" ".join(error.messages)) from error
    person.set_password(password)
    person.save(update_fields=["password"])
    forget_sessions(person, keep=keep)
    record("accounts.password_chosen", person, by=person, at=at)
    _tell(person, gettext_noop("A password was chosen for your account."), at=at)


@transaction.atomic
def remove_password(person: Person, *, keep: str | None, at: datetime) -> None:
    """Take the password away; every other session ends.

    :raises NotPossible: there is none.
    """
    if not person.has_usable_password():
        raise NotPossible(_("You have no password."))
    _forget_password(person)
    forget_sessions(person, keep=keep)
    record("accounts.password_removed", person, by=person, at=at)
    _tell(person, gettext_noop("The password was removed from your account."), at=at)


@transaction.atomic
def connect_identity(
    person: Person, *, issuer: str, subject: str, provider: str, at: datetime
) -> Identity:
    """Let a person sign in by who they are at a sign-in service.

    :raises NotPossible: somebody else does, or the person has another identity there.
    """
    if (found := find_identity(issuer, subject)) and found.person_id == person.pk:
        return found
    try:
        with transaction.atomic():
            identity = Identity.objects.create(
                person=person, issuer=issuer, subject=subject, connected_at=at
            )
    except IntegrityError as error:
        raise NotPossible(
            _("This cannot be connected: it, or your account, is connected already.")
        ) from error
    record("accounts.identity_connected", person, by=person, at=at, provider=provider)
    _tell(person, gettext_noop("A sign-in service was connected to your account."), at=at)
    return identity


@transaction.atomic
def disconnect_identity(person: Person, pk: int, *, keep: str | None, at: datetime) -> None:
    """Take a sign-in service away; every other session ends.

    :raises NotPossible: it has been taken away already.
    """
    if not person.identities.filter(pk=pk).delete()[0]:
        raise NotPossible(_("This is not connected any more."))
    record("accounts.identity_disconnected", person, by=person, at=at)
    _tell(person, gettext_noop("A sign-in service was removed from your account."), at=at)
    forget_sessions(person, keep=keep)


def _after_removing(person: Person, *, keep: str | None, at: datetime) -> None:
    """Take with the last second step what is nothing without it, and end the other sessions."""
    if not means_of(person).has_second_step:
        authenticators(person, Type.RECOVERY_CODES).delete()
        if person.has_usable_password():
            _forget_password(person)
            record("accounts.password_removed", person, by=person, at=at)
    forget_sessions(person, keep=keep)


def _forget_password(person: Person) -> None:
    person.set_unusable_password()
    person.save(update_fields=["password"])


def _tell(person: Person, what: str, *, at: datetime) -> None:
    emails.means_changed(person.email, what, language=person.language, at=at)

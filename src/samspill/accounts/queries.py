"""What the rest asks about people, and about how they sign in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db.models import Q, QuerySet

from samspill.accounts.models import Identity, OpenSession, Person
from samspill.core.email_addresses import for_sending

Type = Authenticator.Type


@dataclass(frozen=True)
class Passkey:
    """A passkey, as its owner knows it."""

    pk: int
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class MeansOfSigningIn:
    """By what a person can sign in, beside the code that is always sent by e-mail."""

    has_password: bool
    has_app: bool
    passkeys: Sequence[Passkey]
    recovery_codes_left: int
    identities: Sequence[Identity]

    @property
    def has_second_step(self) -> bool:
        """Tell whether there is something to prove beside the mailbox."""
        return self.has_app or bool(self.passkeys)


def find_person(address: str) -> Person | None:
    """Find who may sign in with a cleaned address."""
    account = find_account(address)
    return account if account and account.is_active else None


def find_account(address: str) -> Person | None:
    """Find whose account a cleaned address is, whether it is open or closed."""
    same = Q(email__iexact=address) | Q(email__iexact=for_sending(address))
    return Person.objects.filter(same).order_by("-is_active", "pk").first()


def person_called(reference: str) -> Person | None:
    """Find the active person behind the reference that a passkey keeps."""
    if not reference.isascii() or not reference.isdigit():
        return None
    return Person.objects.filter(pk=int(reference[:18]), is_active=True).first()


def means_of(person: Person) -> MeansOfSigningIn:
    """Tell by what a person can sign in."""
    held = list(Authenticator.objects.filter(user_id=person.pk).order_by("created_at", "pk"))
    codes = next((each for each in held if each.type == Type.RECOVERY_CODES), None)
    return MeansOfSigningIn(
        has_password=person.has_usable_password(),
        has_app=any(each.type == Type.TOTP for each in held),
        passkeys=[
            Passkey(each.pk, each.data["name"], each.created_at, each.last_used_at)
            for each in held
            if each.type == Type.WEBAUTHN
        ],
        recovery_codes_left=len(RecoveryCodes(codes).get_unused_codes()) if codes else 0,
        identities=list(person.identities.order_by("connected_at", "pk")),
    )


def has_second_step(person: Person) -> bool:
    """Tell whether a person has an authenticator app or a passkey."""
    return authenticators(person, Type.TOTP, Type.WEBAUTHN).exists()


def with_second_step(people: Collection[int]) -> frozenset[int]:
    """Tell which of these people have an authenticator app or a passkey, in one query."""
    held = Authenticator.objects.filter(user__in=people, type__in=(Type.TOTP, Type.WEBAUTHN))
    return frozenset(held.values_list("user_id", flat=True))


def authenticators(person: Person, *types: str) -> QuerySet[Authenticator]:
    """List what a person has of some kinds of second step."""
    found: QuerySet[Authenticator] = Authenticator.objects.filter(user_id=person.pk, type__in=types)
    return found.order_by("pk")


def find_passkey(person: Person, pk: int) -> Passkey | None:
    """Find one of a person's own passkeys."""
    return next((each for each in means_of(person).passkeys if each.pk == pk), None)


def find_identity(issuer: str, subject: str) -> Identity | None:
    """Find whose a subject at an issuer is."""
    found = Identity.objects.filter(issuer=issuer, subject=subject)
    return found.select_related("person").first()


def sessions_of(person: Person, *, at: datetime) -> Sequence[OpenSession]:
    """List where a person is signed in, the last seen first."""
    alive = person.open_sessions.filter(session__expire_date__gt=at)
    return list(alive.order_by("-seen_at", "-pk"))


def session_opened(key: str | None) -> OpenSession | None:
    """Find what is shown about a session."""
    return OpenSession.objects.filter(session_id=key).first() if key else None

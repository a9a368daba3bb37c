"""People who sign in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from samspill.accounts.choices import Browser, Means, System
from samspill.accounts.personal import IDENTITY, OPEN_SESSION, PERSON
from samspill.core.capacity import Capacity
from samspill.core.languages import LANGUAGES


class PersonManager(BaseUserManager["Person"]):
    """Make people."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "Person":
        """Add somebody; without a password they sign in by a code sent to their address."""
        person = self.model(email=self.normalize_email(email), **more)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. They act for organisations in roles; alone they may do nothing.

    ``warned_at`` is when we wrote to them that an account that nobody uses will be erased. Of who
    has been erased a nameless row stays, to which the audit trail refers.
    """

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()), default="nb")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    warned_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    #: Counts how often every session of this person has been ended; a session knows its number.
    session_epoch = models.PositiveIntegerField(default=0)

    PERSONAL, BELONGS_TO = PERSON.personal, PERSON.belongs_to

    #: For whom, and in which role, the person acts in this request: no column.
    capacity: Capacity | None = None

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="person_email_once")]

    def __str__(self) -> str:
        return self.name or self.email

    def has_usable_password(self) -> bool:
        """Tell whether a password has been chosen: an empty field is none."""
        return bool(self.password) and super().has_usable_password()

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Bind sessions to the password and to the epoch: a change of either ends them all."""
        return salted_hmac(
            "samspill.accounts.session",
            f"{self.session_epoch}:{self.password}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()


class Identity(models.Model):
    """Who somebody is at a sign-in service: its issuer and its own subject, and never an address.

    Addresses are given to others when people leave, and some services let people write their own.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    connected_at = models.DateTimeField()

    PERSONAL, BELONGS_TO = IDENTITY.personal, IDENTITY.belongs_to
    NOT_PERSONAL = {"issuer"}

    class Meta:
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_once"),
            models.UniqueConstraint(fields=["person", "issuer"], name="identity_once_per_issuer"),
        ]

    def __str__(self) -> str:
        return f"{self.person} at {self.issuer}"


class OpenSession(models.Model):
    """Somewhere a person is signed in, in words that they know it by. It goes with its session."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="opened")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="open_sessions")
    means = models.CharField(max_length=13, choices=Means)
    browser = models.CharField(max_length=8, choices=Browser)
    system = models.CharField(max_length=8, choices=System)
    network = models.CharField(max_length=60)
    #: The session's number at the sign-in service, which ends it here when it ends there.
    provider_session = models.CharField(max_length=255, blank=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    PERSONAL, BELONGS_TO = OPEN_SESSION.personal, OPEN_SESSION.belongs_to

    def __str__(self) -> str:
        return f"{self.person} since {self.started_at:%Y-%m-%d %H:%M}"


#: Whoever reads a page.
Reader = Person | AnonymousUser

"""People who sign in."""

import secrets
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat, Lower
from django.utils.translation import gettext_lazy as _

from samspill.core.capacity import Capacity
from samspill.core.languages import LANGUAGES
from samspill.core.personal import ACCOUNT_ENDS, EMPTIED, Becomes, Belongs, Held, To


def _nobodys_address(_at: datetime) -> Concat:
    """Compute an address that mail never reaches: there must be one, and each is there once."""
    return Concat(Value("erased-"), Cast("pk", CharField()), Value("@erased.invalid"))


def _no_password(_at: datetime) -> str:
    return f"!{secrets.token_urlsafe(30)}"


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

    PERSONAL = {
        "email": Held(
            purpose="Signing in, and mail about one's own work",
            until=ACCOUNT_ENDS,
            at_erasure=Becomes("An address that belongs to nobody", _nobodys_address),
        ),
        "name": Held(purpose="Showing who does what", until=ACCOUNT_ENDS, at_erasure=EMPTIED),
        "language": Held(
            purpose="Writing in the reader's language", until=ACCOUNT_ENDS, at_erasure=EMPTIED
        ),
        "password": Held(
            purpose="Signing in, where one has been chosen",
            until=ACCOUNT_ENDS,
            at_erasure=Becomes("One that opens nothing", _no_password),
            hidden="A secret",
        ),
        "is_active": Held(
            purpose="Whether one may sign in",
            until=ACCOUNT_ENDS,
            at_erasure=Becomes("No", lambda _at: False),
        ),
        "last_login": Held(
            purpose="Knowing whether anybody uses the account",
            until=ACCOUNT_ENDS,
            at_erasure=EMPTIED,
        ),
        "warned_at": Held(
            purpose="Erasing no account without notice", until=ACCOUNT_ENDS, at_erasure=EMPTIED
        ),
        "erased_at": Held(
            purpose="Knowing that the person has been erased",
            until=ACCOUNT_ENDS,
            at_erasure=Becomes("The moment of it", lambda at: at),
            hidden="Empty as long as there is somebody to show it to",
        ),
    }
    BELONGS_TO = (
        Belongs(
            to=To.ACCOUNT,
            path="pk",
            heading=_("Your account"),
            shows={
                "name": _("Name"),
                "email": _("E-mail address"),
                "language": _("Language"),
                "is_active": _("May sign in"),
                "joined_at": _("Since"),
                "last_login": _("Last signed in"),
                "warned_at": _("When we wrote that nobody uses the account"),
            },
        ),
    )

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


#: Whoever reads a page.
Reader = Person | AnonymousUser

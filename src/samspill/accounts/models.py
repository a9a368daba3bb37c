"""People who sign in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models.functions import Lower

from samspill.core.capacity import Capacity
from samspill.core.languages import LANGUAGES
from samspill.core.personal import Held

#: Until when personal data of an account is held.
ACCOUNT_ENDS = "The account is deleted"


class PersonManager(BaseUserManager["Person"]):
    """Make people."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "Person":
        """Add somebody; without a password they sign in by a code sent to their address."""
        person = self.model(email=self.normalize_email(email), **more)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. They act for organisations in roles; alone they may do nothing."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()), default="nb")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    PERSONAL = {
        "email": Held(purpose="Signing in, and mail about one's own work", until=ACCOUNT_ENDS),
        "name": Held(purpose="Showing who does what", until=ACCOUNT_ENDS),
        "language": Held(purpose="Writing in the reader's language", until=ACCOUNT_ENDS),
        "password": Held(purpose="Signing in, where one has been chosen", until=ACCOUNT_ENDS),
    }

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

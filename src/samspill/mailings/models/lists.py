"""Interest lists: who follows what by e-mail, and how we know that they want to."""

from typing import Any

from django.db import models
from django.db.models import Q

from samspill.core.languages import LANGUAGES
from samspill.core.translated import TranslatedField
from samspill.mailings.choices import (
    Channel,
    ConsentEvent,
    Purpose,
    Rhythm,
    SubscriptionStatus,
    consent_wording,
)
from samspill.mailings.personal import (
    ASKED_MAIL,
    CONSENT,
    SILENCE,
    SUBSCRIBER,
    SUBSCRIPTION,
)


class InterestList(models.Model):
    """Those who follow an initiative, a programme or a theme by e-mail.

    ``title`` is kept by the owner's own actions, in the transaction that changes the owner's.
    ``controller`` is the organisation that answers for the addresses (GDPR article 4 (7)).
    """

    key = models.CharField(max_length=120, unique=True)
    title = TranslatedField()
    controller = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True, blank=True)

    NOT_PERSONAL = {"key", "controller"}

    def __str__(self) -> str:
        return str(self.title)

    @property
    def consent(self) -> str:
        """What a follower agrees to, in the active language: to be shown by every form for it."""
        return consent_wording(self.key, str(self.title), self.controller)


class Subscriber(models.Model):
    """An address that follows something. Deleted on request; what proves consent stays apart.

    ``address_key`` is a keyed HMAC of the folded address: it finds the address in the consent
    record and in the list of those who want no mail, without showing it.

    ``told_through`` is empty for whoever is told at once. For everybody else, whoever has chosen a
    digest or a pause, it is the newest happening that they have been told of: what comes after it
    stands in their next digest, so that everything is told once and nothing is lost. Whoever wants
    to hear at once again has been told of all up to ``told_before``: of what comes after it they
    are told by mails of its own, also where those are still being addressed.
    """

    address = models.EmailField(max_length=254)
    address_key = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    rhythm = models.CharField(max_length=7, choices=Rhythm, default=Rhythm.AT_ONCE)
    paused_until_on = models.DateField(null=True, blank=True)
    told_through = models.PositiveBigIntegerField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    told_before = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()

    PERSONAL, BELONGS_TO = SUBSCRIBER.personal, SUBSCRIBER.belongs_to

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm=Rhythm.AT_ONCE) | Q(told_through__isnull=False),
                name="subscriber_of_digests_has_a_mark",
            ),
            models.CheckConstraint(
                condition=Q(told_through=None) | Q(told_on__isnull=False),
                name="subscriber_mark_has_its_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["rhythm", "told_on"],
                name="subscriber_of_digests",
                condition=Q(told_through__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.address


class Subscription(models.Model):
    """One address on one list."""

    interest_list = models.ForeignKey(
        InterestList, on_delete=models.PROTECT, related_name="subscriptions"
    )
    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="subscriptions"
    )
    status = models.CharField(max_length=10, choices=SubscriptionStatus)
    handle = models.CharField(max_length=43, unique=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    PERSONAL, BELONGS_TO = SUBSCRIPTION.personal, SUBSCRIPTION.belongs_to

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["interest_list", "subscriber"], name="subscription_once_per_list"
            ),
            models.CheckConstraint(
                condition=~Q(status=SubscriptionStatus.CONFIRMED) | Q(confirmed_at__isnull=False),
                name="subscription_confirmed_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} · {self.interest_list}"


class ConfirmationToken(models.Model):
    """The right to confirm one subscription once. Only the hash of the link's secret is kept."""

    digest = models.CharField(max_length=64, unique=True)
    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="confirmation_tokens"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    NOT_PERSONAL = {"digest"}

    def __str__(self) -> str:
        return f"{self.digest[:8]}… until {self.expires_at:%Y-%m-%d}"


class AskedMail(models.Model):
    """When an address was last sent a mail that nobody there may have asked for: one an hour.

    The row is claimed by a conditional update, so that no two requests at once both send. It shows
    no address, and is forgotten after a day.
    """

    address_key = models.CharField(max_length=64, unique=True)
    mailed_at = models.DateTimeField()

    PERSONAL, BELONGS_TO = ASKED_MAIL.personal, ASKED_MAIL.belongs_to

    def __str__(self) -> str:
        return f"{self.address_key[:16]} {self.mailed_at:%Y-%m-%d %H:%M}"


class Silence(models.Model):
    """An address whose reader wants no more mail, whoever types it in. Shows no address."""

    address_key = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()

    PERSONAL, BELONGS_TO = SILENCE.personal, SILENCE.belongs_to

    def __str__(self) -> str:
        return f"{self.address_key[:16]} {self.since:%Y-%m-%d}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents, which are added, and deleted by rule, and never changed."""

    def update(self, **_changes: object) -> int:
        """Refuse to change proof.

        :raises TypeError: always.
        """
        raise TypeError("What happened to a consent is never changed")


class Consent(models.Model):
    """One event in the life of a consent (GDPR article 7 (1)). Rows are only ever added.

    No foreign keys: the proof outlives the address it is about. ``basis`` tells by which right an
    address was taken over from an older list.
    """

    address_key = models.CharField(max_length=64, db_index=True)
    list_key = models.CharField(max_length=120)
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.NEWS)
    event = models.CharField(max_length=10, choices=ConsentEvent)
    wording = models.TextField(blank=True)
    wording_version = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    channel = models.CharField(max_length=10, choices=Channel)
    controller = models.CharField(max_length=200)
    basis = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    PERSONAL, BELONGS_TO = CONSENT.personal, CONSENT.belongs_to
    NOT_PERSONAL = {"list_key", "wording", "wording_version", "controller", "basis"}

    objects = ConsentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.list_key} {self.event} {self.at:%Y-%m-%d}"

    def save(self, **options: Any) -> None:
        """Add a row.

        :raises TypeError: it has been added already.
        """
        if self.pk is not None:
            raise TypeError("What happened to a consent is never changed")
        super().save(**options)

"""E-mail that has been written, waits to be sent, or has been sent."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Self

from django.db import connections, models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from samspill.core.languages import LANGUAGES, NEAREST, known
from samspill.core.models import Lease
from samspill.core.personal import EMPTIED, GONE, Becomes, Belongs, Effect, Group, Held, To, Until
from samspill.outbox.choices import Cause
from samspill.outbox.personal import SUPPRESSION

#: Until when what was sent to somebody is held.
LETTER_GOES = Until(
    "Ninety days after it was sent, or the address is erased", tasks=("outbox.forget_settled",)
)
_LEADS_NOWHERE = Becomes(
    "Emptied; a letter to one person, or with one person's words, is deleted", lambda _at: {}
)
_SHOWN = Held(purpose="Showing what was sent", until=LETTER_GOES, at_erasure=GONE)


#: A letter that one person gets.
TO_ONE = {"is_for_list": False}


class Letter(models.Model):
    """What is said: frozen, in each of its languages, when somebody approves it.

    ``kind`` names the callable, wired in by the worker, which decides at sending whether a
    receiver still has the right to it and what is personal in their copy. A letter for a list is
    never sent without that callable. ``about_key`` is the keyed digest of an address whose owner's
    words the letter hands on: it goes when they are erased. ``addressed_up_to`` stands while the
    worker addresses the copies of a long list, part by part: the last receiver who has theirs.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True)
    is_for_list = models.BooleanField(default=False)
    about_key = models.CharField(max_length=64, blank=True, db_index=True)
    headers = models.JSONField(default=dict)
    written_at = models.DateTimeField()
    addressed_up_to = models.BigIntegerField(null=True, blank=True)

    PERSONAL = {
        "headers": Held(
            purpose="Leading answers to who asked or wrote",
            until=LETTER_GOES,
            at_erasure=_LEADS_NOWHERE,
        ),
        "about_key": Held(
            purpose="Finding the letters that hand on somebody's words: a coded address",
            until=LETTER_GOES,
            at_erasure=EMPTIED,
            hidden="A coded address",
        ),
    }
    NOT_PERSONAL = {"kind", "key"}
    BELONGS_TO = (
        Belongs(to=To.ADDRESS, path="messages__to", only=TO_ONE, effect=Effect.ROW_GOES),
        Belongs(to=To.ADDRESS_KEY, path="about_key", effect=Effect.ROW_GOES),
        # What was sent to many stays as it was; only answers lead to nobody any more.
        Belongs(
            to=To.ADDRESS,
            path="headers__Reply-To",
            group=Group.LETTERS,
            heading=_("Letters whose answers come to you"),
            shows={"written_at": _("When"), "kind": _("Kind"), "headers": _("Answers go to")},
            only={"is_for_list": True},
        ),
    )

    def __str__(self) -> str:
        return self.key


class Wording(models.Model):
    """A letter in one language: subject, text and HTML, with marks where personal parts go."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="wordings")
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField()

    PERSONAL = {
        "subject": _SHOWN,
        "text": _SHOWN,
        "html": replace(_SHOWN, hidden="The same as the text"),
    }
    BELONGS_TO = (
        # Whom the words of somebody else went to is told what kind of letter it was, no more.
        Belongs(
            to=To.ADDRESS,
            path="letter__messages__to",
            group=Group.LETTERS,
            heading=_("What we wrote to you"),
            shows={"letter__written_at": _("When"), "subject": _("Subject"), "text": _("Text")},
            only={"letter__is_for_list": False, "letter__about_key": ""},
        ),
        Belongs(to=To.ADDRESS_KEY, path="letter__about_key"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "language"], name="wording_once_per_language")
        ]

    def __str__(self) -> str:
        return self.subject


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages, by where they stand."""

    def unsettled(self) -> Self:
        """Select what has neither been sent nor given up nor dropped."""
        return self.filter(sent_at=None, failed_at=None, dropped_at=None)

    def free(self, *, worker: str, at: datetime) -> Self:
        """Select what is due and held by no other living worker."""
        holder = Lease.objects.filter(worker=OuterRef("claimed_by"))
        return self.unsettled().filter(
            Q(claimed_by__in=["", worker]) | Q(claimed_until__lt=at) | ~Exists(holder),
            due_at__lte=at,
        )

    def insert_new(self, rows: Iterable[tuple[int | str | None, ...]]) -> None:
        """Add copies that nobody has yet: letter, address, language, reference, ID, two moments."""
        with connections[self.db].cursor() as cursor:
            cursor.executemany(
                'INSERT INTO outbox_message (letter_id, "to", language, reference, message_id,'
                " written_at, due_at, personal, claimed_by, attempts, last_error, soft_bounces)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s, '{}', '', 0, '', 0) ON CONFLICT DO NOTHING",
                list(rows),
            )

    def give_back(self) -> int:
        """Let go of what is held."""
        return self.unsettled().update(claimed_by="", claimed_until=None)

    def postpone(self, *, due_at: datetime, last_error: str) -> int:
        """Let go until later, without counting an attempt: the message was offered to nobody."""
        return self.unsettled().update(
            claimed_by="", claimed_until=None, due_at=due_at, last_error=last_error
        )

    def settle(self, **changes: object) -> int:
        """Note what became of an attempt, unless another worker knows better already."""
        return self.unsettled().update(
            claimed_by="", claimed_until=None, attempts=F("attempts") + 1, **changes
        )


class Message(models.Model):
    """One copy of a letter to one address. Its Message-ID stays the same through every attempt.

    ``personal`` holds what only the receiver may know, such as the secret of a link: it is emptied
    when the message has been settled. ``claimed_by`` is the worker that is sending it. What comes
    back after it was sent is noted beside that: returned for good, delayed, unwanted.
    """

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="messages")
    to = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    reference = models.CharField(max_length=120, blank=True)
    personal = models.JSONField(default=dict)
    message_id = models.CharField(max_length=200, unique=True)
    written_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=64, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    complained_at = models.DateTimeField(null=True, blank=True)
    soft_bounces = models.PositiveSmallIntegerField(default=0)
    soft_bounced_at = models.DateTimeField(null=True, blank=True)

    PERSONAL = {
        "to": Held(
            purpose="Sending the mail, and seeing that it went out",
            until=LETTER_GOES,
            at_erasure=GONE,
        ),
        "personal": Held(
            purpose="The receiver's own words and links",
            until=Until("It has been sent", deed="Sending"),
            at_erasure=GONE,
            hidden="Secrets of links, until the mail has been sent",
        ),
        "reference": Held(
            purpose="Finding the right to the mail: a key",
            until=LETTER_GOES,
            at_erasure=GONE,
            hidden="The key of a row",
        ),
        "last_error": Held(
            purpose="Finding out why it was not sent", until=LETTER_GOES, at_erasure=GONE
        ),
    }
    BELONGS_TO = (
        Belongs(
            to=To.ADDRESS,
            path="to",
            group=Group.LETTERS,
            heading=_("E-mails to you"),
            shows={
                "to": _("E-mail address"),
                "written_at": _("Written"),
                "sent_at": _("Sent"),
                "letter__kind": _("Kind"),
                "last_error": _("What the mail server said"),
            },
        ),
        Belongs(to=To.ADDRESS_KEY, path="letter__about_key"),
    )
    NOT_PERSONAL = {"message_id", "claimed_by"}

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "to"], name="message_once_per_address"),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="message_unsent",
                condition=Q(sent_at=None, failed_at=None, dropped_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.letter} → {self.to}"

    @property
    def wording(self) -> Wording:
        """The letter in the receiver's language, or in the nearest that it was written in."""
        written = {each.language: each for each in self.letter.wordings.all()}
        own = known(self.language)
        return next(written[code] for code in (own, *NEAREST[own]) if code in written)


class Suppression(models.Model):
    """An address that lists no longer write to. Shows no address.

    What somebody asks for themselves, such as a code for signing in, goes there all the same.
    """

    address_key = models.CharField(max_length=64, unique=True)
    cause = models.CharField(max_length=10, choices=Cause)
    status = models.CharField(max_length=12, blank=True)
    suppressed_at = models.DateTimeField()

    PERSONAL, BELONGS_TO = SUPPRESSION.personal, SUPPRESSION.belongs_to
    NOT_PERSONAL = {"status"}

    def __str__(self) -> str:
        return f"{self.address_key[:16]} {self.cause} {self.suppressed_at:%Y-%m-%d}"

"""Pictures and files, with what readers must know of them."""

from collections.abc import Collection
from typing import Self

from django.db import models
from django.db.models import Q

from samspill.core.translated import TranslatedField
from samspill.media.choices import (
    AttachmentKind,
    Licence,
    PictureFormat,
    RenditionFormat,
)
from samspill.media.personal import PICTURE

_NOT_WRITTEN = Q(alternative={})


class PictureQuerySet(models.QuerySet["Picture"]):
    """Pictures, by what one asks of them."""

    def visible_to(self, audiences: Collection[str]) -> Self:
        """Show the pictures kept for some audiences; the page says which ones a reader belongs to."""
        return self.filter(audience__in=audiences)


class Picture(models.Model):
    """A picture, made anew from what somebody uploaded.

    It has words for those who do not see it, or is said to be decoration: the table refuses what
    is neither. ``audience`` names whose library it is in; what readers may see is decided by the
    owner of the page on which it stands.
    """

    key = models.CharField(max_length=32, unique=True)
    audience = models.CharField(max_length=80, db_index=True)
    file = models.FileField(max_length=120)
    form = models.CharField(max_length=4, choices=PictureFormat)
    original_name = models.CharField(max_length=200, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    alternative = TranslatedField(blank=True)
    is_decorative = models.BooleanField(default=False)
    photographer = models.CharField(max_length=120, blank=True)
    licence = models.CharField(max_length=13, choices=Licence)
    focus_x = models.PositiveSmallIntegerField(default=50)
    focus_y = models.PositiveSmallIntegerField(default=50)
    uploaded_at = models.DateTimeField()

    PERSONAL, BELONGS_TO = PICTURE.personal, PICTURE.belongs_to
    NOT_PERSONAL = {"key", "audience", "file", "original_name"}

    objects = PictureQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(is_decorative=True) & _NOT_WRITTEN)
                | (Q(is_decorative=False) & ~_NOT_WRITTEN),
                name="picture_is_described_or_decorative",
            ),
            models.CheckConstraint(
                condition=Q(focus_x__lte=100, focus_y__lte=100), name="picture_focus_inside"
            ),
            models.CheckConstraint(
                condition=~Q(licence__in=["cc_by", "cc_by_sa"]) | ~Q(photographer=""),
                name="picture_licence_names_photographer",
            ),
        ]

    def __str__(self) -> str:
        return str(self.alternative) or self.original_name or self.key


class Rendition(models.Model):
    """A picture in one width and one form. Made by the worker; can always be made again."""

    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    form = models.CharField(max_length=4, choices=RenditionFormat)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    file = models.FileField(max_length=120)

    NOT_PERSONAL = {"file"}

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["picture", "form", "width"], name="rendition_once")
        ]

    def __str__(self) -> str:
        return f"{self.picture_id} {self.width} {self.form}"

    @property
    def name(self) -> str:
        """The last part of its address."""
        return f"{self.width}.{self.form}"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Files, by what one asks of them."""

    def visible_to(self, audiences: Collection[str]) -> Self:
        """Show the files kept for some audiences; the page says which ones a reader belongs to."""
        return self.filter(audience__in=audiences)


class Attachment(models.Model):
    """A PDF or office document that readers may take with them. It is never shown inside a page."""

    key = models.CharField(max_length=32, unique=True)
    audience = models.CharField(max_length=80, db_index=True)
    file = models.FileField(max_length=120)
    kind = models.CharField(max_length=4, choices=AttachmentKind)
    original_name = models.CharField(max_length=200, blank=True)
    title = TranslatedField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()

    NOT_PERSONAL = {"key", "audience", "file", "original_name", "digest"}

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(title={}), name="attachment_has_a_title"),
        ]

    def __str__(self) -> str:
        return str(self.title)

"""Every wording that a version has had, and from when to when readers were shown it."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery

from samspill.accounts.models import Person
from samspill.editorial.choices import SectionKind
from samspill.editorial.personal import REVISION, SECTION
from samspill.initiatives.models import Initiative
from samspill.media.models import Attachment, Picture
from samspill.organisations.models import Organisation, Role


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Wordings, by what one asks of them."""

    def live(self, *, at: datetime) -> Self:
        """Keep what readers are shown at a moment: of each version the newest that was published.

        Where that has been taken down since, nothing is shown; an older wording does not come back.
        """
        newest = Revision.objects.filter(version=OuterRef("version"), published_at__lte=at)
        return self.filter(
            Q(withdrawn_at=None) | Q(withdrawn_at__gt=at),
            pk=Subquery(newest.order_by("-published_at", "-number").values("pk")[:1]),
        )


class Revision(models.Model):
    """One wording of a version. It is written once and never changed, only published or taken down."""

    version = models.ForeignKey(
        "editorial.Version", on_delete=models.CASCADE, related_name="revisions"
    )
    number = models.PositiveIntegerField()
    kicker = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=160)
    lead = models.TextField(max_length=600, blank=True)
    byline = models.CharField(max_length=160, blank=True)
    byline_role = models.ForeignKey(
        Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="revisions"
    )
    caption = models.CharField(max_length=300, blank=True)
    word_count = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=200, blank=True)
    saved_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    saved_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    PERSONAL, BELONGS_TO = REVISION.personal, REVISION.belongs_to
    NOT_PERSONAL = {"kicker", "title", "lead", "note"}

    objects = RevisionQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["version", "published_at"], name="revision_by_moment")]
        constraints = [
            # Whoever saves second finds the number taken: nobody's text is overwritten.
            models.UniqueConstraint(fields=["version", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=~Q(title=""), name="revision_has_a_title"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(published_at__lte=F("withdrawn_at")),
                name="revision_withdrawn_after_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Section(models.Model):
    """One section of a wording. Its kind says which of its fields count."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="sections")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=SectionKind)
    text = models.TextField(max_length=40_000, blank=True)
    attribution = models.CharField(max_length=160, blank=True)
    picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="sections"
    )
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="sections"
    )
    role = models.ForeignKey(
        Role, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    PERSONAL, BELONGS_TO = SECTION.personal, SECTION.belongs_to

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "number"], name="section_number_once"),
            models.CheckConstraint(
                condition=(Q(kind__in=["prose", "quotation"]) & ~Q(text=""))
                | Q(kind="picture", picture__isnull=False)
                | Q(kind="contact", role__isnull=False)
                | Q(kind="file", attachment__isnull=False)
                | Q(kind="initiative", initiative__isnull=False)
                | Q(kind="organisation", organisation__isnull=False),
                name="section_has_what_its_kind_needs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.get_kind_display()}"

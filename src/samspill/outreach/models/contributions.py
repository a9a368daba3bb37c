"""Proposals, input and questions from anyone, and answers that everybody may read."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from samspill.accounts.models import Reader
from samspill.core.languages import LANGUAGES
from samspill.core.translated import TranslatedField
from samspill.initiatives.models import Initiative
from samspill.organisations.choices import Country
from samspill.organisations.models import Role
from samspill.organisations.queries import held_by
from samspill.outreach.choices import OPEN, ContributionKind, ContributionStatus
from samspill.outreach.personal import CONTRIBUTION
from samspill.outreach.policy import EVERYWHERE, OF_THE_COUNTRY, RESPONSIBLE, ROWS
from samspill.programmes.models import Programme, run_by


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Contributions, by what one asks of them."""

    def visible_to(self, person: Reader, *, at: datetime) -> Self:
        """Show them to those who run the programme, answer for them, or oversee the whole."""
        return self.open_to(person, "outreach.read", at=at)

    def open_to(self, person: Reader, action: str, *, at: datetime) -> Self:
        """Keep those with which somebody may do something.

        :raises KeyError: the policy table has no row for the action.
        """
        row = ROWS[action]
        held = held_by(person, at)
        if not held.roles or (row.is_confidential and held.is_held_back):
            return self.none()
        if EVERYWHERE & row.roles & held.kinds():
            return self.all()
        leading = row.roles - OF_THE_COUNTRY
        own = Q(programme__in=run_by(held, leading) if leading & held.kinds() else ())
        if RESPONSIBLE in row.roles:
            own |= Q(responsible__in=held.roles)
        near = OF_THE_COUNTRY & row.roles
        countries = {each.organisation.country for each in held.roles if each.kind in near} - {""}
        return self.filter(own | Q(country__in=countries))

    def waiting(self) -> Self:
        """Keep those with which somebody still has to do something."""
        return self.filter(status__in=OPEN)

    def late(self, day: date) -> Self:
        """Keep those that should have been answered before a day."""
        return self.waiting().filter(due_on__lt=day)


class Contribution(models.Model):
    """A proposal, input or question to those who run a programme, from anyone.

    ``country`` is where the sender works: empty is another one, or none. ``responsible`` is first
    whoever the site sends it to, and later whoever somebody has given it to. ``revision`` counts
    what has been done with it. ``became`` is the initiative that a proposal has become. After a
    year what somebody wrote is emptied; that something came, and what came of it, stays.
    """

    reference = models.CharField(max_length=9, unique=True)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="contributions")
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    kind = models.CharField(max_length=8, choices=ContributionKind)
    sender_name = models.CharField(max_length=100, blank=True)
    sender_address = models.EmailField(max_length=254, blank=True)
    organisation_name = models.CharField(max_length=150, blank=True)
    country = models.CharField(max_length=2, choices=Country, blank=True)
    text = models.TextField(max_length=5000, blank=True)
    language = models.CharField(max_length=2, choices=list(LANGUAGES.items()))
    written_at = models.DateTimeField()
    due_on = models.DateField()
    status = models.CharField(
        max_length=8, choices=ContributionStatus, default=ContributionStatus.NEW
    )
    responsible = models.ForeignKey(
        Role, on_delete=models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    answer = models.TextField(max_length=10_000, blank=True)
    closing_reason = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    became = models.OneToOneField(
        Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="proposed_in"
    )
    revision = models.PositiveIntegerField(default=1)

    PERSONAL, BELONGS_TO = CONTRIBUTION.personal, CONTRIBUTION.belongs_to
    NOT_PERSONAL = {"reference"}

    objects = ContributionQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["programme", "status", "due_on"], name="contribution_by_due_day")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["new", "assigned"], settled_at=None)
                | Q(status__in=["answered", "closed"], settled_at__isnull=False),
                name="contribution_settled_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status="assigned") | Q(responsible__isnull=False),
                name="contribution_assigned_has_responsible",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"

    def get_absolute_url(self) -> str:
        return reverse("outreach:contribution", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to do something."""
        return self.status in OPEN

    def is_late(self, day: date) -> bool:
        """Tell whether it should have been answered before a day."""
        return self.is_open and self.due_on < day


class QuestionAnswerQuerySet(models.QuerySet["QuestionAnswer"]):
    """Questions with their answers, by what one asks of them."""

    def visible_to(self, person: Reader, *, at: datetime) -> Self:
        """Show what stands on the pages of initiatives that the reader may see."""
        shown = Initiative.objects.visible_to(person, at=at)
        return self.filter(withdrawn_at=None, initiative__in=shown.values("pk"))


class QuestionAnswer(models.Model):
    """A question that somebody asked, with its answer, on an initiative's page.

    It says nothing of who asked, and outlives the contribution that it came from.
    """

    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="questions_answered"
    )
    contribution = models.OneToOneField(
        Contribution, on_delete=models.PROTECT, related_name="shared_answer"
    )
    question = TranslatedField()
    answer = TranslatedField()
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionAnswerQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.question)

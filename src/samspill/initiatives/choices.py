"""The words of initiatives."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(models.TextChoices):
    """Where an initiative stands in its life."""

    POSSIBLE = "possible", pgettext_lazy("initiative", "Possible")
    PLANNED = "planned", pgettext_lazy("initiative", "Planned")
    ONGOING = "ongoing", pgettext_lazy("initiative", "Ongoing")
    COMPLETED = "completed", pgettext_lazy("initiative", "Completed")
    ARCHIVED = "archived", pgettext_lazy("initiative", "Archived")


#: The only transitions there are. The diagram in docs/reference/lifecycles.md is drawn from this.
TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    Status.POSSIBLE: frozenset({Status.PLANNED, Status.ONGOING, Status.ARCHIVED}),
    Status.PLANNED: frozenset({Status.ONGOING, Status.POSSIBLE, Status.ARCHIVED}),
    Status.ONGOING: frozenset({Status.COMPLETED, Status.ARCHIVED}),
    Status.COMPLETED: frozenset({Status.ARCHIVED, Status.ONGOING}),
    Status.ARCHIVED: frozenset(),
}


#: Nothing more is to come of an initiative that is in one of these.
OVER = frozenset({Status.COMPLETED, Status.ARCHIVED})


class Scope(models.TextChoices):
    """How far an initiative reaches."""

    NORDIC = "nordic", pgettext_lazy("scope", "Nordic")
    NATIONAL = "national", pgettext_lazy("scope", "National")
    REGIONAL = "regional", pgettext_lazy("scope", "Regional")
    LOCAL = "local", pgettext_lazy("scope", "Local")


class InnovationKind(models.TextChoices):
    """The three kinds of innovative procurement that DFØ, Norway's agency, tells apart."""

    DEVELOP = "develop", _("Procurement of innovation: something new is developed")
    FRIENDLY = "friendly", _("Innovation-friendly procurement: the need is open to new solutions")
    ADOPT = "adopt", _("Procurement of an innovative solution that already exists")


class StepKind(models.TextChoices):
    """Which part of the way from need to effect a step is."""

    AWARD = "award", _("Award of the project")
    MOBILISATION = "mobilisation", _("Mobilisation")
    GATHERING = "gathering", _("Gathering")
    NEEDS_MAPPING = "needs_mapping", _("Needs mapping")
    MARKET_DIALOGUE = "market_dialogue", _("Market dialogue")
    JOINT_STATEMENT = "joint_statement", _("Joint statement")
    COMPETITION = "competition", _("Competition")
    EFFECTS = "effects", _("Effects")
    TRANSFER = "transfer", _("Transfer of experience")
    OTHER = "other", _("Other")


#: Steps that happen at one time: they are over when that time is, without an end of their own.
MOMENTS = frozenset({StepKind.AWARD, StepKind.GATHERING})


class StepState(models.TextChoices):
    """Where a step stands today. Computed from dates and recorded facts, never stored."""

    DONE = "done", pgettext_lazy("step", "Done")
    NOW = "now", pgettext_lazy("step", "Now")
    NEXT = "next", pgettext_lazy("step", "Next")
    LATER = "later", pgettext_lazy("step", "Later")
    SKIPPED = "skipped", pgettext_lazy("step", "Skipped")


class Part(models.TextChoices):
    """Which part an organisation has in an initiative. One organisation may have several."""

    LEAD = "lead", _("Lead")
    DIALOGUE_LEAD = "dialogue_lead", _("Responsible for the buyer dialogue")
    PARTNER = "partner", _("Cooperation partner")
    STEERING_GROUP = "steering_group", _("Steering group")
    PROJECT_GROUP = "project_group", _("Project group")
    NEED_OWNER = "need_owner", _("Need owner")
    PARTICIPANT = "participant", _("Participating public body")
    SIGNATORY = "signatory", _("Signatory of the joint statement")
    TALKING_TO = "talking_to", _("In dialogue with")


class Duty(models.TextChoices):
    """What a person does in an initiative."""

    FACILITATOR = "facilitator", _("Facilitator")
    PROJECT_LEAD = "project_lead", _("Project lead")
    PROJECT_GROUP = "project_group", _("Member of the project group")
    STEERING_GROUP = "steering_group", _("Member of the steering group")
    CONTACT = "contact", _("Contact person")
    COORDINATOR = "coordinator", _("Responsible coordinator of a public body")
    LEADER = "leader", _("Leader of a public body")
    SUBJECT = "subject", _("Subject specialist of a public body")
    PROCUREMENT = "procurement", _("Procurement specialist of a public body")
    EVENT_HOST = "event_host", _("Event host")


#: What people do for one body: exactly one coordinator answers for it in an initiative.
BODY_DUTIES = frozenset({Duty.COORDINATOR, Duty.LEADER, Duty.SUBJECT, Duty.PROCUREMENT})


class AnswerKind(models.TextChoices):
    """How a body shows that it meets a requirement."""

    DECLARATION = "declaration", _("Declaration")
    TEXT = "text", _("Explanation in words")
    PEOPLE = "people", _("People named")
    FILE = "file", _("File")
    YES_NO = "yes_no", _("Yes or no")


class DocumentKind(models.TextChoices):
    """What a document or link is."""

    INVITATION = "invitation", _("Invitation")
    NOTICE = "notice", _("Notice")
    NEED_DESCRIPTION = "need_description", _("Need description")
    SUMMARY = "summary", _("Summary of the market dialogue")
    STATEMENT = "statement", _("Joint statement")
    REPORT = "report", _("Report")
    WEB_PAGE = "web_page", _("Web page")
    OTHER = "other", _("Other")

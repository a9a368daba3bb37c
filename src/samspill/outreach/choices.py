"""The words of outreach."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import pgettext_lazy


class ContributionKind(models.TextChoices):
    """What somebody from outside sends to those who run a programme."""

    PROPOSAL = "proposal", pgettext_lazy("contribution", "Proposal")
    INPUT = "input", pgettext_lazy("contribution", "Input")
    QUESTION = "question", pgettext_lazy("contribution", "Question")


class ContributionStatus(models.TextChoices):
    """How far a contribution has come in the inbox."""

    NEW = "new", pgettext_lazy("contribution", "New")
    ASSIGNED = "assigned", pgettext_lazy("contribution", "Assigned")
    ANSWERED = "answered", pgettext_lazy("contribution", "Answered")
    CLOSED = "closed", pgettext_lazy("contribution", "Closed")


#: The only moves there are. What has been closed can be taken up again.
CONTRIBUTION_TRANSITIONS: Mapping[ContributionStatus, frozenset[ContributionStatus]] = {
    ContributionStatus.NEW: frozenset(
        {ContributionStatus.ASSIGNED, ContributionStatus.ANSWERED, ContributionStatus.CLOSED}
    ),
    ContributionStatus.ASSIGNED: frozenset(
        {ContributionStatus.ANSWERED, ContributionStatus.CLOSED}
    ),
    ContributionStatus.ANSWERED: frozenset(),
    ContributionStatus.CLOSED: frozenset({ContributionStatus.NEW, ContributionStatus.ASSIGNED}),
}

#: Somebody still has to do something.
OPEN = frozenset({ContributionStatus.NEW, ContributionStatus.ASSIGNED})

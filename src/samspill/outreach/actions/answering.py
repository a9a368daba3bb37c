"""Answer what has been sent, close it without an answer, or take it up again."""

from datetime import datetime

from django.db import transaction

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.organisations.queries import held_by
from samspill.outreach import emails, rules
from samspill.outreach.actions.moves import move
from samspill.outreach.choices import ContributionStatus
from samspill.outreach.models import Contribution


@transaction.atomic
def answer(
    contribution: Contribution, text: str, *, revision: int, by: Person, at: datetime
) -> None:
    """Answer whoever sent it by mail; the answer is kept beside what they wrote.

    :raises NotPermitted: the person neither runs the programme nor is responsible.
    :raises NotPossible: it has been answered or closed, or changed meanwhile.
    """
    rules.check_may(by, "outreach.answer", contribution, at=at)
    rules.check_answerable(contribution)
    was = contribution.status
    move(
        contribution,
        revision=revision,
        status=ContributionStatus.ANSWERED,
        answer=text.replace("\r\n", "\n").strip(),
        settled_at=at,
    )
    record("outreach.answered", contribution, by=by, at=at, status=(was, contribution.status))
    emails.answer(contribution, at=at)


@transaction.atomic
def close(
    contribution: Contribution, reason: str, *, revision: int, by: Person, at: datetime
) -> None:
    """Put something away that needs no answer, and say why.

    :raises NotPermitted: the person neither runs the programme nor is responsible.
    :raises NotPossible: it has been answered or closed, or changed meanwhile.
    """
    rules.check_may(by, "outreach.close", contribution, at=at)
    rules.check_move(contribution, ContributionStatus.CLOSED)
    was = contribution.status
    move(
        contribution,
        revision=revision,
        status=ContributionStatus.CLOSED,
        closing_reason=" ".join(reason.split())[:300],
        settled_at=at,
    )
    record("outreach.closed", contribution, by=by, at=at, status=(was, contribution.status))


@transaction.atomic
def reopen(contribution: Contribution, *, revision: int, by: Person, at: datetime) -> None:
    """Take up again what has been closed.

    :raises NotPermitted: the person neither runs the programme nor is responsible.
    :raises NotPossible: it is not closed, or has changed meanwhile.
    """
    rules.check_may(by, "outreach.close", contribution, at=at)
    rules.check_move(contribution, ContributionStatus.NEW)
    was, role = contribution.status, contribution.responsible
    is_theirs = role is not None and role.pk in {each.pk for each in held_by(by, at).roles}
    move(
        contribution,
        revision=revision,
        status=ContributionStatus.ASSIGNED if is_theirs else ContributionStatus.NEW,
        closing_reason="",
        settled_at=None,
    )
    record("outreach.reopened", contribution, by=by, at=at, status=(was, contribution.status))

"""What of the inbox everybody may read, and where an initiative comes from."""

from datetime import datetime

from samspill.accounts.models import Reader
from samspill.initiatives.models import Initiative
from samspill.outreach.models import Contribution, QuestionAnswer


def shared_answers(
    initiative: Initiative, *, reader: Reader, at: datetime
) -> tuple[QuestionAnswer, ...]:
    """List the questions with answers on an initiative's page, the newest first, in one query."""
    shown = QuestionAnswer.objects.visible_to(reader, at=at).filter(initiative=initiative)
    return tuple(shown.order_by("-published_at", "-pk"))


def origin_of(initiative: Initiative, *, reader: Reader, at: datetime) -> Contribution | None:
    """Find the proposal that an initiative has come from, for those who may read it."""
    return Contribution.objects.visible_to(reader, at=at).filter(became=initiative).first()

"""What of the inbox everybody may read, and where an initiative comes from."""

from collections.abc import Iterable
from datetime import datetime

from samspill.accounts.models import Reader
from samspill.core.together import Wanted
from samspill.initiatives.models import Initiative
from samspill.outreach.models import Contribution, QuestionAnswer


def shared_answers(initiative: Initiative, *, reader: Reader, at: datetime) -> Wanted:
    """Say which questions with answers stand on an initiative's page, to be read with its lists."""
    shown = QuestionAnswer.objects.visible_to(reader, at=at).filter(initiative=initiative)
    return shown, ["question", "answer", "published_at"]


def newest_first(answers: Iterable[QuestionAnswer]) -> list[QuestionAnswer]:
    """Order questions with answers as they stand on a page."""
    return sorted(answers, key=lambda each: (each.published_at, each.pk), reverse=True)


def origin_of(initiative: Initiative, *, reader: Reader, at: datetime) -> Contribution | None:
    """Find the proposal that an initiative has come from, for those who may read it."""
    return Contribution.objects.visible_to(reader, at=at).filter(became=initiative).first()

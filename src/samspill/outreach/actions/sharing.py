"""Show a question with its answer to everybody, without saying who asked; take it down again."""

from datetime import datetime

from django.db import transaction

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.translated import Translated
from samspill.outreach import rules
from samspill.outreach.actions.moves import move
from samspill.outreach.models import Contribution, QuestionAnswer


@transaction.atomic
def share_answer(
    contribution: Contribution,
    *,
    question: str,
    answer: str,
    revision: int,
    by: Person,
    at: datetime,
) -> QuestionAnswer:
    """Show a question with its answer on the initiative's page, in the language it was asked in.

    What has been shown before is replaced.

    :raises NotPermitted: the person neither runs the programme nor is responsible.
    :raises NotPossible: it was not about an initiative, is not answered, or has changed meanwhile.
    """
    rules.check_may(by, "outreach.share_answer", contribution, at=at)
    initiative = rules.check_shareable(contribution)
    move(contribution, revision=revision)
    language = contribution.language
    shared, _is_new = QuestionAnswer.objects.update_or_create(
        contribution=contribution,
        defaults={
            "initiative": initiative,
            "question": Translated({language: question.replace("\r\n", "\n").strip()}),
            "answer": Translated({language: answer.replace("\r\n", "\n").strip()}),
            "published_at": at,
            "withdrawn_at": None,
        },
    )
    record("outreach.answer_shared", contribution, by=by, at=at)
    return shared


@transaction.atomic
def withdraw_answer(contribution: Contribution, *, revision: int, by: Person, at: datetime) -> None:
    """Take a question with its answer down; it can be shown again.

    :raises NotPermitted: the person neither runs the programme nor is responsible.
    :raises NotPossible: the contribution has changed meanwhile.
    """
    rules.check_may(by, "outreach.share_answer", contribution, at=at)
    move(contribution, revision=revision)
    shown = QuestionAnswer.objects.filter(contribution=contribution, withdrawn_at=None)
    if shown.update(withdrawn_at=at):
        record("outreach.answer_withdrawn", contribution, by=by, at=at)

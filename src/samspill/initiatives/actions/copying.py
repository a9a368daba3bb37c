"""Begin a new initiative from an old one."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.utils.timezone import localtime

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.translated import Translated
from samspill.initiatives import rules
from samspill.initiatives.actions.life import check_slug_is_free, first_status, open_own_list
from samspill.initiatives.choices import Part
from samspill.initiatives.findable import put_initiative
from samspill.initiatives.models import (
    Initiative,
    Involvement,
    Requirement,
    Step,
    TeamMember,
)
from samspill.organisations.models import Role

#: What holds for the new initiative as well, until somebody says otherwise.
_KEPT = (
    "programme",
    "scope",
    "innovation_kind",
    "covers_goods",
    "covers_services",
    "covers_works",
    "need",
    "ambition",
    "group_least",
    "group_most",
    "group_reason",
)
#: Those who do the work come along; those who took part last time decide anew.
_PARTS_KEPT = (
    Part.LEAD,
    Part.DIALOGUE_LEAD,
    Part.PARTNER,
    Part.STEERING_GROUP,
    Part.PROJECT_GROUP,
)


@transaction.atomic
def copy_as_template(
    initiative: Initiative, *, slug: str, title: Translated, by: Person, at: datetime
) -> Initiative:
    """Begin a draft with the steps, requirements and parts of another initiative.

    Dates, people, participants, updates and documents stay behind; only who copies comes along, so
    that somebody can go on with the draft.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: the address is taken.
    """
    rules.check_may(by, "initiatives.copy", initiative, at=at)
    check_slug_is_free(slug)
    copy = Initiative.objects.create(
        slug=slug,
        title=title,
        **{name: getattr(initiative, name) for name in _KEPT},
        interest_list=open_own_list(slug, title, initiative.interest_list.controller),
        copied_from=initiative,
        changed_at=at,
    )
    first_status(copy, at=at)
    _copy_sets(initiative, copy)
    _copy(initiative.steps.order_by("number"), copy, "number", "kind", "title", "summary", "text")
    _copy(
        initiative.requirements.order_by("number"),
        copy,
        *("number", "title", "explanation", "answer", "asks_evidence"),
    )
    parts = initiative.involvements.filter(part__in=_PARTS_KEPT, until="")
    _copy(parts.order_by("number", "pk"), copy, "organisation", "part", "number")
    mine = TeamMember.objects.filter(
        initiative=initiative,
        role__person=by,
        role__in=Role.objects.current(localtime(at).date()),
    )
    _copy(mine.order_by("pk"), copy, "role", "duty", "country", "number")
    put_initiative(copy, at=at)
    record("initiatives.copied", copy, by=by, at=at, copied_from=initiative.slug)
    return copy


def _copy_sets(initiative: Initiative, copy: Initiative) -> None:
    for name in ("themes", "goals", "territories"):
        getattr(copy, name).set(getattr(initiative, name).all())


def _copy(
    rows: Iterable[Step | Requirement | Involvement | TeamMember], to: Initiative, *fields: str
) -> None:
    """Add rows like the given ones to another initiative, with these fields and no others."""
    for row in rows:
        model: type[models.Model] = type(row)
        model._default_manager.create(
            initiative=to, **{field: getattr(row, field) for field in fields}
        )

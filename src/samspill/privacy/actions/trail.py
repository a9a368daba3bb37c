"""The personal values that the audit trail holds of somebody."""

from collections.abc import Iterable
from datetime import datetime

from samspill.audit import actions as audit
from samspill.audit.models import Disclosure
from samspill.core.personal import Effect, personal_fields
from samspill.core.personal.whose import Whose
from samspill.privacy.queries.holdings import Holding


def erase_in_trail(whose: Whose, held: Iterable[Holding], *, by: object, at: datetime) -> int:
    """Erase what the trail tells of somebody, and of what is personal in the rows that are theirs."""
    told = dict.fromkeys(whose.references)
    for each in held:
        if each.way.effect is not Effect.NONE:
            rows = {f"{each.model._meta.label_lower}:{key}" for key in each.keys}
            personal = Disclosure.objects.filter(name__in=personal_fields(each.model))
            of_rows = personal.filter(of__in=rows).order_by("of").values_list("of", flat=True)
            told.update(dict.fromkeys(of_rows.distinct()))
    return sum(audit.erase(of=reference, by=by, at=at) for reference in told)

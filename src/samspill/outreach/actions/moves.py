"""Move a contribution on, if it still is as somebody has seen it."""

from typing import Any

from django.utils.translation import gettext as _

from samspill.core.errors import NotPossible
from samspill.outreach.models import Contribution


def move(contribution: Contribution, *, revision: int, **changes: Any) -> None:
    """Change a contribution, and let the object at hand say what it now is.

    :raises NotPossible: somebody else has done something with it since this revision.
    """
    as_seen = Contribution.objects.filter(pk=contribution.pk, revision=revision)
    if not as_seen.update(revision=revision + 1, **changes):
        contribution.refresh_from_db()
        raise NotPossible(
            _(
                "Somebody else has done something with this meanwhile. Look at it as it is now."
                " What you wrote is still below."
            )
        )
    contribution.refresh_from_db()

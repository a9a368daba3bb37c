"""What the page of an initiative says: its facts and its texts, changed where they are read."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from samspill.accounts.models import Person
from samspill.audit.actions import revise
from samspill.initiatives import rules
from samspill.initiatives.actions.life import touch
from samspill.initiatives.models import Initiative
from samspill.mailings.actions import rename_list


@transaction.atomic
def revise_initiative(
    initiative: Initiative, said: Mapping[str, object], *, seen: str = "", by: Person, at: datetime
) -> frozenset[str]:
    """Let an initiative say something else in some fields; return which of them changed.

    ``seen`` is the digest of what they said when somebody began to change them. A new title is
    taken over by the interest list.

    :raises NotPermitted: the person does not run the initiative.
    :raises NotPossible: some of it does not go together, or somebody else has changed it since
        (``core.revising.Overtaken``).
    """
    rules.check_may_edit(by, initiative, at=at)
    rules.check_goes_together(said)
    changed = revise(initiative, said, what="initiatives.revised", seen=seen, by=by, at=at)
    if "title" in changed:
        rules.check_may(by, "initiatives.rename", initiative, at=at)
        rename_list(initiative.interest_list, initiative.title)
    if changed:
        touch(initiative, at=at)
    return changed

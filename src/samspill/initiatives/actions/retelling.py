"""What digests may still tell of initiatives and of their updates."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from samspill.initiatives.models import Initiative
from samspill.mailings.actions.retelling import without_hidden
from samspill.mailings.models import Happening, Update


def retell_updates(happenings: Sequence[Happening], at: datetime) -> list[Happening]:
    """Leave out updates that have been taken down, and those of hidden initiatives."""
    nobody = AnonymousUser()
    public = Initiative.objects.visible_to(nobody, at=at)
    shown = Update.objects.visible_to(nobody, at=at).filter(
        Q(interest_list__initiative=None) | Q(interest_list__initiative__in=public.values("pk"))
    )
    return without_hidden(happenings, Update.objects.all(), shown)


def retell_initiatives(happenings: Sequence[Happening], at: datetime) -> list[Happening]:
    """Leave out initiatives that are hidden by now."""
    shown = Initiative.objects.visible_to(AnonymousUser(), at=at)
    return without_hidden(happenings, Initiative.objects.all(), shown)

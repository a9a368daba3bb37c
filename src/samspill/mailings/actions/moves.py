"""Move a subscription from one state to the next."""

from django.utils.translation import gettext as _

from samspill.core.errors import NotPossible
from samspill.mailings.choices import TRANSITIONS, SubscriptionStatus
from samspill.mailings.models import Subscription


def move(subscription: Subscription, *, to: SubscriptionStatus, **changes: object) -> None:
    """Make a move that is allowed, unless it has been made elsewhere just now.

    :raises NotPossible: it is not allowed, or something else came first.
    """
    if to not in TRANSITIONS[SubscriptionStatus(subscription.status)]:
        raise NotPossible(_("This can no longer be done."))
    unmoved = Subscription.objects.filter(pk=subscription.pk, status=subscription.status)
    if not unmoved.update(status=to, **changes):
        raise NotPossible(_("This has just been changed elsewhere. Please open the page again."))
    for name, value in {"status": to, **changes}.items():
        setattr(subscription, name, value)


def held(handle: str) -> Subscription:
    """Find the subscription with this handle, and hold it until the transaction ends.

    :raises NotPossible: there is none, or none any more.
    """
    found = (
        Subscription.objects.select_related("subscriber", "interest_list")
        .select_for_update(of=("self",))
        .filter(handle=handle)
        .first()
    )
    if found is None:
        raise NotPossible(_("We do not know this link. What it led to may have been erased."))
    return found

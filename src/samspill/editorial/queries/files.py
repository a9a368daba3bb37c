"""Pictures and files, for those who may see a page on which they stand."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from samspill.accounts.models import Reader
from samspill.editorial.models import Revision
from samspill.editorial.policy import DRAFT_READERS, EVERYWHERE
from samspill.editorial.queries.desk import audiences_of
from samspill.media.models import Attachment, Picture
from samspill.organisations.queries import held_by


def picture_for(person: Reader, key: str, *, at: datetime) -> Picture | None:
    """Find a picture that readers are shown at this moment, or that is in one's own library."""
    live = Revision.objects.filter(
        Q(picture=OuterRef("pk")) | Q(sections__picture=OuterRef("pk"))
    ).live(at=at)
    return Picture.objects.filter(_may_have(person, Q(Exists(live)), at=at), key=key).first()


def attachment_for(person: Reader, key: str, *, at: datetime) -> Attachment | None:
    """Find a file that readers are offered at this moment, or that is in one's own library."""
    live = Revision.objects.filter(sections__attachment=OuterRef("pk")).live(at=at)
    return Attachment.objects.filter(_may_have(person, Q(Exists(live)), at=at), key=key).first()


def _may_have(person: Reader, is_shown: Q, *, at: datetime) -> Q:
    held = held_by(person, at)
    if held.is_held_back or not held.roles:
        return is_shown
    if EVERYWHERE & DRAFT_READERS & held.kinds():
        return Q()
    return is_shown | Q(audience__in=audiences_of(person, at=at))

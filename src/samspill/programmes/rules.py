"""What must hold for programmes."""

from datetime import datetime

from django.utils.translation import gettext as _

from samspill.accounts.models import Reader
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.policy import allows
from samspill.organisations.queries import kinds_of
from samspill.programmes.models import Programme
from samspill.programmes.queries import duties_of


def check_may(
    person: Reader, action: str, programme: Programme, *, at: datetime, state: str = ""
) -> None:
    """Those who run a programme, or one above it, decide about it."""
    if not allows(action, roles=duties_of(person, programme, at), state=state):
        raise NotPermitted(_("Only those who run the programme can do this."))


def check_may_create(person: Reader, part_of: Programme | None, *, at: datetime) -> None:
    """Programme managers start programmes; a part is started by those who run the whole."""
    roles = duties_of(person, part_of, at) if part_of else kinds_of(person, at)
    if not allows("programmes.create", roles=roles):
        raise NotPermitted(_("Only those who run the programme can do this."))


def missing(programme: Programme) -> list[str]:
    """List, in sentences, what a programme lacks before it can be published."""
    return [
        sentence
        for is_there, sentence in (
            (programme.title, _("It has no title.")),
            (programme.lead, _("It has no introduction.")),
            (programme.host_id, _("No host organisation is named.")),
            (programme.territories.exists(), _("No territory is named.")),
        )
        if not is_there
    ]


def check_publishable(programme: Programme) -> None:
    """A programme is shown when readers can see what it is, where, and who is behind it."""
    if programme.published_at:
        raise NotPossible(_("The programme has been published already."))
    if lacks := missing(programme):
        raise NotPossible(
            _("The programme cannot be published yet. %(reasons)s") % {"reasons": " ".join(lacks)}
        )

"""What must hold for gatherings. A check returns nothing or raises its reason."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from samspill.accounts.models import Reader
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.policy import allows
from samspill.events.choices import Attendance
from samspill.events.models import Gathering
from samspill.events.queries import GatheringCard, duties_of


def check_may(person: Reader, action: str, gathering: Gathering, *, at: datetime) -> None:
    """Those who run an initiative or a programme decide about its gatherings."""
    if not allows(action, roles=duties_of(person, gathering, at)):
        raise NotPermitted(_("Only those who run the initiative or the programme can do this."))


def moment(local: datetime, time_zone: str) -> datetime:
    """Return the moment when the clocks of a place show a time.

    When they go back and show a time twice, the first one is meant.

    :raises NotPossible: the zone is unknown, or the clocks are put forward past that time.
    """
    try:
        zone = ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise NotPossible(
            _("The time zone %(zone)s is not known.") % {"zone": time_zone}
        ) from error
    there = local.replace(tzinfo=zone, fold=0)
    found = there.astimezone(UTC)
    shown = found.astimezone(zone)
    if shown.replace(tzinfo=None) != local:
        raise NotPossible(
            _(
                "The clocks are put forward that night, so that %(time)s does not exist."
                " Did you mean %(instead)s?"
            )
            % {"time": f"{local:%H:%M}", "instead": f"{shown:%H:%M}"}
        )
    return found


def check_lasts(starts_at: datetime, ends_at: datetime | None) -> None:
    """A gathering ends after it begins."""
    if ends_at is not None and ends_at <= starts_at:
        raise NotPossible(_("The gathering must end after it begins."))


def missing(gathering: Gathering, *, at: datetime) -> list[str]:
    """List, in sentences, what a gathering lacks before it can be published.

    What an older source tells of the past is shown with its gaps.
    """
    if gathering.is_as_told and GatheringCard.of(gathering, at=at).is_over:
        return [] if gathering.title else [_("It has no title.")]
    is_on_site = gathering.attendance != Attendance.ONLINE
    is_online = gathering.attendance != Attendance.ON_SITE
    has_address = bool(gathering.street and gathering.place)
    return [
        sentence
        for is_there, sentence in (
            (gathering.title, _("It has no title.")),
            (gathering.purpose, _("Its purpose is not said.")),
            (gathering.audience, _("It is not said whom it is for.")),
            (gathering.starts_at, _("Its date and time of day are not known.")),
            (has_address or not is_on_site, _("The address of the place is missing.")),
            (gathering.online_url or not is_online, _("The link for taking part is missing.")),
        )
        if not is_there
    ]


def check_publishable(gathering: Gathering, *, at: datetime) -> None:
    """A gathering is shown when readers can see when, where and why; all that lacks is listed."""
    if gathering.published_at:
        raise NotPossible(_("The gathering has been published already."))
    if lacks := missing(gathering, at=at):
        raise NotPossible(
            _("The gathering cannot be published yet. %(reasons)s") % {"reasons": " ".join(lacks)}
        )


def check_takes_place(gathering: Gathering, *, at: datetime) -> None:
    """What has been cancelled, or is over, is neither moved nor cancelled."""
    card = GatheringCard.of(gathering, at=at)
    if card.is_cancelled:
        raise NotPossible(_("The gathering has been cancelled."))
    if card.is_over:
        raise NotPossible(_("The gathering is over."))


def check_lies_ahead(starts_at: datetime, *, at: datetime) -> None:
    """Nobody can come to what has begun."""
    if starts_at <= at - timedelta(minutes=1):
        raise NotPossible(_("This time has passed."))

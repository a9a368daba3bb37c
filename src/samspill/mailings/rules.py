"""What cannot be done with interest lists, and why. A check returns nothing or raises its reason."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from samspill.core.errors import NotPossible
from samspill.mailings.choices import LinkState
from samspill.mailings.models import InterestList, Update
from samspill.mailings.queries import Link

LONGEST_PAUSE = timedelta(days=366)
FURTHEST_AHEAD = timedelta(days=366)
LEAST_OF_A_BASIS = 10
MOST_OF_A_BASIS = 300


def check_takes_followers(interest_list: InterestList) -> None:
    """A list takes followers until it is closed."""
    if interest_list.closed_at:
        raise NotPossible(_("There will be no more news here, so it can no longer be followed."))


def check_can_confirm(link: Link) -> None:
    """A link is used once, in time, and only the newest one counts."""
    reasons = {
        LinkState.FOLLOWS: _("This link has been used. You already follow this."),
        LinkState.SUPERSEDED: _("We have sent you a newer link. Please use that one."),
        LinkState.LEFT: _("This link has been used. You have stopped following since."),
        LinkState.EXPIRED: _("This link is more than seven days old and no longer works."),
        LinkState.UNKNOWN: _("We do not know this link. It may be incomplete or too old."),
    }
    if link.state in reasons:
        raise NotPossible(reasons[link.state])


def check_can_pause_until(day: date, *, today: date) -> None:
    """A pause ends on a day of the year to come."""
    if not today < day <= today + LONGEST_PAUSE:
        raise NotPossible(_("Choose a day from tomorrow on, at most a year ahead."))


def check_basis(basis: str) -> None:
    """Addresses are taken over only by a right that can be told."""
    if 0 < len(basis.strip()) < LEAST_OF_A_BASIS:
        raise NotPossible(
            _(
                "“%(basis)s” is too short. Say in at least %(count)d characters by which right the"
                " list was kept, such as “Consent by a form on paper at the conference of 14 June"
                " 2024”."
            )
            % {"basis": basis.strip(), "count": LEAST_OF_A_BASIS}
        )
    if not basis.strip():
        raise NotPossible(
            _(
                "Say by which right the list was kept, such as “Consent by a form on paper at the"
                " conference of 14 June 2024”."
            )
        )
    if len(basis) > MOST_OF_A_BASIS:
        raise NotPossible(_("Say by which right the list was kept in at most 300 characters."))


def check_is_whole(update: Update) -> None:
    """An update is published with a title and a text."""
    if not update.title or not update.body:
        raise NotPossible(_("Write a title and a text before you publish the update."))


def check_can_go_at(goes_at: datetime | None, *, at: datetime) -> None:
    """What is sent later goes at a moment of the year to come."""
    if goes_at is None:
        return
    if goes_at <= at:
        raise NotPossible(_("This moment has passed. Choose one to come, or send now."))
    if goes_at > at + FURTHEST_AHEAD:
        raise NotPossible(_("Choose a moment within the year to come."))

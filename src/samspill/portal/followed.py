"""What can be followed by e-mail, from whichever page, without an account."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspill.core.translated import Translated
from samspill.initiatives.models import Initiative
from samspill.mailings.choices import HappeningKind
from samspill.mailings.models import InterestList
from samspill.mailings.queries import list_of_kind
from samspill.organisations.models import Territory
from samspill.organisations.queries import list_of_territory
from samspill.portal.context import site_owner
from samspill.portal.trails import (
    Trail,
    archive_trail,
    gatherings_trail,
    initiative_trail,
    initiatives_trail,
    programmes_trail,
)
from samspill.programmes.models import Programme, Theme
from samspill.programmes.queries import list_of_programme, list_of_theme

#: The kinds that are followed by themselves: the name of their pages, what leads there, what comes.
_KINDS: Mapping[HappeningKind, tuple[str, Callable[..., Trail], Promise]] = {
    HappeningKind.GATHERING: (
        "gatherings",
        gatherings_trail,
        gettext_lazy("You get a mail when a gathering is announced, in your own language."),
    ),
    HappeningKind.INITIATIVE: (
        "initiatives",
        initiatives_trail,
        gettext_lazy("You get a mail when a new initiative is published, in your own language."),
    ),
    HappeningKind.ARTICLE: (
        "articles",
        archive_trail,
        gettext_lazy("You get a mail when an article is published, in your own language."),
    ),
}


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Something that can be followed: its list, which may not be open yet, and its pages.

    ``gets`` says what a follower is told of. ``owner`` points to the list once it is open.
    """

    title: Translated
    gets: str
    interest_list: InterestList
    owner: Model | None
    form_page: str
    asked_page: str
    back: str
    trail: Trail


def followed_initiative(initiative: Initiative) -> Followed:
    """Follow one initiative."""
    return Followed(
        title=initiative.title,
        gets=_("You get a short mail when something happens, in your own language."),
        interest_list=initiative.interest_list,
        owner=initiative,
        form_page=reverse("portal:follow", args=[initiative.slug]),
        asked_page=reverse("portal:asked", args=[initiative.slug]),
        back=initiative.get_absolute_url(),
        trail=initiative_trail(initiative, _("Follow by e-mail")),
    )


def followed_programme(programme: Programme) -> Followed:
    """Follow all that happens in a programme."""
    title, page = programme.title, programme.get_absolute_url()
    return Followed(
        title=title,
        gets=" ".join([_of_all_in_it(), _("Its newsletters come as well.")]),
        interest_list=list_of_programme(programme, controller=_owner_of_site()),
        owner=programme,
        form_page=reverse("portal:follow_programme", args=[programme.slug]),
        asked_page=reverse("portal:asked_programme", args=[programme.slug]),
        back=page,
        trail=programmes_trail((title, page), (_("Follow by e-mail"), "")),
    )


def followed_theme(theme: Theme) -> Followed:
    """Follow all that happens on a theme."""
    return Followed(
        title=theme.name,
        gets=_of_all_in_it(),
        interest_list=list_of_theme(theme, controller=_owner_of_site()),
        owner=theme,
        form_page=reverse("portal:follow_theme", args=[theme.slug]),
        asked_page=reverse("portal:asked_theme", args=[theme.slug]),
        back=theme.get_absolute_url(),
        trail=[(theme.name, theme.get_absolute_url()), (_("Follow by e-mail"), "")],
    )


def followed_territory(territory: Territory) -> Followed:
    """Follow all that happens in a country, region, county or municipality."""
    return Followed(
        title=territory.name,
        gets=_of_all_in_it(),
        interest_list=list_of_territory(territory, controller=_owner_of_site()),
        owner=territory,
        form_page=reverse("portal:follow_territory", args=[territory.slug]),
        asked_page=reverse("portal:asked_territory", args=[territory.slug]),
        back=territory.get_absolute_url(),
        trail=[(territory.name, territory.get_absolute_url()), (_("Follow by e-mail"), "")],
    )


def followed_kind(kind: HappeningKind) -> Followed:
    """Follow all gatherings, all articles, or all that is new, wherever it is.

    :raises KeyError: nobody follows this kind by itself.
    """
    name, trail, gets = _KINDS[kind]
    interest_list = list_of_kind(kind, controller=_owner_of_site())
    return Followed(
        title=interest_list.title,
        gets=str(gets),
        interest_list=interest_list,
        owner=None,
        form_page=reverse(f"portal:follow_{name}"),
        asked_page=reverse(f"portal:asked_{name}"),
        back=trail()[0][1],
        trail=trail((_("Follow by e-mail"), "")),
    )


def _owner_of_site() -> str:
    """Name who answers for addresses on lists that belong to the site as a whole."""
    owner = site_owner()
    return str(owner.name) if owner else settings.SITE_NAME


def _of_all_in_it() -> str:
    return _(
        "You get news from all initiatives here, and hear of new initiatives, gatherings and"
        " articles, in your own language. If you follow several things that the same news is"
        " about, it comes to you once."
    )

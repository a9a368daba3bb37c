"""Links within the site that lead nowhere for a reader who is not signed in."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from samspill.core import prose
from samspill.core.languages import LANGUAGES
from samspill.editorial.checks.remarks import Remark
from samspill.editorial.models import Piece
from samspill.editorial.queries import Content
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.organisations.models import Organisation, Territory
from samspill.programmes.models import Programme, Theme

_NOBODY = AnonymousUser()
#: What must be there and be public for a page to answer, by the name of its route.
_SHOWN: Mapping[str, Callable[[datetime], QuerySet[Any]]] = {
    "portal:initiative": lambda at: Initiative.objects.visible_to(_NOBODY, at=at),
    "portal:gathering": lambda at: Gathering.objects.visible_to(_NOBODY, at=at),
    "portal:programme": lambda at: Programme.objects.visible_to(_NOBODY, at=at),
    "portal:article": lambda at: Piece.objects.visible_to(_NOBODY, at=at),
    "portal:guide": lambda at: Piece.objects.visible_to(_NOBODY, at=at),
    "portal:theme": lambda _at: Theme.objects.visible_to(_NOBODY),
    "portal:territory": lambda _at: Territory.objects.visible_to(_NOBODY),
    "portal:organisation": lambda _at: Organisation.objects.visible_to(_NOBODY),
}


def dead_links(content: Content, *, at: datetime) -> list[Remark]:
    """List the links of a text to pages of ours that are not there."""
    return [
        Remark(
            where=_("Section %(number)d") % {"number": number},
            quoted=words,
            sentence=_("The link leads nowhere: %(address)s") % {"address": address},
        )
        for number, words, address in _own_links(content)
        if not leads_somewhere(address, at=at)
    ]


def _own_links(content: Content) -> Iterator[tuple[int, str, str]]:
    for number, passage in enumerate(content.passages, start=1):
        for words, address in prose.outline(passage.text).links:
            if address.startswith("/"):
                yield number, words, address


def leads_somewhere(address: str, *, at: datetime) -> bool:
    """Tell whether a path of this site leads to a page that everybody may read."""
    path = address.partition("#")[0].partition("?")[0]
    prefix = path.split("/")[1]
    with translation.override(prefix if prefix in LANGUAGES else "nb"):
        try:
            match = resolve(path)
        except Resolver404:
            return False
    return _is_there(match, at=at)


def _is_there(match: ResolverMatch, *, at: datetime) -> bool:
    shown = _SHOWN.get(match.view_name)
    if shown is None:
        return True
    return shown(at).filter(slug=match.kwargs.get("slug", "")).exists()

"""What the trail holds about one person, in words without names: for the page of their own data."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspill.organisations.choices import RoleKind
from samspill.portal.history.words import LABELS, SENTENCES

#: Personal fields, whose changes are never shown to others.
_OWN = {
    "email": gettext_lazy("E-mail address"),
    "is_address_public": gettext_lazy("E-mail address shown to everybody"),
    "phone": gettext_lazy("Telephone"),
}


def deed(what: str) -> str:
    """Say what was done."""
    return str(SENTENCES[what]) if what in SENTENCES else what


def field(name: str) -> str:
    """Say what changed."""
    return str({**LABELS, **_OWN}.get(name, name))


def change(value: Any) -> str:
    """Say from what to what it changed, or what was written.

    >>> change('["Kari", "Kari Ås"]')
    'Kari → Kari Ås'
    """
    try:
        read = json.loads(value)
    except (TypeError, ValueError):
        read = value
    pair = read if isinstance(read, list) and len(read) == 2 else [None, read]  # noqa: PLR2004  (from, to)
    return " → ".join(said for each in pair if (said := _said(each)))


def role(value: Any) -> str:
    """Say in which role it was done."""
    return str(RoleKind(value).label) if value in RoleKind else str(value)


def unsaid(_value: Any) -> str:
    """Say nothing of a key: its name stands on the page of what was done in one's name."""
    return ""


def _said(value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Mapping):
        return ", ".join(str(each) for each in value.values())
    return str(value)


#: By table, for ``samspill.urls`` to wire in.
TRAIL: Mapping[str, Mapping[str, Callable[[Any], str]]] = {
    "audit.entry": {"what": deed, "role": role, "subject": unsaid, "organisation": unsaid},
    "audit.disclosure": {"name": field, "value": change},
}

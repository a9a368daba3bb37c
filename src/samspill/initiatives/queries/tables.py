"""Initiatives as a table for spreadsheets."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from samspill.core.sheets import Rows
from samspill.core.templatetags.samspill import when
from samspill.initiatives.queries.cards import InitiativeCard
from samspill.organisations.choices import Country


def table_of(cards: Iterable[InitiativeCard]) -> Rows:
    """Write what a list says of each initiative, under a head, in the language that is active."""
    head = [
        _("Title"),
        _("Status"),
        _("Programme"),
        _("Themes"),
        _("Countries"),
        _("Led by"),
        _("Begins"),
        _("Ends"),
        _("Step"),
        _("Time of the step"),
        _("Address"),
    ]
    return [head, *(_row(card) for card in cards)]


def _row(card: InitiativeCard) -> list[str]:
    step = None if card.is_over else card.current or card.next
    initiative = card.initiative
    return [
        str(initiative.title),
        str(card.status.label),
        str(card.programme.title) if card.programme else "",
        ", ".join(str(theme.name) for theme in card.themes),
        ", ".join(str(Country(code).label) for code in card.countries),
        ", ".join(str(each.name) for each in card.leads),
        when(initiative.starts),
        when(initiative.ends),
        str(step.step.title) if step else "",
        when(step.time) if step else "",
        f"{settings.SITE_URL}{initiative.get_absolute_url()}",
    ]

"""What a board is narrowed to: all of it stands in the address."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from urllib.parse import urlencode

from samspill.initiatives.models import InitiativeQuerySet
from samspill.initiatives.queries import Filters, InitiativeCard, matching
from samspill.organisations.models import Territory
from samspill.programmes.models import Programme
from samspill.workspace.choices import Arrangement


@dataclass(frozen=True, kw_only=True)
class BoardFilters:
    """How somebody looks at their board. Empty: everything, by status."""

    by: Arrangement = Arrangement.STAGE
    programme: Programme | None = None
    theme: str = ""
    country: str = ""
    territory: Territory | None = None
    is_late_only: bool = False
    text: str = ""
    column: str = ""

    @property
    def narrows(self) -> bool:
        """Tell whether anything is left out."""
        chosen = (self.programme, self.theme, self.country, self.territory, self.text, self.column)
        return self.is_late_only or any(chosen)

    def matching(self, rows: InitiativeQuerySet, *, at: datetime) -> InitiativeQuerySet:
        """Narrow initiatives by what the database knows."""
        if self.programme:
            rows = rows.filter(programme__in=_with_parts(self.programme))
        chosen = Filters(theme=self.theme, country=self.country, territory=self.territory)
        return matching(rows, chosen, at=at)

    def fits(self, card: InitiativeCard) -> bool:
        """Tell whether what is typed stands in a title or an introduction, in any language."""
        initiative = card.initiative
        said = (*initiative.title.values(), *initiative.short_title.values())
        wanted = self.text.casefold()
        return any(wanted in each.casefold() for each in (*said, *initiative.lead.values()))

    def arranged(self, by: Arrangement) -> Self:
        """Look at the same in other columns."""
        return replace(self, by=by, column="")

    def only(self, column: str) -> Self:
        """Look at one column, whole."""
        return replace(self, column=column)

    @property
    def question(self) -> str:
        """Write what the address asks for, with its question mark; of nothing chosen, nothing."""
        chosen = {
            "by": "" if self.by is Arrangement.STAGE else self.by.value,
            "programme": self.programme.slug if self.programme else "",
            "theme": self.theme,
            "country": self.country,
            "place": self.territory.slug if self.territory else "",
            "late": "1" if self.is_late_only else "",
            "q": self.text,
            "column": self.column,
        }
        written = urlencode({name: value for name, value in chosen.items() if value})
        return f"?{written}" if written else ""


def _with_parts(programme: Programme) -> set[int]:
    """Name a programme and all that is part of it, in one query: programmes are few."""
    above = dict(Programme.objects.values_list("pk", "part_of_id"))
    found = {programme.pk}
    while more := {pk for pk, upper in above.items() if upper in found} - found:
        found |= more
    return found

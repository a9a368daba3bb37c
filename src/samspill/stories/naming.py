"""What the names in a story stand for: rows of the site, and rows written a moment ago."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models

from samspill.organisations.models import Role
from samspill.stories.schema import BY_MODEL
from samspill.stories.values import Name, RoleName


@dataclass
class Names:
    """Finds rows by name, without asking the database name by name."""

    _rows: dict[tuple[type[models.Model], str], models.Model] = field(default_factory=dict)
    _roles: list[Role] = field(default_factory=list)

    def look_up(self, names: Iterable[Name | RoleName]) -> None:
        """Find what the site holds already, a query for each table."""
        asked: dict[type[models.Model], set[str]] = {}
        for name in names:
            if isinstance(name, Name):
                asked.setdefault(name.model, set()).add(name.key)
        for model, keys in asked.items():
            key = BY_MODEL[model].key[0]
            for row in model._default_manager.filter(**{f"{key}__in": keys}):
                self.learn(row)

    def look_up_roles(self) -> None:
        self._roles = list(Role.objects.select_related("person", "organisation").order_by("pk"))

    def learn(self, row: models.Model) -> None:
        """Remember a row under its name."""
        self._rows[type(row), str(getattr(row, BY_MODEL[type(row)].key[0]))] = row

    def find(self, name: Name | RoleName) -> models.Model:
        """Return what a name stands for.

        :raises KeyError: nothing has that name; the checks have let a fault pass.
        """
        if isinstance(name, Name):
            return self._rows[name.model, name.key]
        for role in self._roles:
            if (
                role.person.email == name.email
                and name.organisation in {"", role.organisation.slug}
                and name.kind in {"", role.kind}
            ):
                return role
        raise KeyError(name.email)

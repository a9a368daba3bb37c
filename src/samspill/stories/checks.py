"""What must hold between the values of a story, beyond what each field takes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from stdnum.dk import cvr
from stdnum.exceptions import ValidationError
from stdnum.fi import ytunnus
from stdnum.no import orgnr
from stdnum.se import orgnr as se_orgnr

from samspill.initiatives.choices import TRANSITIONS, Status
from samspill.organisations.models import Role
from samspill.stories.faults import Fault
from samspill.stories.reading import Row
from samspill.stories.schema import BY_MODEL
from samspill.stories.values import Name, RoleName

_NUMBERS = {"NO": orgnr, "SE": se_orgnr, "DK": cvr, "FI": ytunnus}


def natural_key(row: Row) -> tuple[Any, ...]:
    """Tell by what a row is known: names instead of rows, and nothing where a value is missing."""
    return tuple(_plain(row.values.get(name, "")) for name in row.kind.key)


def _plain(value: Any) -> Any:
    if isinstance(value, Name):
        return value.key
    if isinstance(value, RoleName):
        return (value.email, value.organisation, value.kind)
    return value


def check(rows: Mapping[str, Sequence[Row]]) -> Iterator[Fault]:
    """Find what does not fit together: within rows, between rows, and between rows and the site."""
    for listed in rows.values():
        yield from _doubles(listed)
        yield from _circles(listed)
        for row in listed:
            yield from _RULES.get(row.kind.name, _nothing)(row)
            for parts in row.parts.values():
                yield from _doubles(parts)
    every = [name for listed in rows.values() for row in listed for name in names_in(row)]
    yield from _strangers(every, rows)
    yield from _strange_roles(every, rows)


def names_in(row: Row) -> Iterator[Name | RoleName]:
    """Walk all that a row and its parts refer to."""
    for value in row.values.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Name | RoleName):
                yield one
    for parts in row.parts.values():
        for part in parts:
            yield from names_in(part)


def _doubles(rows: Sequence[Row]) -> Iterator[Fault]:
    seen: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        key = natural_key(row)
        if row.kind.key == ("number",) or not any(key):
            continue
        if first := seen.get(key):
            yield row.fault(
                row.kind.key[0],
                _("“%(name)s” is told already, in %(file)s on line %(line)d: keep one of them.")
                % {
                    "name": " · ".join(str(part) for part in key),
                    "file": first.place.file,
                    "line": first.place.line,
                },
            )
        seen.setdefault(key, row)


def _circles(rows: Sequence[Row]) -> Iterator[Fault]:
    """Find what would be part of itself, or follow on itself."""
    told = {str(row.values.get(row.kind.key[0])): row for row in rows}
    for slug, row in told.items():
        for field, name in row.values.items():
            passed, step = {slug}, name
            while isinstance(step, Name) and step.model is row.kind.model:
                if step.key in passed:
                    yield row.fault(
                        field, _("“%s” comes back to itself here: break the circle.") % slug
                    )
                    break
                passed.add(step.key)
                step = told[step.key].values.get(field) if step.key in told else None


def _strangers(
    names: Sequence[Name | RoleName], rows: Mapping[str, Sequence[Row]]
) -> Iterator[Fault]:
    """Find names that neither the files nor the site know."""
    for model, kind in BY_MODEL.items():
        asked = [name for name in names if isinstance(name, Name) and name.model is model]
        told = {str(row.values.get(kind.key[0])) for row in rows.get(kind.name, [])}
        if unknown := {name.key for name in asked} - told:
            stored = model._default_manager.filter(**{f"{kind.key[0]}__in": unknown})
            unknown -= set(stored.values_list(kind.key[0], flat=True))
        for name in asked:
            if name.key in unknown:
                yield name.place.fault(
                    _("“%(name)s” is not among the %(kind)s: correct it, or tell of it first.")
                    % {"name": name.key, "kind": kind.name}
                )


def _strange_roles(
    names: Sequence[Name | RoleName], rows: Mapping[str, Sequence[Row]]
) -> Iterator[Fault]:
    roles = [name for name in names if isinstance(name, RoleName)]
    held = {
        (row.values.get("email"), *natural_key(part))
        for row in rows.get("people", [])
        for part in row.parts.get("roles", [])
    }
    stored = Role.objects.filter(person__email__in={role.email for role in roles})
    held |= set(stored.values_list("person__email", "organisation__slug", "kind"))
    for role in roles:
        count = sum(_fits(role, one) for one in held)
        if count == 0:
            yield role.place.fault(
                _("“%s” holds no such role: tell of it under people.") % role.email
            )
        elif count > 1:
            yield role.place.fault(
                _("“%s” holds several roles: write person, organisation and kind.") % role.email
            )


def _fits(role: RoleName, held: tuple[Any, ...]) -> bool:
    email, organisation, kind = held
    return (
        role.email == email and role.organisation in {"", organisation} and role.kind in {"", kind}
    )


def _nothing(_row: Row) -> Iterator[Fault]:
    yield from ()


def _organisation(row: Row) -> Iterator[Fault]:
    number, country = row.values.get("number"), row.values.get("country")
    if not number:
        return
    if country not in _NUMBERS:
        yield row.fault("number", _("A number needs a country whose numbers we can check."))
        return
    try:
        compact = _NUMBERS[country].validate(number)
    except ValidationError:
        yield row.fault(
            "number",
            _(
                "“%(number)s” is not an organisation number of %(country)s: its check digit is wrong."
            )
            % {"number": number, "country": country},
        )
    else:
        row.values["number"] = compact


def _initiative(row: Row) -> Iterator[Fault]:
    """Statuses follow one another as TRANSITIONS says, day by day."""
    before: tuple[Any, Any] | None = None
    if not row.parts.get("status_changes"):
        yield row.place.fault(_("Add status_changes: an initiative has had a status since a day."))
    for change in row.parts.get("status_changes", []):
        status, since_on = change.values.get("status"), change.values.get("since_on")
        if not status or not since_on:
            continue
        if before and since_on < before[1]:
            yield change.fault("since_on", _("This is before the status above: put them in order."))
        if before and Status(status) not in TRANSITIONS[Status(before[0])]:
            yield change.fault(
                "status",
                _("Nothing that is %(before)s becomes %(status)s: correct one of them.")
                % {"before": before[0], "status": status},
            )
        before = (status, since_on)


def _gathering(row: Row) -> Iterator[Fault]:
    if ("initiative" in row.places) == ("programme" in row.places):
        yield row.place.fault(_("A gathering belongs to one initiative or to one programme."))
    when, starts_at = row.values.get("when"), row.values.get("starts_at")
    if when and starts_at and not when.earliest() <= starts_at <= when.latest():
        yield row.fault(
            "starts_at", _("This is another time than “when” says: correct one of them.")
        )


_RULES: Mapping[str, Callable[[Row], Iterator[Fault]]] = {
    "organisations": _organisation,
    "initiatives": _initiative,
    "gatherings": _gathering,
}

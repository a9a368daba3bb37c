"""Deeds as lines that are read: when, who, for whom, what, from what to what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspill.accounts.choices import Means
from samspill.accounts.models import Person
from samspill.audit.queries import Deed, Deeds, deeds_about, deeds_by
from samspill.core.imprecise import ImpreciseTime
from samspill.core.languages import LANGUAGES
from samspill.core.references import reference_to, references_to
from samspill.core.templatetags.samspill import when
from samspill.core.translated import Translated
from samspill.events.choices import Attendance, GatheringKind
from samspill.events.models import Gathering
from samspill.initiatives.choices import (
    AnswerKind,
    DocumentKind,
    Duty,
    InnovationKind,
    Part,
    Scope,
    Status,
    StepKind,
)
from samspill.initiatives.models import Initiative
from samspill.mailings.choices import Channel
from samspill.mailings.models import Update
from samspill.organisations.choices import Country, Level, OrganisationKind, RoleKind
from samspill.portal.history.names import Names, Text, Thing, person_in
from samspill.portal.history.words import LABELS, SENTENCES, UNSAID
from samspill.programmes.choices import OwnershipStatus, PartnerStatus


@dataclass(frozen=True, kw_only=True)
class Change:
    """What changed, from what to what; one of them may be empty."""

    label: str | Promise
    before: Text
    after: Text


@dataclass(frozen=True, kw_only=True)
class Line:
    """One deed in words. ``more`` counts changes that are not worth a line of their own."""

    at: datetime
    sentence: str | Promise
    who: Text
    organisation: Text
    role: str
    thing: Thing | None
    changes: list[Change]
    more: int
    is_erased: bool


def history_of(initiative: Initiative) -> Deeds:
    """List what was done to an initiative, its steps, updates and gatherings, the newest first."""
    return deeds_about(
        [
            reference_to(initiative),
            *references_to(initiative.steps.all()),
            *references_to(Gathering.objects.filter(initiative=initiative)),
            *references_to(Update.objects.filter(interest_list=initiative.interest_list_id)),
        ]
    )


def own_history(person: Person) -> Deeds:
    """List what has been done in somebody's name, the newest first."""
    return deeds_by(person)


def told(
    deeds: Iterable[Deed], *, reader: Person, at: datetime, about: Initiative | None = None
) -> list[Line]:
    """Put deeds into words for a reader, who knows already what they are ``about``."""
    deeds = list(deeds)
    names = Names.of(deeds, reader=reader, at=at)
    known = reference_to(about) if about else ""
    return [_line(deed, names, known=known) for deed in deeds]


def _line(deed: Deed, names: Names, *, known: str) -> Line:
    organisation = names.things.get(deed.organisation)
    return Line(
        at=deed.at,
        sentence=SENTENCES.get(deed.what, deed.what),
        who=_who(deed.by, names),
        organisation=organisation.name if organisation else "",
        role=str(RoleKind(deed.role).label) if deed.role in RoleKind else deed.role,
        thing=names.things.get(deed.subject) if deed.subject != known else None,
        changes=list(_changes(deed, names)),
        more=len(deed.changes.keys() - LABELS.keys() - UNSAID),
        is_erased=bool(deed.erased),
    )


#: Whoever acts without an account.
_OTHERS: Mapping[str, Promise] = {
    "operator": gettext_lazy("whoever runs the site"),
    "provider": gettext_lazy("a sign-in service"),
    "rule": gettext_lazy("the site, by rule"),
    "samspill load": gettext_lazy("whoever runs the site, from a file"),
    "subscriber": gettext_lazy("a follower"),
    "visitor": gettext_lazy("a visitor"),
}


def _who(by: str, names: Names) -> Text:
    kind, _colon, key = by.partition(":")
    if kind == "person":
        return _named(f"accounts.person:{key}", names)
    return str(_OTHERS.get(kind, by))


def _named(reference: str, names: Names) -> Text:
    thing = names.things.get(reference)
    return thing.name if thing else _("someone who no longer has an account")


def _changes(deed: Deed, names: Names) -> Iterator[Change]:
    """Word each change that has a label and says something."""
    for name, label in LABELS.items():
        value = deed.changes.get(name)
        before, after = value if isinstance(value, list) and len(value) == 2 else (None, value)  # noqa: PLR2004  (from, to)
        if (deed.what, name) == ("organisations.role_ended", "to_on"):
            after = localtime(deed.at).date().isoformat()  # kept is the last day that was whole
        before, after = _in_the_language_that_changed(before, after)
        change = Change(
            label=_KIND if name == "kind" and "row" in deed.changes else label,
            before=_said(name, before, deed, names),
            after=_said(name, after, deed, names),
        )
        if change.before != change.after:
            yield change


def _in_the_language_that_changed(before: Any, after: Any) -> tuple[Any, Any]:
    """Of a text in several languages, take the other ones only where the reader's did not change."""
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return before, after
    one, other = Translated(before), Translated(after)
    if str(one) != str(other) or one == other:
        return before, after
    changed = [code for code in LANGUAGES if before.get(code) != after.get(code)]
    shown = [
        " · ".join(f"{LANGUAGES[code]}: {text[code]}" for code in changed if text.get(code))
        for text in (before, after)
    ]
    return shown[0], shown[1]


def _said(name: str, value: Any, deed: Deed, names: Names) -> Text:
    """Say a value as a reader would."""
    if value in (None, "", [], {}):
        return ""
    try:
        return _WORDINGS[name](value, deed, names) if name in _WORDINGS else _plainly(value)
    except (KeyError, TypeError, ValueError):
        # What was written by an older version may have another form.
        return str(value)


def _plainly(value: Any) -> Text:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Mapping):
        return Translated(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _status(value: Any, deed: Deed, _names: Names) -> Text:
    kinds = {
        "initiatives.status_changed": Status,
        "programmes.ownership_moved": OwnershipStatus,
        "programmes.partnership_moved": PartnerStatus,
    }
    return str(kinds[deed.what](value).label)


def _time(value: Any, _deed: Deed, _names: Names) -> Text:
    return when(ImpreciseTime.from_edtf(value))


def _moment(value: Any, _deed: Deed, _names: Names) -> Text:
    return when(datetime.fromisoformat(value))


def _day(value: Any, _deed: Deed, _names: Names) -> Text:
    return when(date.fromisoformat(value))


def _organisation(value: Any, _deed: Deed, names: Names) -> Text:
    return names.slugs[value]


def _person(value: Any, _deed: Deed, names: Names) -> Text:
    return _named(person_in(value), names)


def _coordinator(value: Any, _deed: Deed, names: Names) -> Text:
    return _named(f"organisations.role:{value}", names)


def _kind(value: Any, deed: Deed, _names: Names) -> Text:
    kinds = {
        "step": StepKind,
        "document": DocumentKind,
        "gathering": GatheringKind,
        "organisation": OrganisationKind,
    }
    return str(kinds.get(str(deed.changes.get("row")), RoleKind)(value).label)


_KIND = gettext_lazy("Kind")
#: The rows of an initiative's page.
ROWS: Mapping[str, Promise] = {
    "document": gettext_lazy("Document"),
    "gathering": gettext_lazy("Gathering"),
    "involvement": gettext_lazy("Organisation"),
    "organisation": gettext_lazy("Organisation"),
    "requirement": gettext_lazy("Requirement"),
    "step": gettext_lazy("Step"),
    "teammember": gettext_lazy("Person"),
}
_WORDINGS: Mapping[str, Any] = {
    "attendance": lambda value, _deed, _names: str(Attendance(value).label),
    "notice_published": _time,
    "answer": lambda value, _deed, _names: str(AnswerKind(value).label),
    "commitment_ends": _time,
    "country": lambda value, _deed, _names: str(Country(value).label),
    "duty": lambda value, _deed, _names: str(Duty(value).label),
    "ends": _time,
    "innovation_kind": lambda value, _deed, _names: str(InnovationKind(value).label),
    "national_example_since": _time,
    "part": lambda value, _deed, _names: str(Part(value).label),
    "published": _time,
    "row": lambda value, _deed, _names: str(ROWS[value]),
    "scope": lambda value, _deed, _names: str(Scope(value).label),
    "starts": _time,
    "channel": lambda value, _deed, _names: str(Channel(value).label),
    "coordinator": _coordinator,
    "done": _time,
    "ends_at": _moment,
    "from_on": _day,
    "kind": _kind,
    "language": lambda value, _deed, _names: LANGUAGES[value],
    "organisation": _organisation,
    "level": lambda value, _deed, _names: str(Level(value).label),
    "means": lambda value, _deed, _names: str(Means(value).label),
    "person": _person,
    "since": _time,
    "since_on": _day,
    "starts_at": _moment,
    "status": _status,
    "successor": _organisation,
    "to_on": _day,
    "until": _time,
    "when": _time,
}

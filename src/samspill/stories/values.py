"""Reading one value: what may be written follows from the type of the model field."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import gettext as _

from samspill.core.errors import DomainError
from samspill.core.imprecise import ImpreciseTime, ImpreciseTimeField
from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated, TranslatedField
from samspill.organisations.models import Role
from samspill.stories.faults import Fault, Unreadable
from samspill.stories.relative import settle
from samspill.stories.source import Place


@dataclass(frozen=True)
class Name:
    """A reference by name to something that a story or the site holds."""

    model: type[models.Model]
    key: str
    place: Place


@dataclass(frozen=True)
class RoleName:
    """A reference to a role: whose, and where it is not their only one, for whom and which."""

    email: str
    organisation: str
    kind: str
    place: Place


_TRUTH = {"true": True, "false": False}
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?:\[([\w/+-]+)\]|(Z|[+-]\d{2}:\d{2}))"
)


def read(field: models.Field[Any, Any], place: Place, *, day: date, faults: list[Fault]) -> Any:
    """Read the value of a field; what is wrong with it is added to the faults."""
    if isinstance(field, models.ManyToManyField):
        return [_name(field, item, faults) for item in place.items(faults)]
    if isinstance(field, TranslatedField):
        return _translated(place, faults)
    if isinstance(field, models.ForeignKey):
        is_role = field.related_model is Role
        return _role(place, faults) if is_role else _name(field, place, faults)
    try:
        return _scalar(field, settle(_one_value(place), day=day))
    except Unreadable as error:
        faults.append(place.fault(str(error)))
        return None


def _one_value(place: Place) -> str:
    if place.scalar is None:
        raise Unreadable(_("Write one value here; a value with { or : needs quotes."))
    return place.scalar


def _scalar(field: models.Field[Any, Any], text: str) -> Any:
    if field.choices and text not in (known := [str(value) for value, _label in field.flatchoices]):
        raise Unreadable(
            _("“%(value)s” is not known here: write one of %(known)s.")
            % {"value": text, "known": ", ".join(known)}
        )
    for kind, reads in _READERS:
        if isinstance(field, kind):
            return reads(field, text)
    raise TypeError(f"No story tells of a {type(field).__name__}.")


def _text(field: models.Field[Any, Any], text: str) -> str:
    if field.max_length and len(text) > field.max_length:
        raise Unreadable(
            _("This is %(long)d characters long; shorten it to %(most)d.")
            % {"long": len(text), "most": field.max_length}
        )
    if isinstance(field, models.SlugField) and not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
        raise Unreadable(
            _("“%s” cannot stand in an address: use a–z, 0–9 and single hyphens.") % text
        )
    return text


def _imprecise(_field: models.Field[Any, Any], text: str) -> ImpreciseTime:
    try:
        return ImpreciseTime.from_edtf(text)
    except (ValueError, DomainError) as error:
        raise Unreadable(
            _(
                "“%s” is not a time: write it as 2020, 2020-21 (spring 2020), 2020-06,"
                " 2020-06-XX (some time in June), 2019-10-24, 2019-10-24T09:00[Europe/Oslo],"
                " ../2016-22 (before summer 2016) or 2022/2024."
            )
            % text
        ) from error


def _day(_field: models.Field[Any, Any], text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Unreadable(
            _("“%s” is not a day: write it as 2019-10-24, with a day that exists.") % text
        ) from error


def _moment(_field: models.Field[Any, Any], text: str) -> datetime:
    match = _MOMENT.fullmatch(text)
    try:
        if match and match[2]:
            return datetime.fromisoformat(match[1]).replace(tzinfo=ZoneInfo(match[2]))
        if match:
            return datetime.fromisoformat(match[1] + match[3])
    except (ValueError, ZoneInfoNotFoundError):
        pass
    raise Unreadable(_("“%s” is not a moment: write it as 2019-10-24T09:00[Europe/Oslo].") % text)


def _truth(_field: models.Field[Any, Any], text: str) -> bool:
    if text not in _TRUTH:
        raise Unreadable(_("Write true or false here, not “%s”.") % text)
    return _TRUTH[text]


def _number(_field: models.Field[Any, Any], text: str) -> int:
    if not re.fullmatch(r"\d{1,9}", text):
        raise Unreadable(_("Write a whole number here, not “%s”.") % text)
    return int(text)


def _amount(field: models.Field[Any, Any], text: str) -> Decimal:
    try:
        return Decimal(field.clean(Decimal(text.replace("_", "")), None))
    except (InvalidOperation, ValidationError) as error:
        raise Unreadable(_("Write an amount such as 8000000000 here, not “%s”.") % text) from error


def _web_address(field: models.Field[Any, Any], text: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(text)
    except ValidationError as error:
        raise Unreadable(
            _("“%s” is not a web address: it begins with https:// and a domain.") % text
        ) from error
    return _text(field, text)


def _mail_address(field: models.Field[Any, Any], text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise Unreadable(_("“%s” is not an e-mail address.") % text) from error
    if not text.endswith(".example"):
        raise Unreadable(
            _(
                "“%s” could be somebody's: the people of a story are made up, and write from .example."
            )
            % text
        )
    return _text(field, text.lower())


#: The narrower type first: a web address is text as well.
_READERS: tuple[tuple[type[models.Field[Any, Any]], Callable[..., Any]], ...] = (
    (ImpreciseTimeField, _imprecise),
    (models.DateTimeField, _moment),
    (models.DateField, _day),
    (models.BooleanField, _truth),
    (models.IntegerField, _number),
    (models.DecimalField, _amount),
    (models.URLField, _web_address),
    (models.EmailField, _mail_address),
    (models.CharField, _text),
    (models.TextField, _text),
    (models.FileField, _text),
)


def _translated(place: Place, faults: list[Fault]) -> Translated:
    texts = {}
    for code, at, value in place.entries(faults):
        if code not in LANGUAGES:
            faults.append(
                at.fault(
                    _("“%(code)s” is not one of our languages: write %(known)s.")
                    % {"code": code, "known": ", ".join(LANGUAGES)}
                )
            )
        elif not (text := (value.scalar or "").strip()) or value.is_empty:
            faults.append(value.fault(_("Write a text here, or leave the language out.")))
        else:
            texts[code] = text
    return Translated(texts)


def _name(field: Any, place: Place, faults: list[Fault]) -> Name | None:
    if place.scalar is None or place.is_empty:
        faults.append(place.fault(_("Write one name here.")))
        return None
    return Name(field.related_model, place.scalar, place)


def _role(place: Place, faults: list[Fault]) -> RoleName | None:
    if place.scalar is not None:
        return RoleName(place.scalar.lower(), "", "", place)
    found = {"person": "", "organisation": "", "kind": ""}
    for key, at, value in place.entries(faults):
        if key not in found or value.scalar is None:
            faults.append(
                at.fault(_("A role is told by person, and where needed organisation and kind."))
            )
            return None
        found[key] = value.scalar
    return RoleName(found["person"].lower(), found["organisation"], found["kind"], place)

"""Template words of the public pages."""

from datetime import datetime
from decimal import Decimal

from babel.numbers import format_compact_decimal
from django import template
from django.utils.translation import get_language

from samspill.core.languages import known
from samspill.organisations.choices import Country

register = template.Library()


@register.filter
def country_name(code: str) -> str:
    """Write a country's name in the reader's language."""
    return str(Country(code).label) if code in Country else code


@register.simple_tag
def amount(value: Decimal, currency: str) -> str:
    """Write an amount of money in round words, such as "NOK 8 billion"."""
    locale = known(get_language() or "nb")
    number = format_compact_decimal(value, format_type="long", locale=locale, fraction_digits=1)
    return f"{currency} {number}" if locale == "en" else f"{number} {currency}"


@register.filter
def same_day(starts: datetime | None, ends: datetime | None) -> bool:
    """Tell whether a gathering ends on the day on which it starts."""
    return bool(starts and ends and starts.date() == ends.date())

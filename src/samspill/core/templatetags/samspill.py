"""Template words of the house."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from samspill.core.languages import known
from samspill.core.translated import Translated, Wording

register = template.Library()


@register.filter
def wording(text: Translated) -> Wording:
    """Choose what the reader is shown, with its language and whether it is a fallback."""
    return text.wording(known(get_language() or "nb"))


@register.simple_tag
def words(text: Translated | str) -> SafeString | str:
    """Show a short text; one that exists only in another language carries its ``lang``."""
    if isinstance(text, str):
        return text
    shown = wording(text)
    if shown.is_fallback:
        return format_html('<span lang="{}">{}</span>', shown.language, shown.text)
    return shown.text


@register.simple_tag
def prose(text: Translated | str, level: int = 3) -> Any:
    """Show Markdown as safe HTML (stub, being written)."""
    return str(text)


@register.filter
def when(time: Any) -> str:
    """Write an imprecise time in the reader's language (stub, being written)."""
    return str(time or "")

"""Template words of the house."""

from datetime import date, datetime

from babel.lists import format_list
from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from samspill.core import prose as markdown
from samspill.core.imprecise import ImpreciseTime
from samspill.core.imprecise.printing import write_day, write_moment
from samspill.core.imprecise.words import WORDS
from samspill.core.languages import known
from samspill.core.translated import Translated, Wording

register = template.Library()


def _language() -> str:
    return known(get_language() or "nb")


@register.filter
def wording(text: Translated) -> Wording:
    """Choose what the reader is shown, with its language and whether it is a fallback."""
    return text.wording(_language())


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
def prose(text: Translated | str, level: int = 3, language: str = "") -> SafeString | str:
    """Show Markdown as safe HTML, its highest headings at a level.

    ``language`` is that of a text which exists in one only. A translated text that is not in the
    reader's language carries its ``lang``, and a note that says so.
    """
    if isinstance(text, str):
        shown, note = Wording(text=text, language=language or _language(), is_fallback=False), ""
    else:
        shown = wording(text)
        note = fallback_note(text, shown) if shown.is_fallback else ""
    if not shown:
        return ""
    return format_html(
        '{}<div class="prose" lang="{}">{}</div>',
        note and render_to_string("components/fallback_note.html", {"note": note}),
        shown.language,
        markdown.render(shown.text, level=level),
    )


def fallback_note(text: Translated, shown: Wording) -> str:
    """Say in the reader's language in which languages a text exists, the one shown first."""
    others = [code for code in text if code != shown.language]
    names = [_in_language(code) for code in (shown.language, *others)]
    return _("This text exists only %(in_languages)s.") % {
        "in_languages": format_list(names, locale=WORDS[_language()].locale)
    }


def _in_language(code: str) -> str:
    return {
        "nb": pgettext("this text exists only …", "in Norwegian"),
        "nn": pgettext("this text exists only …", "in Norwegian (Nynorsk)"),
        "sv": pgettext("this text exists only …", "in Swedish"),
        "da": pgettext("this text exists only …", "in Danish"),
        "fi": pgettext("this text exists only …", "in Finnish"),
        "en": pgettext("this text exists only …", "in English"),
    }[code]


@register.filter
def when(time: ImpreciseTime | datetime | date | None) -> str:
    """Write a time in the reader's language, as precisely as it is known and no more."""
    if not time:
        return ""
    if isinstance(time, ImpreciseTime):
        return time.in_language(_language())
    if isinstance(time, datetime):
        local = timezone.localtime(time) if timezone.is_aware(time) else time
        return write_moment(local, _language())
    return write_day(time, _language())

"""Template words of the page frame: the same page in other languages, and form fields."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.urls import NoReverseMatch, Resolver404, ResolverMatch, resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override

from samspill.core.languages import LANGUAGES

register = template.Library()

#: What sharing sites call the languages.
LOCALES = {
    "nb": "nb_NO",
    "nn": "nn_NO",
    "sv": "sv_SE",
    "da": "da_DK",
    "fi": "fi_FI",
    "en": "en_GB",
}


#: What is longer was not chosen by anybody, and would be written once for each language and menu.
LONGEST_QUESTION = 8_000


@dataclass(frozen=True)
class LanguageLink:
    """The same page in a language; where there is none, that language's front page."""

    code: str
    name: str
    path: str
    is_current: bool
    question: str = ""

    @property
    def href(self) -> str:
        """Return the address with what it asks for, such as the filters of a list."""
        return f"{self.path}?{self.question}" if self.question else self.path


@register.simple_tag(takes_context=True)
def language_links(context: template.Context) -> list[LanguageLink]:
    """List this page in each language, in the order in which languages are offered."""
    request = context.get("request")
    match = _route(request) if request else None
    question = _question(request) if request and match else ""
    current = get_language()
    return [
        LanguageLink(code, name, _in_language(code, match), code == current, question)
        for code, name in LANGUAGES.items()
    ]


def _question(request: HttpRequest) -> str:
    """Write what a page is asked for, such as the filters of a list."""
    is_short = len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUESTION
    return request.GET.urlencode() if is_short else ""


def _route(request: HttpRequest) -> ResolverMatch | None:
    """Say which route a page is: what has been found for the request is not looked for again."""
    if request.resolver_match:
        return request.resolver_match
    try:
        return resolve(request.path)
    except Resolver404:
        return None


def _in_language(language: str, match: ResolverMatch | None) -> str:
    """Write the address of a route in a language; of none, that language's front page."""
    if match is None:
        return f"/{language}/"
    with override(language):
        try:
            return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
        except NoReverseMatch:
            return f"/{language}/"


@register.simple_tag(takes_context=True)
def menu_link(context: template.Context, route: str, title: str) -> SafeString:
    """Link to a part of the site from its menu, and tell the part where the reader is."""
    path = reverse(route)
    request = context.get("request")
    here = request.path if request else ""
    current = "page" if here == path else "true" if _is_below(request, route, path) else "false"
    return format_html(
        '<a class="site-nav__link" href="{}" aria-current="{}">{}</a>', path, current, title
    )


def _is_below(request: HttpRequest | None, route: str, path: str) -> bool:
    """Tell whether a page lies below a part of the site; work on it has its address there only."""
    if request is None or not request.path.startswith(path):
        return False
    match = request.resolver_match
    return match is None or match.namespace == route.partition(":")[0]


@register.simple_tag
def sharing_locale() -> str:
    """Return the page's language as sharing sites write it."""
    return LOCALES.get(get_language() or "", "nb_NO")


@register.filter
def control(field: BoundField) -> SafeString:
    """Draw a field's control in the house's look, tied to its help and its error."""
    described_by = [
        name
        for name, is_there in (
            (f"{field.id_for_label}-help", field.help_text),
            (f"{field.id_for_label}-error", field.errors),
        )
        if is_there
    ]
    attributes: dict[str, Any] = {"class": "ds-input"}
    if described_by:
        attributes["aria-describedby"] = " ".join(described_by)
    if field.errors:
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs=attributes)


@register.filter
def target(field: BoundField) -> str:
    """Return the id of where to put a field right: its control, or the first of its choices."""
    return str(field.id_for_label or f"{field.auto_id}_0")

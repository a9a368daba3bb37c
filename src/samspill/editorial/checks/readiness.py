"""What an initiative lacks before its readers are well served: each point with where it is mended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.core import prose
from samspill.core.languages import LANGUAGES
from samspill.editorial.checks.links import leads_somewhere
from samspill.events.models import Gathering
from samspill.initiatives import rules
from samspill.initiatives.models import Initiative, Involvement
from samspill.initiatives.queries import contact_countries
from samspill.organisations.choices import Country

#: Texts that every reader meets; what is missing of the others is told where they are written.
_TEXTS = ("title", "lead", "about", "need")
_PROSE = ("about", "need", "ambition", "depends_on", "group_reason", "call_text", "result")
#: Which page mends what forbids publishing.
_MENDED_AT = {"title": "facts", "lead": "texts", "contact": "team", "step": "steps"}


@dataclass(frozen=True, kw_only=True)
class OpenPoint:
    """One thing that is missing or wrong; what ``forbids`` must be mended before publishing."""

    sentence: str
    address: str
    forbids: bool = False


def open_points(initiative: Initiative, *, at: datetime) -> list[OpenPoint]:
    """List what is missing of an initiative, what forbids publishing first."""
    points = [
        *_needed(initiative, at=at),
        *_times(initiative),
        *_gatherings(initiative),
        *_contacts(initiative, at=at),
        *_links(initiative, at=at),
        *_languages(initiative),
    ]
    return sorted(points, key=lambda each: not each.forbids)


def _page(initiative: Initiative, word: str) -> str:
    return reverse(f"workspace:edit_{word}", args=[initiative.slug])


def _needed(initiative: Initiative, *, at: datetime) -> Iterator[OpenPoint]:
    for what, sentence in rules.lacks(initiative, at=at):
        yield OpenPoint(
            sentence=sentence, address=_page(initiative, _MENDED_AT[what]), forbids=True
        )


def _times(initiative: Initiative) -> Iterator[OpenPoint]:
    if not initiative.starts:
        sentence = _("It is not said when the initiative begins.")
        yield OpenPoint(sentence=sentence, address=_page(initiative, "facts"))
    for step in initiative.steps.order_by("number", "pk"):
        if not (step.starts or step.ends or step.done or step.skipped_on):
            sentence = _("The step “%(step)s” has no time.") % {"step": step.title}
            address = reverse("workspace:edit_step", args=[initiative.slug, step.pk])
            yield OpenPoint(sentence=sentence, address=address)


def _gatherings(initiative: Initiative) -> Iterator[OpenPoint]:
    coming = Gathering.objects.filter(initiative=initiative, cancelled_at=None)
    for each in coming.order_by("starts_at", "pk"):
        named = {"gathering": each.title}
        lacks = (
            (each.purpose, _("The gathering “%(gathering)s” does not say what it is for.")),
            (
                each.place or each.online_url,
                _("The gathering “%(gathering)s” has neither a place nor an address on the web."),
            ),
            (
                not each.place or each.street or each.venue,
                _("The gathering “%(gathering)s” has no address at its place."),
            ),
        )
        for is_there, sentence in lacks:
            if not is_there:
                yield OpenPoint(sentence=sentence % named, address=each.get_absolute_url())


def _contacts(initiative: Initiative, *, at: datetime) -> Iterator[OpenPoint]:
    """Ask for a contact in each country from which an organisation has a part now."""
    rows = Involvement.objects.filter(initiative=initiative, until="")
    there = set(rows.values_list("organisation__country", flat=True)) - {""}
    answered = {each.value for each in contact_countries(initiative, at=at)}
    for country in Country:
        if country.value in there - answered:
            sentence = _("Nobody answers for %(country)s, where organisations have a part.")
            yield OpenPoint(
                sentence=sentence % {"country": country.label}, address=_page(initiative, "team")
            )


def _links(initiative: Initiative, *, at: datetime) -> Iterator[OpenPoint]:
    """Look at the form of links, and at those to pages here; nothing is asked of other sites."""
    sentence = _("The link leads nowhere: %(address)s")
    for document in initiative.documents.order_by("number", "pk"):
        if not _is_sound(document.url):
            address = reverse("workspace:edit_document", args=[initiative.slug, document.pk])
            yield OpenPoint(sentence=sentence % {"address": document.url}, address=address)
    for name in _PROSE:
        for text in getattr(initiative, name).values():
            for _words, link in prose.outline(text).links:
                is_dead = link.startswith("/") and not leads_somewhere(link, at=at)
                if is_dead or not (link.startswith(("/", "#", "mailto:")) or _is_sound(link)):
                    yield OpenPoint(
                        sentence=sentence % {"address": link}, address=_page(initiative, "texts")
                    )


def _is_sound(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    host = parts.hostname or ""
    return parts.scheme in {"http", "https"} and "." in host and " " not in address


def _languages(initiative: Initiative) -> Iterator[OpenPoint]:
    """Tell for each language what is written, and not in it."""
    written = [(_TEXT_LABELS[name](), getattr(initiative, name)) for name in _TEXTS]
    steps = [each.title for each in initiative.steps.all()]
    for code, language in LANGUAGES.items():
        missing = [label for label, text in written if text and code not in text]
        if any(text and code not in text for text in steps):
            missing.append(_("Steps"))
        if missing:
            only_steps = missing == [_("Steps")]
            first = "facts" if code not in initiative.title else "steps" if only_steps else "texts"
            sentence = _("Not yet in %(language)s: %(texts)s.")
            yield OpenPoint(
                sentence=sentence % {"language": language, "texts": ", ".join(missing)},
                address=_page(initiative, first),
            )


_TEXT_LABELS = {
    "title": lambda: _("Title"),
    "lead": lambda: _("Introduction"),
    "about": lambda: _("What it is about"),
    "need": lambda: _("The need"),
}

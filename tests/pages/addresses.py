"""The addresses of pages that tests walk through."""

from django.urls import reverse
from django.utils import translation

from samspill.core.languages import LANGUAGES
from samspill.editorial.models import Piece
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.mailings.models import Update
from samspill.organisations.models import Organisation, Territory
from samspill.programmes.models import Programme, Theme

STANDING = [
    *("front", "initiatives", "gatherings", "programmes", "search", "archive", "guides"),
    *("about", "privacy", "accessibility"),
]
ARTICLE = (2016, "innovative-anskaffelser-med-gronn-profil")
GUIDE = "dialog-med-markedet"


def address(name, language="nb", *args):
    """Write the path of a page in a language."""
    with translation.override(language):
        return reverse(f"portal:{name}", args=args)


def one_of_each(language="nb"):
    """List a page of every kind, with what the stories hold."""
    slug = "utslippsfri-levering"
    update = Update.objects.filter(interest_list__initiative__slug=slug)
    told = update.select_related("interest_list__initiative").earliest("pk")
    return {
        **{name: address(name, language) for name in STANDING},
        "answers": f"{address('search', language)}?q=levering",
        "initiative": address("initiative", language, slug),
        "follow": address("follow", language, slug),
        "following": address("following", language),
        "follow_articles": address("follow_articles", language),
        "asked": address("asked", language, slug),
        "contact": address("contact", language, slug),
        "received": address("received", language, slug),
        "update": address("update", language, told.interest_list.initiative.slug, told.pk),
        "archive_year": address("archive_year", language, 2016),
        "article": address("article", language, *ARTICLE),
        "guide": address("guide", language, GUIDE),
        "gathering": address("gathering", language, Gathering.objects.earliest("pk").slug),
        "programme": address("programme", language, Programme.objects.latest("pk").slug),
        "theme": address("theme", language, Theme.objects.earliest("pk").slug),
        "territory": address("territory", language, "telemark"),
        "organisation": address("organisation", language, Organisation.objects.earliest("pk").slug),
    }


def every_page(language="nb"):
    """List the page of every object that the stories hold."""
    return [
        *(address(name, language) for name in STANDING),
        *(
            address(name, language, slug)
            for name, model in (
                ("initiative", Initiative),
                ("gathering", Gathering),
                ("programme", Programme),
                ("theme", Theme),
                ("territory", Territory),
                ("organisation", Organisation),
            )
            for slug in model.objects.order_by("pk").values_list("slug", flat=True)
        ),
        *(
            address("article", language, each.dated_on.year, each.slug)
            for each in Piece.objects.filter(genre="article").order_by("pk")
        ),
        *(
            address("guide", language, each.slug)
            for each in Piece.objects.filter(genre="guide").order_by("pk")
        ),
    ]


ALL_LANGUAGES = list(LANGUAGES)

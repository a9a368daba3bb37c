"""The words of searching."""

from collections.abc import Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What a search can find, in the order in which it is offered."""

    INITIATIVE = "initiative", pgettext_lazy("found by a search", "Initiatives")
    PROGRAMME = "programme", pgettext_lazy("found by a search", "Programmes")
    ARTICLE = "article", pgettext_lazy("found by a search", "Articles")
    GUIDE = "guide", pgettext_lazy("found by a search", "Guides")
    UPDATE = "update", pgettext_lazy("found by a search", "Updates")
    NEWSLETTER = "newsletter", pgettext_lazy("found by a search", "Newsletters")
    GATHERING = "gathering", pgettext_lazy("found by a search", "Gatherings")
    DOCUMENT = "document", pgettext_lazy("found by a search", "Documents")
    ORGANISATION = "organisation", pgettext_lazy("found by a search", "Organisations")
    PLACE = "place", pgettext_lazy("found by a search", "Places")
    THEME = "theme", pgettext_lazy("found by a search", "Themes")


#: One of each kind.
ONE: Mapping[Kind, Promise] = {
    Kind.INITIATIVE: pgettext_lazy("one found by a search", "Initiative"),
    Kind.PROGRAMME: pgettext_lazy("one found by a search", "Programme"),
    Kind.ARTICLE: pgettext_lazy("one found by a search", "Article"),
    Kind.GUIDE: pgettext_lazy("one found by a search", "Guide"),
    Kind.UPDATE: pgettext_lazy("one found by a search", "Update"),
    Kind.NEWSLETTER: pgettext_lazy("one found by a search", "Newsletter"),
    Kind.GATHERING: pgettext_lazy("one found by a search", "Gathering"),
    Kind.DOCUMENT: pgettext_lazy("one found by a search", "Document"),
    Kind.ORGANISATION: pgettext_lazy("one found by a search", "Organisation"),
    Kind.PLACE: pgettext_lazy("one found by a search", "Place"),
    Kind.THEME: pgettext_lazy("one found by a search", "Theme"),
}


class Facet(models.TextChoices):
    """By what the answers to a search can be narrowed, in the order in which it is offered."""

    KIND = "kind", pgettext_lazy("narrow a search by", "Kind")
    THEME = "theme", pgettext_lazy("narrow a search by", "Theme")
    REGION = "region", pgettext_lazy("narrow a search by", "Place")
    COUNTRY = "country", pgettext_lazy("narrow a search by", "Country")
    YEAR = "year", pgettext_lazy("narrow a search by", "Year")
    LANGUAGE = "language", pgettext_lazy("narrow a search by", "Language of the text")


class Order(models.TextChoices):
    """In which order answers come."""

    BEST = "best", pgettext_lazy("order of answers", "Best match first")
    NEWEST = "newest", pgettext_lazy("order of answers", "Newest first")

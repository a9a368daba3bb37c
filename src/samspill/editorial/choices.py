"""The words of articles and guides."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Genre(models.TextChoices):
    """What a text is: told on a day, and kept; or kept up to date."""

    ARTICLE = "article", _("Article")
    GUIDE = "guide", _("Guide")


class SectionKind(models.TextChoices):
    """What a section of a text is."""

    PROSE = "prose", pgettext_lazy("section", "Text")
    PICTURE = "picture", pgettext_lazy("section", "Picture")
    QUOTATION = "quotation", pgettext_lazy("section", "Quotation")
    CONTACT = "contact", pgettext_lazy("section", "Contact person")
    FILE = "file", pgettext_lazy("section", "File")
    INITIATIVE = "initiative", pgettext_lazy("section", "Card of an initiative")
    ORGANISATION = "organisation", pgettext_lazy("section", "Card of an organisation")

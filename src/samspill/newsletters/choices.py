"""The words of newsletters."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ItemKind(models.TextChoices):
    """What stands in a newsletter."""

    UPDATE = "update", pgettext_lazy("in a newsletter", "Update")
    ARTICLE = "article", pgettext_lazy("in a newsletter", "Article")
    GATHERING = "gathering", pgettext_lazy("in a newsletter", "Gathering")
    SECTION = "section", pgettext_lazy("in a newsletter", "Own section")

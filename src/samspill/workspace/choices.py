"""The words of the workspace."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Arrangement(models.TextChoices):
    """By what the columns of a board are told apart."""

    STAGE = "stage", pgettext_lazy("board", "Status")
    THEME = "theme", pgettext_lazy("board", "Theme")
    REGION = "region", pgettext_lazy("board", "Region")

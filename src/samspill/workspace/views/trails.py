"""Where the pages lie on which things are changed."""

from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.core.translated import Translated
from samspill.initiatives.models import Initiative
from samspill.workspace.views.revising import Trail


def initiative_trail(initiative: Initiative, *more: tuple[str | Translated, str]) -> Trail:
    """Lead by an initiative to the pages that change it."""
    edit = reverse("workspace:edit", args=[initiative.slug])
    return [
        (_("Initiatives"), reverse("portal:initiatives")),
        (initiative.title, initiative.get_absolute_url()),
        (_("Edit"), edit if more else ""),
        *more,
    ]

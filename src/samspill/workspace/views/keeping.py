"""What the pages of the register share: whom they are for, where they lie, how they are taken out."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from samspill.accounts.http import PersonRequest
from samspill.core import clock
from samspill.core.translated import Translated
from samspill.organisations.models import Import
from samspill.organisations.queries import may_keep_register

Trail = list[tuple[str | Translated, str]]


def keeper_only(request: PersonRequest) -> None:
    """Let in those who keep the register.

    :raises Http404: the person does not.
    """
    if not may_keep_register(request.user, at=clock.now()):
        raise Http404


def register_trail(*more: str, table: Import | None = None) -> Trail:
    """Lead by one's own page to the register, to its imports, and to one of them."""
    steps: Trail = [
        (_("My page"), reverse("portal:my_page")),
        (_("Organisations"), reverse("workspace:register")),
    ]
    if more or table:
        steps.append((_("Import"), reverse("workspace:begin_import")))
    if table:
        steps.append((_("Look at the table"), table.get_absolute_url()))
    steps += [(each, "") for each in more]
    return [*steps[:-1], (steps[-1][0], "")]

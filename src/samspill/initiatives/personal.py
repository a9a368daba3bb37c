"""What the tables of initiatives hold about people."""

from django.utils.translation import gettext_lazy as _

from samspill.core.personal import Belongs, Declared, Group, Held, Stays, To
from samspill.organisations.personal import ROLE_FORGOTTEN

TEAM_MEMBER = Declared(
    personal={
        "role": Held(
            purpose="Showing who works in an initiative",
            until=ROLE_FORGOTTEN,
            at_erasure=Stays("The role has ended and leads to a nameless account"),
        )
    },
    belongs_to=(
        Belongs(
            to=To.ACCOUNT,
            path="role__person",
            group=Group.WORK,
            heading=_("Your work in initiatives"),
            shows={
                "initiative__title": _("Initiative"),
                "duty": _("Duty"),
                "country": _("Country"),
                "role__organisation__name": _("Organisation"),
            },
            shown_from={"initiative__title": "initiative__published_at"},
        ),
    ),
)

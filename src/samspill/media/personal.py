"""What the tables of pictures and files hold about people."""

from django.utils.translation import gettext_lazy as _

from samspill.core.personal import FOR_GOOD, Belongs, Declared, Effect, Group, Held, Stays, To

PICTURE = Declared(
    personal={
        "photographer": Held(
            purpose="Naming whoever took a picture",
            until=FOR_GOOD,
            at_erasure=Stays("The law of copyright asks that a picture names its photographer"),
        ),
    },
    belongs_to=(
        Belongs(
            to=To.NAME,
            path="photographer",
            group=Group.WORK,
            heading=_("Pictures that name you as their photographer"),
            shows={
                "photographer": _("Photographer"),
                "alternative": _("What it shows"),
                "uploaded_at": _("Since"),
            },
            effect=Effect.NONE,
        ),
    ),
)

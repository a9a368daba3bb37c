"""What the tables of newsletters hold about people."""

from django.utils.translation import gettext_lazy as _

from samspill.core.personal import EMPTIED, Belongs, Declared, Group, Held, To, Until

NEWSLETTER = Declared(
    personal={
        "written_by": Held(
            purpose="Knowing who wrote the newsletter: a key, no name",
            until=Until("The draft is thrown away, or the person erased", deed="Throwing away"),
            at_erasure=EMPTIED,
        )
    },
    belongs_to=(
        Belongs(
            to=To.REFERENCE,
            path="written_by",
            group=Group.WORK,
            heading=_("Newsletters that you wrote"),
            shows={
                "programme__title": _("Programme"),
                "title": _("Title"),
                "lead": _("Introduction"),
                "changed_at": _("Changed"),
                "published_at": _("Published"),
                "written_by": _("Written by"),
            },
        ),
        # A story may tell a name: by it the newsletter is forgotten, and not shown.
        Belongs(to=To.NAME, path="written_by"),
    ),
)

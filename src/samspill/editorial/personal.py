"""What the tables of articles and guides hold about people.

What an article tells of people is told to the public and kept in its archive (GDPR article 17 (3),
a and d). It is corrected and taken down by its editors, not by a rule.
"""

from django.utils.translation import gettext_lazy as _

from samspill.core.personal import (
    EMPTIED,
    FOR_GOOD,
    Belongs,
    Declared,
    Effect,
    Group,
    Held,
    Stays,
    To,
    Until,
)

_TOLD = Stays("Told to the public and kept in its archive; editors correct it when asked")
_NAMELESS = Stays("Leads to a nameless account")
_IN_TEXTS = _("Articles and guides that name you")

VERSION = Declared(
    personal={
        "edited_by": Held(
            purpose="Telling others who has a text open",
            until=Until("The text is saved, or somebody else opens it", deed="Saving"),
            at_erasure=EMPTIED,
        ),
    },
    belongs_to=(
        Belongs(
            to=To.ACCOUNT,
            path="edited_by",
            group=Group.WORK,
            heading=_("Texts that you have open"),
            shows={"piece__slug": _("Text"), "language": _("Language"), "edited_at": _("Since")},
        ),
    ),
)

REVISION = Declared(
    personal={
        "saved_by": Held(
            purpose="Showing editors who wrote what", until=FOR_GOOD, at_erasure=_NAMELESS
        ),
        "byline": Held(purpose="Naming whoever wrote a text", until=FOR_GOOD, at_erasure=_TOLD),
        "byline_role": Held(
            purpose="Naming whoever wrote a text", until=FOR_GOOD, at_erasure=_NAMELESS
        ),
        "caption": Held(purpose="Naming those in a picture", until=FOR_GOOD, at_erasure=_TOLD),
    },
    belongs_to=(
        Belongs(
            to=To.ACCOUNT,
            path="saved_by",
            group=Group.WORK,
            heading=_("Wordings of articles and guides that you saved"),
            shows={"title": _("Title"), "saved_at": _("Saved"), "published_at": _("Published")},
            effect=Effect.NONE,
        ),
        Belongs(
            to=To.ACCOUNT,
            path="byline_role__person",
            group=Group.WORK,
            heading=_("Articles and guides that name you as their writer"),
            shows={"title": _("Title"), "published_at": _("Published")},
            effect=Effect.NONE,
        ),
        Belongs(
            to=To.NAME,
            path="byline",
            group=Group.WORK,
            heading=_IN_TEXTS,
            shows={"title": _("Title"), "byline": _("Byline")},
            effect=Effect.NONE,
        ),
        Belongs(
            to=To.NAME,
            path="caption",
            group=Group.WORK,
            heading=_IN_TEXTS,
            shows={"title": _("Title"), "caption": _("Caption")},
            effect=Effect.NONE,
        ),
    ),
)

SECTION = Declared(
    personal={
        "text": Held(
            purpose="Telling what people have said and done", until=FOR_GOOD, at_erasure=_TOLD
        ),
        "attribution": Held(purpose="Naming whoever is quoted", until=FOR_GOOD, at_erasure=_TOLD),
        "role": Held(purpose="Naming a contact person", until=FOR_GOOD, at_erasure=_NAMELESS),
    },
    belongs_to=(
        Belongs(
            to=To.ACCOUNT,
            path="role__person",
            group=Group.WORK,
            heading=_("Articles and guides that name you as a contact"),
            shows={"revision__title": _("Title"), "text": _("Text")},
            effect=Effect.NONE,
        ),
        Belongs(
            to=To.NAME,
            path="attribution",
            group=Group.WORK,
            heading=_IN_TEXTS,
            shows={"revision__title": _("Title"), "text": _("Text"), "attribution": _("Who")},
            effect=Effect.NONE,
        ),
    ),
)

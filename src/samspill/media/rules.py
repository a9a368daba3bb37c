"""What must hold for pictures and files."""

from django.utils.translation import gettext as _

from samspill.core.errors import NotPossible
from samspill.core.translated import Translated


def check_described(alternative: Translated, *, is_decorative: bool) -> None:
    """A picture has words for those who do not see it, or is decoration, and never both."""
    if is_decorative and alternative:
        raise NotPossible(
            _("A picture that is described is no decoration. Take away one of the two.")
        )
    if not is_decorative and not alternative:
        raise NotPossible(
            _("Describe the picture for those who do not see it, or say that it is decoration.")
        )


def check_licence(licence: str, photographer: str) -> None:
    """A licence that asks for a name gets one."""
    if licence in {"cc_by", "cc_by_sa"} and not photographer.strip():
        raise NotPossible(_("This licence asks for the name of the photographer."))

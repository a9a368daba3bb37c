"""How large a table may be."""

from django.utils.translation import gettext as _

from samspill.core.errors import NotPossible

MOST_BYTES = 8 * 1024 * 1024
MOST_BYTES_UNPACKED = 64 * 1024 * 1024
MOST_ROWS = 100_000
MOST_PARTS = 500


def check_size(content: bytes) -> None:
    """Refuse a file that is larger than any list of addresses."""
    if len(content) > MOST_BYTES:
        raise NotPossible(_("The file is too large. Divide it into several smaller ones."))


def check_rows(many: int) -> None:
    """Refuse a table that is longer than any list of addresses."""
    if many > MOST_ROWS:
        raise NotPossible(_("The file has too many rows. Divide it into several smaller ones."))

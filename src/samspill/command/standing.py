"""Whether a site stands here, and of which kind: asked of the data folder alone."""

import os
from pathlib import Path

from samspill.core.errors import NotPossible

#: Left in the data folder by ``samspill run``, and taken away by ``samspill run --production``.
DEVELOPMENT = "in-development"


def check_set_up() -> None:
    """Look for a site before anything is made of the settings, which would make a folder.

    :raises NotPossible: there is none; the sentence says how to come by one.
    """
    if os.environ.get("SAMSPILL_DATABASE_URL"):
        return
    folder = Path(os.environ.get("SAMSPILL_DATA") or "data").resolve()
    if not (folder / "samspill.sqlite3").exists():
        raise NotPossible(
            f"No site has been set up in {folder}. “samspill migrate” sets one up there;"
            " SAMSPILL_DATA says where one is (“make run” keeps its own in the folder data"
            " of the repository)."
        )


def mark(folder: Path, *, development: bool) -> None:
    """Note of which kind the site is, for those who look at it later from elsewhere."""
    if development:
        (folder / DEVELOPMENT).touch(mode=0o600)
    else:
        (folder / DEVELOPMENT).unlink(missing_ok=True)


def is_in_development(folder: Path) -> bool:
    """Tell whether the site was last run with sample people and a local inbox."""
    return (folder / DEVELOPMENT).exists()

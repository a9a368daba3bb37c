"""Compile the translations (.po) into what gettext reads (.mo), without GNU gettext."""

import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parents[1] / "src" / "samspill" / "locale"


def compile_catalogue(source: Path) -> list[str]:
    """Compile one catalogue unless it has errors, which are returned as sentences."""
    with source.open("rb") as text:
        catalogue = read_po(text, locale=source.parent.parent.name, abort_invalid=True)
    errors = [
        f"{source}:{message.lineno}: {error}"
        for message, found in catalogue.check()
        for error in found
    ]
    if not errors:
        # Written aside and moved into place, so that a running site never reads half a file.
        aside = source.with_suffix(".mo.new")
        with aside.open("wb") as compiled:
            write_mo(compiled, catalogue)
        aside.replace(source.with_suffix(".mo"))
    return errors


def main() -> int:
    sources = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
    errors = [error for source in sources for error in compile_catalogue(source)]
    for error in errors:
        print(error, file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())

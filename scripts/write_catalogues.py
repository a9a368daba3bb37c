"""Bring the catalogues in step with the code: new texts come in empty, dead ones go.

    make messages            (needs GNU gettext: apt-get install gettext)

Nothing but texts is written: no dates, no names, so that a catalogue changes only with its texts.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src" / "samspill"
LANGUAGES = ("nb", "nn", "sv", "da", "fi")
HEADER = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To):'
    r".*\n",
    re.MULTILINE,
)


def write(source: Path = SOURCE) -> None:
    """Let Django find the texts, and merge them into each catalogue."""
    chosen = [word for code in LANGUAGES for word in ("-l", code)]
    subprocess.run(
        [
            *(sys.executable, "-m", "django", "makemessages", *chosen),
            *("-e", "html,txt,py,mjml"),
            *("--no-obsolete", "--add-location", "file", "--no-wrap", "-i", "tests"),
        ],
        cwd=source,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "samspill.settings",
            "SAMSPILL_DATA": tempfile.mkdtemp(prefix="samspill-catalogues-"),
            "SAMSPILL_DEVELOPMENT": "1",
            "PYTHONPATH": str(source.parent),
        },
        check=True,
    )
    for path in sorted(source.glob("locale/*/LC_MESSAGES/django.po")):
        entries = HEADER.sub("", path.read_text(encoding="utf-8")).split("\n\n")
        path.write_text("\n\n".join(map(_without_guess, entries)), encoding="utf-8")


def _without_guess(entry: str) -> str:
    """Empty a translation that gettext has guessed from a text like it: a guess is seldom right."""
    if ", fuzzy" not in entry or 'msgid ""\nmsgstr ""\n"Project' in entry:
        return entry
    kept = "\n".join(line for line in entry.splitlines() if not line.startswith("#|"))
    kept = kept.replace("#, fuzzy\n", "").replace(", fuzzy", "")
    return re.sub(r'^(msgstr(?:\[\d\])?) "(?:.*)"(?:\n".*")*', r'\1 ""', kept, flags=re.MULTILINE)


if __name__ == "__main__":
    write()

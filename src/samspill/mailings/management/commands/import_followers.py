"""``samspill import-followers FILE``: take an older list over."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samspill.core import clock
from samspill.core.languages import LANGUAGES
from samspill.core.sheets import read
from samspill.mailings import actions
from samspill.mailings.choices import Imported
from samspill.mailings.management.listed import listed
from samspill.mailings.models import InterestList

#: As much of a value in the file as is shown.
MOST_SHOWN = 80


class Command(BaseCommand):
    """``samspill import-followers FILE --list KEY --basis WORDS``."""

    help = "Take the addresses of an older list over, with the right by which it was kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what the command takes."""
        parser.add_argument("file", metavar="FILE", help="CSV or XLSX, one row for each address")
        parser.add_argument(
            "--list", required=True, metavar="KEY", help="such as initiative:utslippsfri-levering"
        )
        parser.add_argument(
            "--basis", default="", metavar="WORDS", help="by which right the list was kept"
        )
        parser.add_argument(
            "--ask-again",
            action="store_true",
            help="ask everybody by e-mail; only who confirms follows",
        )
        parser.add_argument(
            "--reply-to",
            default="",
            metavar="ADDRESS",
            help="where answers to the mail about the move go",
        )
        parser.add_argument("--language", default="nb", choices=list(LANGUAGES))
        parser.add_argument("--dry-run", action="store_true", help="tell what would become of it")

    def handle(self, *_args: Any, **asked: Any) -> None:
        """Take the rows over, and tell what became of each that was not simply added.

        :raises CommandError: there is no such list, or no such file.
        :raises NotPossible: the file cannot be read, the list is closed, or the basis is missing.
        """
        interest_list = InterestList.objects.filter(key=asked["list"]).first()
        if interest_list is None:
            raise CommandError(f"There is no list “{asked['list']}”. {_there_are()}")
        rows = listed(read(_content(asked["file"])), language=asked["language"])
        reports = actions.import_followers(
            interest_list,
            rows,
            basis=asked["basis"],
            asks_again=asked["ask_again"],
            is_trial=asked["dry_run"],
            reply_to=asked["reply_to"],
            by="operator",
            at=clock.now(),
        )
        for each in reports:
            if said := _said(each):
                self.stdout.write(said)
        for outcome, many in Counter(each.outcome for each in reports).items():
            self.stdout.write(f"{many:6}  {outcome.label}")
        if asked["dry_run"]:
            self.stdout.write("Nothing has been changed, and nobody is written to.")


def _content(path: str) -> bytes:
    """Read the file.

    :raises CommandError: it cannot be read.
    """
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise CommandError(f"There is no file “{path}”. Check its name and folder.") from None
    except OSError as error:
        raise CommandError(f"The file “{path}” cannot be read: {error.strerror}.") from None


def _said(report: actions.RowReport) -> str:
    """Tell what became of a row, unless it was simply added."""
    row, words = report.row, [f"row {report.row.number}: {report.outcome.label}"]
    is_new = report.outcome in {Imported.ADDED, Imported.ASKED}
    if report.outcome is Imported.REFUSED:
        words.append(f": “{_visible(row.address)}”. {report.reason}")
    else:
        words.append(".")
    if row.misunderstood and is_new:
        words.append(
            f" The language “{_visible(row.misunderstood)}” is not known:"
            f" {LANGUAGES[row.language]} is used."
        )
    return "".join(words) if row.misunderstood or not is_new else ""


def _visible(value: str) -> str:
    """Show what stood in the file, without characters that a terminal would obey."""
    return "".join(each if each.isprintable() else "·" for each in value)[:MOST_SHOWN]


def _there_are() -> str:
    keys = InterestList.objects.order_by("key").values_list("key", flat=True)
    return f"There are: {', '.join(keys[:20])}." if keys else "There are none yet."

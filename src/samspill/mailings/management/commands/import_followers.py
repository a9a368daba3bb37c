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
        parser.add_argument("--language", default="nb", choices=list(LANGUAGES))
        parser.add_argument("--dry-run", action="store_true", help="tell what would become of it")

    def handle(self, *_args: Any, **asked: Any) -> None:
        """Take the rows over, and tell what became of each that was not simply added.

        :raises CommandError: there is no such list.
        :raises NotPossible: the file cannot be read, the list is closed, or the basis is missing.
        """
        interest_list = InterestList.objects.filter(key=asked["list"]).first()
        if interest_list is None:
            raise CommandError(f"There is no list “{asked['list']}”. {_there_are()}")
        rows = listed(read(Path(asked["file"]).read_bytes()), language=asked["language"])
        reports = actions.import_followers(
            interest_list,
            rows,
            basis=asked["basis"],
            asks_again=asked["ask_again"],
            is_trial=asked["dry_run"],
            by="operator",
            at=clock.now(),
        )
        for each in reports:
            if each.outcome not in {Imported.ADDED, Imported.ASKED}:
                why = f" {each.reason}" if each.reason else ""
                self.stdout.write(f"row {each.row.number}: {each.outcome.label}.{why}")
        for outcome, many in Counter(each.outcome for each in reports).items():
            self.stdout.write(f"{many:6}  {outcome.label}")
        if asked["dry_run"]:
            self.stdout.write("Nothing has been changed, and nobody is written to.")


def _there_are() -> str:
    keys = InterestList.objects.order_by("key").values_list("key", flat=True)
    return f"There are: {', '.join(keys[:20])}." if keys else "There are none yet."

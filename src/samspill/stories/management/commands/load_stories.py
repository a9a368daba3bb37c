"""``samspill load FILE…``."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from samspill.core import clock
from samspill.stories.actions import load
from samspill.stories.faults import BrokenStory


class Command(BaseCommand):
    """Read whole programmes and initiatives from story files."""

    help = "Bring in stories from YAML files (docs/reference/stories.md): all of them or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, only.")
        parser.add_argument(
            "--only-new",
            action="store_true",
            help="Leave alone the files that have not changed since they were loaded last.",
        )

    def handle(
        self, *, files: Sequence[Path], dry_run: bool, only_new: bool, **options: object
    ) -> None:
        try:
            summary = load(
                files, at=clock.now(), dry_run=dry_run, by="samspill load", only_new=only_new
            )
        except BrokenStory as error:
            count = len(error.faults)
            raise CommandError(
                "\n".join(
                    [*map(str, error.faults), _("%d to put right; nothing was loaded.") % count]
                )
            ) from error
        self.stdout.write(f"{summary}{_(' (dry run: nothing saved)') if dry_run else ''}")

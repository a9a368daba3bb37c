"""``samspill import-articles FOLDER``."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspill.core import clock
from samspill.editorial.importing import Terms, take_over


class Command(BaseCommand):
    """Take over the articles of another site."""

    help = "Take over articles from Markdown and HTML files: all of them, or none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument("--programme", default="", help="whose articles they are")
        parser.add_argument("--old-site", default="", help="https://… that links begin with")
        parser.add_argument("--dry-run", action="store_true", help="Say what would come, only.")

    def handle(
        self, *, folder: Path, programme: str, old_site: str, dry_run: bool, **options: object
    ) -> None:
        if not folder.is_dir():
            raise CommandError(_("There is no folder “%s”.") % folder)
        terms = Terms(programme=programme, old_site=old_site, is_dry_run=dry_run)
        reports = take_over(folder, terms=terms, by="samspill import-articles", at=clock.now())
        for report in reports:
            self.stdout.write(str(report))
        if wrong := [each for each in reports if each.fault]:
            said = ngettext(
                "%(count)d file to put right; nothing was taken over.",
                "%(count)d files to put right; nothing was taken over.",
                len(wrong),
            )
            raise CommandError(said % {"count": len(wrong)})
        taken = sum(1 for each in reports if not each.is_known)
        said = ngettext("%(count)d article", "%(count)d articles", taken) % {"count": taken}
        self.stdout.write(f"{said}{_(' (dry run: nothing saved)') if dry_run else ''}")

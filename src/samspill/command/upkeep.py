"""The commands that look after a site: what is loaded, who comes in, what is examined."""

import argparse
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from samspill.command import standing
from samspill.command.setting_up import django_command, set_up_console

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_upkeep(commands: Commands) -> None:
    """Add the commands of whoever looks after the site and its database."""
    load = commands.add_parser("load", help="tell the site the stories of YAML files")
    load.add_argument("files", nargs="+", metavar="FILE")
    load.add_argument("--dry-run", action="store_true", help="say what would change, only")
    load.set_defaults(do=_load)
    invite = commands.add_parser("invite", help="send somebody a link to act for an organisation")
    invite.add_argument("address", metavar="ADDRESS")
    invite.add_argument("--organisation", required=True, metavar="SLUG", help="as in its address")
    invite.add_argument("--role", required=True, metavar="KIND", help="such as programme_manager")
    invite.add_argument("--until", metavar="DATE", help="last day of the role")
    invite.add_argument("--language", metavar="CODE", help="of the e-mail (nb)")
    invite.set_defaults(do=_invite)
    erase = commands.add_parser("erase", help="erase somebody by their address, on request")
    erase.add_argument("address", metavar="ADDRESS")
    erase.add_argument("--dry-run", action="store_true", help="say what would be erased, only")
    erase.set_defaults(do=_erase)
    _add_import(commands)
    _add_bounce(commands)
    _add_followers(commands)
    doctor = commands.add_parser("doctor", help="look at this set-up, and say what to do")
    doctor.set_defaults(do=_doctor)
    reindex = commands.add_parser("reindex", help="make the search index anew, while the site runs")
    reindex.set_defaults(do=_reindex)
    _add_audit(commands)
    migrate = commands.add_parser("migrate", help="bring the database's tables up to date")
    migrate.set_defaults(do=lambda _asked: django_command("migrate"))
    manage = commands.add_parser(
        "manage", help="pass a command on to Django", add_help=False, prefix_chars="\0"
    )
    manage.add_argument("words", nargs="*", metavar="WORD")
    manage.set_defaults(do=lambda asked: django_command(*asked.words))
    shown = commands.add_parser("version", help="say which version this is")
    shown.set_defaults(do=_version)


def _add_followers(commands: Commands) -> None:
    followers = commands.add_parser("import-followers", help="take an older list of addresses over")
    followers.add_argument("file", metavar="FILE", help="CSV or XLSX")
    followers.add_argument("--list", required=True, metavar="KEY", help="such as initiative:SLUG")
    followers.add_argument("--basis", metavar="WORDS", help="by which right the list was kept")
    followers.add_argument("--ask-again", action="store_true", help="only who confirms follows")
    followers.add_argument("--language", metavar="CODE", help="where a row says none (nb)")
    followers.add_argument("--dry-run", action="store_true", help="say what would change, only")
    followers.set_defaults(do=_import_followers)


def _add_import(commands: Commands) -> None:
    taken = commands.add_parser("import-articles", help="take over the articles of another site")
    taken.add_argument("folder", metavar="FOLDER")
    taken.add_argument("--programme", default="", metavar="SLUG", help="whose articles they are")
    taken.add_argument("--old-site", default="", metavar="URL", help="what old links begin with")
    taken.add_argument("--dry-run", action="store_true", help="say what would come, only")
    taken.set_defaults(do=_import_articles)


def _add_bounce(commands: Commands) -> None:
    bounce = commands.add_parser("bounce", help="take in reports of mail that came back")
    which = bounce.add_mutually_exclusive_group()
    which.add_argument(
        "mailbox", nargs="?", type=Path, metavar="MAILBOX", help="mbox or Maildir (standard input)"
    )
    which.add_argument("--forgive", metavar="ADDRESS", help="let lists write to it again")
    bounce.set_defaults(do=_bounce)


def _add_audit(commands: Commands) -> None:
    audit = commands.add_parser("audit", help="verify the audit trail, or write it to a file")
    deeds = audit.add_subparsers(title="deeds", metavar="DEED", required=True)
    verify = deeds.add_parser("verify", help="find the first place that is not as it was written")
    verify.add_argument(
        "--kept", type=Path, metavar="FILE", help="an earlier /.well-known/audit-head.json"
    )
    verify.set_defaults(do=_audit, export=False)
    export = deeds.add_parser("export", help="write entries and signed head as lines of JSON")
    export.add_argument("file", type=Path, metavar="FILE")
    export.set_defaults(do=_audit, export=True)


def _load(asked: argparse.Namespace) -> int:
    standing.check_set_up()
    return django_command(
        "load_stories", *(["--dry-run"] if asked.dry_run else []), "--", *asked.files
    )


def _invite(asked: argparse.Namespace) -> int:
    words = ["--organisation", asked.organisation, "--role", asked.role]
    words += ["--until", asked.until] if asked.until else []
    words += ["--language", asked.language] if asked.language else []
    return django_command("invite", *words, "--", asked.address)


def _import_followers(asked: argparse.Namespace) -> int:
    words = ["--list", asked.list]
    words += ["--basis", asked.basis] if asked.basis else []
    words += ["--language", asked.language] if asked.language else []
    words += ["--ask-again"] if asked.ask_again else []
    words += ["--dry-run"] if asked.dry_run else []
    return django_command("import_followers", *words, "--", asked.file)


def _erase(asked: argparse.Namespace) -> int:
    return django_command("erase", *(["--dry-run"] if asked.dry_run else []), "--", asked.address)


def _import_articles(asked: argparse.Namespace) -> int:
    words = [f"--programme={asked.programme}", f"--old-site={asked.old_site}"]
    dry = ["--dry-run"] if asked.dry_run else []
    return django_command("import_articles", *words, *dry, "--", asked.folder)


def _bounce(asked: argparse.Namespace) -> int:
    set_up_console()
    from samspill.command import bouncing
    from samspill.worker import wire

    wire()
    if asked.forgive:
        return bouncing.forgive(asked.forgive)
    return bouncing.take_in_all(asked.mailbox) if asked.mailbox else bouncing.take_in_one()


def _doctor(_asked: argparse.Namespace) -> int:
    set_up_console()
    from samspill.command.doctor import Mark, examine

    is_well = True
    for finding in examine():
        print(finding)
        is_well = is_well and finding.mark is not Mark.FAULT
    return 0 if is_well else 1


def _reindex(_asked: argparse.Namespace) -> int:
    set_up_console()
    from samspill.command.reindexing import reindex

    reindex()
    return 0


def _audit(asked: argparse.Namespace) -> int:
    set_up_console()
    from samspill.command import trail

    return trail.export_trail(asked.file) if asked.export else trail.verify_trail(asked.kept)


def _version(_asked: argparse.Namespace) -> int:
    print(f"Samspill {version('samspill')}")
    return 0

"""The ``samspill`` command."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from socket import socket
from typing import TypeAlias

from samspill.command import ports, standing
from samspill.core.errors import DomainError, NotPossible

EXAMPLES = """\
examples:
  samspill run                          the whole site on this machine, with sample people
  samspill run --as-of 2019-10-10       the same, as it stood on that day
  samspill load stories/*.yaml          tell the site initiatives and programmes from files
  samspill invite kari@fylke.example --organisation fellesloftet --role programme_manager
                                        let the first people in, by a link in an e-mail
  samspill doctor                       look at this set-up, and say what to do
  samspill audit verify                 find out whether the audit trail is whole

Settings come from environment variables: docs/reference/settings.md lists them.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Do what the words of the command line say, and return the exit code.

    What goes wrong is told in a sentence; ``SAMSPILL_LOG_LEVEL=DEBUG`` adds where it happened.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspill.settings")
    try:
        asked = _parser().parse_args(words)
        code: int = asked.do(asked)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        if os.environ.get("SAMSPILL_LOG_LEVEL", "").upper() == "DEBUG" or not _is_for_people(error):
            raise
        print(f"samspill: {error}", file=sys.stderr)
        if not isinstance(error, DomainError):
            print("“samspill doctor” looks at the set-up and says what to do.", file=sys.stderr)
        return 1
    return code


def _is_for_people(error: Exception) -> bool:
    """Tell whether an error's message explains it without the lines of code it came through."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError
    from django.db import DatabaseError

    kinds = DomainError, CommandError, ImproperlyConfigured, DatabaseError, OSError
    return isinstance(error, kinds)


def _set_up() -> None:
    """Start Django.

    :raises NotPossible: a setting of the environment cannot be read.
    """
    import django
    from django.conf import settings

    try:
        settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    except ValueError as error:
        raise NotPossible(
            f"A setting of the environment cannot be read: {error}."
            " docs/reference/settings.md says what each may be."
        ) from error
    django.setup()


def _set_up_console() -> None:
    """Start Django for a command that talks to whoever looks after the site: in English.

    :raises NotPossible: a setting of the environment cannot be read.
    """
    from django.utils.translation import activate

    _set_up()
    activate("en")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="samspill",
        description="Innovation procurement in the Nordic countries, from need to effect.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(do=lambda _asked: _show(parser))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    _add_run(commands)
    _add_parts(commands)
    _add_upkeep(commands)
    return parser


def _show(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return 0


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add_run(commands: Commands) -> None:
    run = commands.add_parser("run", help="start web server and worker, and stay until Ctrl-C")
    run.add_argument("--production", action="store_true", help="as a public site: no sample people")
    run.add_argument("--as-of", type=date.fromisoformat, metavar="DATE", help="set the clock back")
    _add_listening(run)
    run.set_defaults(do=_run)


def _add_listening(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=_number, help="port to listen on ($PORT, else 8000)")
    parser.add_argument("--processes", type=int, default=2, help="of the web server (%(default)s)")


def _add_parts(commands: Commands) -> None:
    """Add the parts that ``run`` starts, for machines where each is a service of its own."""
    serve = commands.add_parser("serve", help="the web server alone")
    _add_listening(serve)
    serve.set_defaults(do=_serve)
    work = commands.add_parser("work", help="the worker alone: sends mail, does what is due")
    work.add_argument("--name", help="begins the name under which this worker is known")
    work.add_argument("--until-empty", action="store_true", help="end when nothing is left to do")
    work.set_defaults(do=_work)
    inbox = commands.add_parser("inbox", help="the local inbox alone, in development")
    where = inbox.add_mutually_exclusive_group()
    where.add_argument("--port", type=_number, default=8025, help="to receive on (%(default)s)")
    where.add_argument("--socket", type=int, metavar="NUMBER", help="of an open socket instead")
    inbox.set_defaults(do=_inbox)


def _add_upkeep(commands: Commands) -> None:
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
    doctor = commands.add_parser("doctor", help="look at this set-up, and say what to do")
    doctor.set_defaults(do=_doctor)
    reindex = commands.add_parser("reindex", help="make the search index anew, while the site runs")
    reindex.set_defaults(do=_reindex)
    _add_audit(commands)
    migrate = commands.add_parser("migrate", help="bring the database's tables up to date")
    migrate.set_defaults(do=lambda _asked: _django("migrate"))
    manage = commands.add_parser(
        "manage", help="pass a command on to Django", add_help=False, prefix_chars="\0"
    )
    manage.add_argument("words", nargs="*", metavar="WORD")
    manage.set_defaults(do=lambda asked: _django(*asked.words))
    shown = commands.add_parser("version", help="say which version this is")
    shown.set_defaults(do=_version)


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


def _number(text: str) -> int:
    try:
        return ports.number(text)
    except DomainError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _port(asked: argparse.Namespace) -> int:
    """Take the port that was asked for, else that of the environment.

    :raises NotPossible: PORT in the environment is no port.
    """
    return asked.port or ports.number(os.environ.get("PORT") or "8000")


def _run(asked: argparse.Namespace) -> int:
    from samspill.command.running import Site, run

    if asked.as_of and asked.production:
        raise NotPossible("The clock can be set in development only, not with --production.")
    site = Site(
        host=asked.host,
        port=_port(asked),
        processes=asked.processes,
        development=not asked.production,
        as_of=asked.as_of.isoformat() if asked.as_of else "",
    )
    run(site, prepare=_set_up_console)
    return 0


def _serve(asked: argparse.Namespace) -> int:
    from samspill.command.serving import serve
    from samspill.core.lifeline import end_with_parent

    end_with_parent()
    _set_up()
    serve(host=asked.host, port=_port(asked), processes=asked.processes)
    return 0


def _work(asked: argparse.Namespace) -> int:
    from samspill.core.lifeline import end_with_parent

    end_with_parent()
    _set_up()
    from samspill.worker import run_worker

    run_worker(name=asked.name, until_empty=asked.until_empty)
    return 0


def _inbox(asked: argparse.Namespace) -> int:
    from samspill.core.lifeline import end_with_parent
    from samspill.development.receiver import receive

    end_with_parent()
    if asked.socket is None:
        ports.check_free("127.0.0.1", asked.port)
    receive(socket(fileno=asked.socket) if asked.socket is not None else None, port=asked.port)
    return 0


def _django(*words: str) -> int:
    _set_up_console()
    from django.core.management import ManagementUtility

    ManagementUtility(["samspill manage", *words]).execute()
    return 0


def _load(asked: argparse.Namespace) -> int:
    standing.check_set_up()
    return _django("load_stories", *(["--dry-run"] if asked.dry_run else []), "--", *asked.files)


def _invite(asked: argparse.Namespace) -> int:
    words = ["--organisation", asked.organisation, "--role", asked.role]
    words += ["--until", asked.until] if asked.until else []
    words += ["--language", asked.language] if asked.language else []
    return _django("invite", *words, "--", asked.address)


def _erase(asked: argparse.Namespace) -> int:
    return _django("erase", *(["--dry-run"] if asked.dry_run else []), "--", asked.address)


def _doctor(_asked: argparse.Namespace) -> int:
    _set_up_console()
    from samspill.command.doctor import Mark, examine

    is_well = True
    for finding in examine():
        print(finding)
        is_well = is_well and finding.mark is not Mark.FAULT
    return 0 if is_well else 1


def _reindex(_asked: argparse.Namespace) -> int:
    _set_up_console()
    from samspill.command.reindexing import reindex

    reindex()
    return 0


def _audit(asked: argparse.Namespace) -> int:
    _set_up_console()
    from samspill.command import trail

    return trail.export_trail(asked.file) if asked.export else trail.verify_trail(asked.kept)


def _version(_asked: argparse.Namespace) -> int:
    print(f"Samspill {version('samspill')}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

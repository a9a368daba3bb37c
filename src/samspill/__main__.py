"""The ``samspill`` command."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from socket import socket

from samspill.command import ports
from samspill.command.setting_up import set_up, set_up_console
from samspill.command.upkeep import Commands, add_upkeep
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
    add_upkeep(commands)
    return parser


def _show(parser: argparse.ArgumentParser) -> int:
    parser.print_help()
    return 0


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
    run(site, prepare=set_up_console)
    return 0


def _serve(asked: argparse.Namespace) -> int:
    from samspill.command.serving import serve
    from samspill.core.lifeline import end_with_parent

    end_with_parent()
    set_up()
    serve(host=asked.host, port=_port(asked), processes=asked.processes)
    return 0


def _work(asked: argparse.Namespace) -> int:
    from samspill.core.lifeline import end_with_parent

    end_with_parent()
    set_up()
    from samspill.core.jobs import give_way
    from samspill.worker import run_worker

    give_way()
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


if __name__ == "__main__":
    sys.exit(main())

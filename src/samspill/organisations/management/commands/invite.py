"""Invite somebody from the machine itself: how the first people come in."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from samspill.core import clock
from samspill.core.errors import DomainError
from samspill.core.languages import LANGUAGES
from samspill.organisations import actions
from samspill.organisations.choices import RoleKind
from samspill.organisations.models import Organisation


class Command(BaseCommand):
    """``samspill invite ADDRESS --organisation SLUG --role KIND``."""

    help = "Send somebody an invitation to act for an organisation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what the command takes."""
        parser.add_argument("address", metavar="ADDRESS")
        parser.add_argument("--organisation", required=True, metavar="SLUG")
        parser.add_argument("--role", required=True, choices=RoleKind.values)
        parser.add_argument("--until", type=date.fromisoformat, metavar="DATE")
        parser.add_argument("--language", default="nb", choices=list(LANGUAGES))

    def handle(self, *_args: Any, **asked: Any) -> None:
        """Write the invitation; the worker sends it.

        :raises CommandError: there is no such organisation, or the invitation cannot be sent.
        """
        organisation = Organisation.objects.filter(slug=asked["organisation"]).first()
        if organisation is None:
            raise CommandError(f"No organisation is called “{asked['organisation']}” in addresses.")
        try:
            invitation = actions.invite(
                organisation,
                RoleKind(asked["role"]),
                address=asked["address"],
                language=asked["language"],
                to_on=asked["until"],
                by=None,
                at=clock.now(),
            )
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{invitation.address} is invited to be {invitation.get_kind_display().lower()} at"
            f" {organisation}. The link works until {invitation.expires_at:%Y-%m-%d}; the worker"
            " sends it."
        )

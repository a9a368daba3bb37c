"""``samspill erase``: erase somebody, on request."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from samspill.core import clock
from samspill.core.errors import NotPossible
from samspill.privacy import actions
from samspill.privacy.queries import (
    Fate,
    burdens,
    fate_of,
    find_anybody,
    holdings,
    whose_address,
    whose_is,
)

#: What becomes of the rows of a table, as the command says it.
WORDS = {Fate.GOES: "deleted", Fate.LOSES: "emptied", Fate.STAYS: "kept, by law"}


class Command(BaseCommand):
    """Erase who has an account with an address, or of whom there is but the address."""

    help = "Erase somebody by their address: account, letters, what they follow."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take an address, and whether to say only what would be done."""
        parser.add_argument("address")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *_args: Any, address: str, dry_run: bool, **_options: Any) -> None:
        """Say table by table what is held, and do away with it.

        :raises NotPossible: nothing is held, or this can be nobody's address.
        """
        now = clock.now()
        person = find_anybody(address)
        found = holdings(whose_is(person) if person else whose_address(address))
        if not found:
            raise NotPossible("Nothing is held about this address.")
        for each in found:
            fate = WORDS[fate_of(each.model, each.way)]
            self.stdout.write(f"{len(each.keys):6}  {each.model._meta.label}: {fate}")
        for burden in burdens(person, at=now) if person else []:
            self.stdout.write(f"  note  {burden.what} {burden.remedy}")
        if dry_run:
            self.stdout.write("Nothing has been changed.")
        elif person:
            actions.erase_person(person, by="operator", at=now)
            self.stdout.write(f"Erased. The trail knows the account as person:{person.pk}.")
        else:
            actions.erase_address(address, by="operator", at=now)
            self.stdout.write("Erased.")

"""Who may have whom erased."""

from datetime import datetime

from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.core.errors import NotPermitted, NotPossible
from samspill.core.policy import allows
from samspill.organisations.queries import kinds_of
from samspill.privacy.queries import burdens


def check_may_erase(person: Person, *, by: object, at: datetime) -> None:
    """People erase themselves once nothing hangs on them alone; managers and operators whom they are asked to."""
    if by == person:
        check_is_free_to_go(person, at=at)
    elif isinstance(by, Person) and not allows("privacy.erase_another", roles=kinds_of(by, at)):
        raise NotPermitted(_("Your role does not let you do this."))


def check_is_free_to_go(person: Person, *, at: datetime) -> None:
    """Nobody goes while something would be left without anybody."""
    if burdens(person, at=at):
        raise NotPossible(
            _("There is something that nobody but you does. Please hand it on before you go.")
        )

"""How often something may be tried, counted in the database: parallel tries do not get past it.

For an account first, so that nobody guesses; then for a network, generously, since a county's whole
office has one address. Every try counts, also one that succeeds, and success clears nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.accounts.queries import MeansOfSigningIn
from samspill.core.errors import DomainError, NotPossible
from samspill.core.limits import check_limit

QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)
Most = Sequence[tuple[int, timedelta]]

#: For each account: of a code by mail, for each code that was sent as well.
OF_ACCOUNT: Mapping[str, Most] = {
    "ask": ((5, QUARTER), (20, DAY)),
    "code": ((20, QUARTER), (60, DAY)),
    "password": ((10, QUARTER), (50, DAY)),
    "second_step": ((10, QUARTER), (40, DAY)),
    "passkey": ((20, QUARTER),),
    "provider": ((30, QUARTER),),
}
#: For each network.
OF_NETWORK: Mapping[str, Most] = {
    "ask": ((100, QUARTER),),
    "code": ((300, QUARTER),),
    "password": ((200, QUARTER),),
    "second_step": ((300, QUARTER),),
    "passkey": ((300, QUARTER),),
    "provider": ((300, QUARTER),),
}
TRIES_OF_A_CODE = 5


def check_tries(what: str, *, account: str, network: str, at: datetime) -> None:
    """Count a try, and let it pass unless there have been too many.

    :raises NotPossible: too many; the sentence tells when to try again.
    """
    refusal: DomainError | None = None
    with transaction.atomic():  # all are counted, whichever refuses
        for whose, mosts in ((account, OF_ACCOUNT[what]), (f"net:{network}", OF_NETWORK[what])):
            for most, window in mosts:
                hours = int(window / timedelta(minutes=1))
                try:
                    check_limit(f"accounts.{what}:{hours}:{whose}", most, window, at)
                except NotPossible as error:
                    refusal = refusal or error
    if refusal:
        raise refusal


def check_tries_of_code(serial: str, *, at: datetime) -> None:
    """Count a try of one code that was sent.

    :raises NotPossible: it has been tried too often, and works no more.
    """
    check_limit(f"accounts.serial:{serial}", TRIES_OF_A_CODE, DAY, at)


def check_once(what: str, *, at: datetime) -> None:
    """Let something that works once pass the first time only, however many come at once.

    :raises NotPossible: it has been used.
    """
    try:
        check_limit(f"accounts.once:{what}", 1, DAY, at)
    except NotPossible as error:
        raise NotPossible(_("This has been used already. Please ask for a new one.")) from error


def check_may_have_password(means: MeansOfSigningIn) -> None:
    """Let a password be chosen only beside a second step.

    :raises NotPossible: there is none.
    """
    if not means.has_second_step:
        raise NotPossible(
            _(
                "A password alone is weaker than the code that we send you. Set up an"
                " authenticator app or a passkey first."
            )
        )


def check_is_active(person: Person | None) -> Person:
    """Return the person, if the account has not been closed.

    :raises NotPossible: it has, or there is none.
    """
    if person is None or not person.is_active:
        raise NotPossible(_("This account is closed."))
    return person

"""The code that is sent by e-mail."""

from datetime import datetime, timedelta

from allauth.core.internal.cryptokit import generate_user_code
from django.db import transaction

from samspill.accounts import emails
from samspill.accounts.models import Person
from samspill.accounts.queries import find_person
from samspill.core.email_addresses import key_of
from samspill.core.limits import count

#: An address without an account is told so once in this time, whoever asks however often.
TELL_AGAIN = timedelta(hours=1)


@transaction.atomic
def send_code(address: str, *, language: str, at: datetime) -> str:
    """Send a code to an address if it has an account, else word that it has none; return the code.

    Both take the same steps, so that neither the page nor its time tells which it was. A code for
    nobody is made too, and is sent to nobody.
    """
    code = generate_user_code()
    person = find_person(address)
    times = count(f"accounts.asked:{key_of(address)}", at=at, window=TELL_AGAIN)
    if person:
        emails.sign_in_code(address, code, language=person.language, at=at)
    else:
        emails.no_account(address, language=language, is_sent=times == 1, at=at)
    return code


@transaction.atomic
def send_code_to_confirm(person: Person, *, at: datetime) -> str:
    """Send a code to somebody who is signed in, and is to confirm that it is them."""
    code = generate_user_code()
    emails.confirmation_code(person.email, code, language=person.language, at=at)
    return code

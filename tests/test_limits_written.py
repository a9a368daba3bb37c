"""What is let through how often, and how large, is written down as the code has it."""

from datetime import timedelta
from pathlib import Path

from samspill import settings
from samspill.accounts import rules as accounts
from samspill.accounts.forms import MOST_CHARACTERS_OF_A_PASSWORD
from samspill.accounts.oidc import fetching
from samspill.audit.actions import BATCH
from samspill.core import email_addresses
from samspill.core.passwords import Argon2id
from samspill.editorial.queries.comparison import MOST_WORDS
from samspill.editorial.rules import MOST_SECTIONS
from samspill.mailings.actions import following
from samspill.media import imaging, inspection
from samspill.organisations import rules as organisations
from samspill.outreach import rules as outreach
from samspill.search.queries import asking

PAGE = (Path(__file__).parents[1] / "docs/operate/limits.md").read_text(encoding="utf-8")
MEGABYTE = 1024 * 1024
TRIES = {
    "ask": "asking for a code",
    "code": "trying codes from mails",
    "password": "trying passwords",
    "second_step": "trying second steps",
    "passkey": "trying passkeys",
    "provider": "coming back from a sign-in service",
}
WINDOWS = {
    timedelta(minutes=15): "in a quarter of an hour",
    timedelta(hours=1): "an hour",
    timedelta(days=1): "a day",
}


def often(mosts):
    """Say how often something may be tried."""
    return ", ".join(f"{most} {WINDOWS[window]}" for most, window in mosts)


def frequent():
    """Write the rows of the first table."""
    for what, words in TRIES.items():
        yield words, "account", often(accounts.OF_ACCOUNT[what])
        yield words, "network", often(accounts.OF_NETWORK[what])
    yield "trying one code from a mail", "code", f"{accounts.TRIES_OF_A_CODE}"
    yield (
        "mails to confirm that one follows",
        "address",
        (f"1 an hour, {following.MOST_MAILS_A_DAY} a day"),
    )
    yield (
        "letters to contact persons",
        "writer",
        f"{organisations.MOST_ENQUIRIES_PER_SENDER} an hour",
    )
    yield (
        "letters to contact persons",
        "receiver",
        f"{organisations.MOST_ENQUIRIES_PER_ROLE} an hour",
    )
    yield (
        "proposals, input and questions",
        "writer",
        f"{outreach.MOST_CONTRIBUTIONS_PER_SENDER} an hour",
    )
    yield (
        "proposals, input and questions",
        "programme",
        f"{outreach.MOST_CONTRIBUTIONS_PER_PROGRAMME} an hour",
    )
    yield "invitations", "whoever invites", f"{organisations.MOST_INVITATIONS_AN_HOUR} an hour"
    yield "invitations", "address", f"{organisations.MOST_INVITATIONS_OF_AN_ADDRESS_A_DAY} a day"


def large():
    """Write the rows of the second table."""
    yield (
        "what a form sends, without files",
        f"{settings.DATA_UPLOAD_MAX_MEMORY_SIZE // MEGABYTE} MB",
    )
    yield "fields of a form", f"{settings.DATA_UPLOAD_MAX_NUMBER_FIELDS}"
    yield "a picture", f"{inspection.MOST_BYTES_OF_A_PICTURE // MEGABYTE} MB"
    yield "pixels of a picture", f"{imaging.MOST_PIXELS:,}"
    yield "a file", f"{inspection.MOST_BYTES_OF_A_FILE // MEGABYTE} MB"
    yield "entries of a packed document", f"{inspection.MOST_ENTRIES:,}"
    yield "a document unpacked", f"{inspection.MOST_BYTES_UNPACKED // MEGABYTE} MB"
    yield "a document unpacked, beside packed", f"{inspection.MOST_TIMES_LARGER} times"
    yield "signs of an e-mail address", f"{email_addresses.MOST_CHARACTERS}"
    yield "signs of a password", f"{MOST_CHARACTERS_OF_A_PASSWORD}, at least 12"
    yield "sections of an article", f"{MOST_SECTIONS}"
    yield "words of a passage that is compared word by word", f"{MOST_WORDS:,}"
    yield "words of a search", f"{asking.MOST_WORDS}"


def written(rows):
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def test_how_often_is_written_down():
    assert f"|---|---|---|\n{written(frequent())}\n" in PAGE, written(frequent())


def test_how_large_is_written_down():
    assert f"|---|---|\n{written(large())}\n" in PAGE, written(large())


def test_what_costs_much_is_said_with_the_figures_of_the_code():
    assert Argon2id.memory_cost == 19 * 1024
    assert (fetching.SECONDS, fetching.MOST_BYTES) == (5, MEGABYTE)
    assert BATCH == 500
    assert "19 MiB" in PAGE
    assert "five seconds and a megabyte" in PAGE
    assert "500 entries" in PAGE
    assert settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"] == {"min_length": 12}

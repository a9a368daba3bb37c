"""Interest lists: opened, renamed and closed by what they are about."""

from datetime import UTC, datetime

import pytest

from samspill.core.errors import NotPossible
from samspill.core.translated import Translated
from samspill.mailings.actions import (
    ask,
    close_list,
    confirm,
    open_list,
    rename_list,
)
from samspill.mailings.tests.factories import InterestListFactory
from samspill.mailings.tests.letters import newest, secret_of

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 24, 12, tzinfo=UTC)
KARI = "kari@kommune.example"


def test_a_list_is_opened_once_and_follows_its_owners_title():
    title = Translated(en="Care")
    interest_list = open_list("theme:care", title, "Nordic Buyers")
    assert open_list("theme:care", title, "Somebody else") == interest_list

    rename_list(interest_list, Translated(en="Care at home"))

    interest_list.refresh_from_db()
    assert str(interest_list.title) == "Care at home"


def test_a_closed_list_takes_nobody():
    interest_list = InterestListFactory()
    ask(interest_list, address=KARI, language="en", at=NOON)
    secret = secret_of(newest())
    close_list(interest_list, by="operator", at=NOON)

    with pytest.raises(NotPossible, match="no more news"):
        ask(interest_list, address="ola@kommune.example", language="en", at=NOON)
    with pytest.raises(NotPossible, match="no more news"):
        confirm(secret, at=NOON)

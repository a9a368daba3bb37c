"""The documents about stories say what the code does."""

import re
from collections import Counter

import pytest
from django.apps import apps
from django.urls import reverse
from django.urls.exceptions import NoReverseMatch

from samspill.settings import ROOT
from samspill.stories.describing import describe

REFERENCE = ROOT / "docs" / "reference"
ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]*) \| ([^|]+) \|$", re.MULTILINE)
ROWS = ROW.findall((REFERENCE / "sources.md").read_text(encoding="utf-8"))
FIELDS = sorted({name for _n, _e, fields, _p in ROWS for name in re.findall(r"`(.+?)`", fields)})
ROUTES = sorted({name for *_rest, shown in ROWS for name in re.findall(r"`([\w:]+)`", shown)})
#: The apps of the architecture, those that are there and those to come.
APPS = {
    *("portal", "workspace", "api", "stories", "newsletters", "editorial", "learning", "notices"),
    *("meetings", "consultation", "procurements", "needs", "mobilisation", "outreach", "events"),
    *("initiatives", "programmes", "organisations", "mailings", "search", "media", "accounts"),
    *("outbox", "audit", "core"),
}
#: What the routes of a kind need to be reversed.
ARGUMENTS = ([], ["slug"], ["slug", 1], ["secret"], [2016, "slug"], ["slug", "nb"])


def test_every_element_of_the_sources_has_one_row():
    assert Counter(int(number) for number, *_rest in ROWS) == Counter(range(1, 203))


@pytest.mark.parametrize("name", FIELDS)
def test_the_fields_that_the_sources_name_exist(name):
    app, model, field = name.split(".")

    assert apps.get_model(app, model)._meta.get_field(field)


@pytest.mark.parametrize("name", ROUTES)
def test_the_pages_that_the_sources_name_exist(name):
    def leads_somewhere(arguments):
        try:
            return bool(reverse(name, args=arguments))
        except NoReverseMatch:
            return False

    assert any(leads_somewhere(arguments) for arguments in ARGUMENTS)


def test_what_is_not_shown_yet_says_which_app_will():
    later = {app for *_rest, shown in ROWS for app in re.findall(r"later: (\w+)", shown)}

    assert later <= APPS
    assert [
        number
        for number, _e, fields, shown in ROWS
        if not fields.strip() and "`" not in shown and "later: " not in shown
    ] == []


def test_the_format_of_stories_is_documented_as_it_is():
    page = (REFERENCE / "stories.md").read_text(encoding="utf-8")

    written = page.split("<!-- tables -->\n\n")[1]
    assert written == describe(), (
        "Put samspill.stories.describing.describe() under the tables mark."
    )

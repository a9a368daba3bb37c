"""axe-core finds nothing on the pages on which organisations look after their people."""

from uuid import uuid4

import pytest

from tests.browser.inspection import Inspection
from tests.browser.places import by_name
from tests.browser.test_accessibility import SUBMIT, WAYS
from tests.live import links
from tests.pages.addresses import address

pytestmark = pytest.mark.browser

BODY = "fjordvik"
ADMINISTRATOR, TIED, MANAGER = "Embret Stuedal", "Tora Broholm", "Sigrun Fjelltun"


@pytest.fixture(params=WAYS)
def inspection(request, open_page, live_site):
    """Give an inspection by a new visitor, in the language and the sights of the run."""
    language, sights = request.param
    return Inspection(live_site.url, open_page(language=language), language, sights)


def sign_in_as(inspection, name):
    """Sign in as one of the sample people."""
    inspection.page.context.clear_cookies()
    inspection.open("/development/people/")
    with inspection.page.expect_navigation():
        inspection.page.click(f"li:has-text('{name}') button")


def test_who_acts_for_an_organisation(live_site, inspection):
    language, page = inspection.language, inspection.page
    sign_in_as(inspection, ADMINISTRATOR)
    inspection.go(by_name("portal:my_page", language), "my page, administrator")
    inspection.go(address("organisation", language, BODY), "organisation, looked after")
    inspection.go(by_name("organisations:people", language, BODY), "people")
    inspection.press("main a.ds-button", "invite")
    inspection.press(SUBMIT, "invite, empty")
    invited = f"invitert-{uuid4().hex[:8]}@folk.example"
    page.fill("input[name=address]", invited)
    page.select_option("select[name=kind]", "subject")
    page.select_option("select[name=language]", language)
    inspection.press(SUBMIT, "people, with an invitation")
    inspection.press("main .rows a.ds-button", "withdraw an invitation")
    inspection.go(by_name("organisations:people", language, BODY), "people, nothing withdrawn")
    inspection.press("main .rows a", "end a role")

    (link, *_more) = links(live_site.wait_for_mail(invited))
    inspection.go(link, "invitation, signed in as another")
    page.context.clear_cookies()
    inspection.go(link, "invitation")
    inspection.press(SUBMIT, "invitation, without a name")
    page.fill("input[name=name]", "Guro Lisøy")
    inspection.press(SUBMIT, "invitation, accepted")
    inspection.go(link, "invitation, used", status=410)
    inspection.go(f"{link[:-5]}xxxx/", "invitation, unknown", status=404)
    inspection.report()


def test_for_whom_one_acts_and_what_needs_a_second_person(inspection):
    language = inspection.language
    sign_in_as(inspection, TIED)
    inspection.go(by_name("portal:my_page", language), "my page, held back")
    inspection.go(by_name("organisations:act_for", language), "for whom one acts")
    inspection.page.locator("main input[type=radio]").nth(1).check()
    inspection.press(SUBMIT, "my page, another role chosen")

    sign_in_as(inspection, MANAGER)
    inspection.go(by_name("organisations:second_person", language), "second person")
    inspection.press("main button[value=ask]", "second person, asked for a reason")
    inspection.press("main button[value=clear]", "second person, without a reason")
    inspection.report()

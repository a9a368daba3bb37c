"""What a newcomer does first: signs in as a sample person from a printed link."""

import re

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False])
def test_a_printed_link_leads_to_a_button_that_signs_in(live_site, open_page, javascript):
    link = re.search(r"http://\S+/development/people/\d+/", live_site.said).group()
    page = open_page(javascript=javascript)
    page.goto(link)
    name = page.locator("h1").inner_text()

    page.locator("main form button").click()

    assert re.fullmatch(r".*/(nb|nn|sv|da|fi|en)/", page.url)
    assert name in page.content()


def test_the_inbox_of_a_new_site_opens(live_site, page):
    response = page.goto(f"{live_site.url}/development/inbox/")

    assert response.status == 200
    assert page.locator("h1").count() == 1

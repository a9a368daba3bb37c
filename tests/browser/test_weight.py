"""What a browser really fetches the first time it opens a page."""

import pytest

from tests.browser.places import main_pages
from tests.pages.test_budget import MOST_BYTES, MOST_REQUESTS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("name", "path"), main_pages("nb").items())
def test_a_first_visit_takes_few_requests_and_few_bytes(live_site, page, name, path):
    fetched = []
    network = page.context.new_cdp_session(page)
    network.on("Network.loadingFinished", lambda each: fetched.append(each["encodedDataLength"]))
    network.send("Network.enable")

    page.goto(live_site.url + path, wait_until="networkidle")

    assert 0 < len(fetched) <= MOST_REQUESTS
    assert sum(fetched) <= MOST_BYTES

"""axe-core finds nothing on the pages about one's own data, in any state."""

import pytest

from tests.browser.inspection import Inspection
from tests.browser.places import by_name
from tests.browser.test_accessibility import WAYS, sign_in
from tests.browser.test_signing_in import enter

pytestmark = pytest.mark.browser

#: Nothing hangs on the one alone; the other runs a programme.
FREE, BUSY = "gunhild.asmyr@fjordvik.example", "sigrun.fjelltun@fellesloftet.example"


@pytest.mark.parametrize("way", WAYS)
def test_what_is_held_and_what_erasing_would_do(live_site, open_page, way):
    language, sights = way
    inspection = Inspection(live_site.url, open_page(language=language), language, sights)
    inspection.go(by_name("privacy:erased", language), "erased")
    sign_in(inspection)
    inspection.go(by_name("privacy:my_data", language), "my data")
    inspection.go(by_name("privacy:erase_me", language), "confirm that it is oneself")
    for name, address in (("free to go", FREE), ("with duties", BUSY)):
        inspection.page.context.clear_cookies()
        enter(inspection.page, live_site, address)
        inspection.go(by_name("privacy:erase_me", language), f"erase me, {name}")
        has_button = inspection.page.locator("main form button[type=submit]").count() > 0
        assert has_button == (address == FREE)
    inspection.report()

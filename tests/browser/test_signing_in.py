"""A passkey in a real browser, with an authenticator that Chromium makes up for tests."""

import re

import pytest

from samspill.core.addresses import in_language
from tests.browser.inspection import Inspection
from tests.browser.test_accessibility import SUBMIT, WAYS, by_name, sign_in
from tests.live import wait_for

pytestmark = pytest.mark.browser

#: Nobody else in these tests signs in as them by a code.
SOMEBODY = "petter.voldsund@fjordvik.example"
SECURITY = in_language("/nb/{my-page}/{security}/", "nb")


def authenticator(page):
    """Let the browser have a phone that has just read a finger."""
    network = page.context.new_cdp_session(page)
    network.send("WebAuthn.enable", {"enableUI": False})
    added = network.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return network, added["authenticatorId"]


def code_in(mail):
    text = mail.get_body(preferencelist=("plain",)).get_content()
    return re.search(r"^\s*([A-Z]{4}-[A-Z]{4})\s*$", text, re.MULTILINE)[1]


def enter(page, site, address):
    before = len(site.mails(address))
    page.goto(f"{site.url}/nb/logg-inn/")
    page.fill("input[name=email]", address)
    page.click("main form[action$='/logg-inn/'] button")
    code = code_in(site.wait_for_mail(address, number=before + 1))
    page.fill("input[name=code]", code)
    page.click("button[value=verify]")
    page.wait_for_url("**/nb/")


def test_a_passkey_is_made_used_and_removed(live_site, page):
    network, finger = authenticator(page)
    enter(page, live_site, SOMEBODY)
    page.goto(live_site.url + SECURITY)
    page.click("main section[aria-labelledby=passkeys] a")
    page.fill("input[name=name]", "Telefonen min")
    page.click("form[data-passkey=create] button")
    page.wait_for_selector(".codes")
    assert page.locator(".codes code").count() == 10
    assert len(network.send("WebAuthn.getCredentials", {"authenticatorId": finger})["credentials"])

    page.click("header .signed-in button")
    page.goto(f"{live_site.url}/nb/logg-inn/")
    page.click("form[data-passkey=get] button")
    page.wait_for_url("**/nb/")
    assert "Petter" in page.inner_text(".signed-in")

    page.goto(live_site.url + SECURITY)
    assert "Chrom" in page.inner_text("main section[aria-labelledby=sessions]")
    page.click("main section[aria-labelledby=passkeys] li a")
    page.click("main form[action$='/fjern/'] button")
    page.wait_for_url(live_site.url + SECURITY)
    assert page.locator("main section[aria-labelledby=passkeys] li").count() == 0


REFUSE = """() => {
  window.asked = 0;
  navigator.credentials.get = async () => { window.asked += 1; throw new Error("none") };
}"""


def test_a_browser_that_gives_none_is_told_so_and_may_try_again(live_site, page):
    page.goto(f"{live_site.url}/nb/logg-inn/")
    trouble = page.locator("form[data-passkey=get] [data-passkey-trouble]")
    assert trouble.is_hidden()
    page.evaluate(REFUSE)

    for times in (1, 2):
        page.click("form[data-passkey=get] button")
        wait_for(lambda times=times: page.evaluate("window.asked") == times, seconds=10)

    trouble.wait_for(state="visible")
    assert page.url.endswith("/nb/logg-inn/")


def test_without_javascript_passkeys_are_not_offered_and_all_else_works(live_site, open_page):
    page = open_page(javascript=False)

    page.goto(f"{live_site.url}/nb/logg-inn/")

    assert page.locator("form[data-passkey]").is_hidden()
    assert page.locator("input[name=email]").is_visible()
    assert page.locator("main a[href$='/passord/']").is_visible()


@pytest.mark.parametrize("way", WAYS)
def test_signing_in_and_security_has_no_faults(live_site, open_page, way):
    language, sights = way
    inspection = Inspection(live_site.url, open_page(language=language), language, sights)
    page = inspection.page
    inspection.go(by_name("sign_in_by_password", language), "password")
    inspection.press("main form button", "password, empty")
    page.fill("input[name=email]", "ukjent@folk.example")
    page.fill("input[name=password]", "en gjetning")
    inspection.press("main form button", "password, wrong")

    sign_in(inspection)
    inspection.go(by_name("security", language), "security")
    inspection.go(by_name("security_second_step", language), "second step needed")
    inspection.go(by_name("security_app", language), "confirm")
    inspection.press("button[value=send]", "confirm, sent")
    address = _address_of(inspection)
    page.fill("input[name=code]", "BBBB-BBBB")
    inspection.press("main form button", "confirm, wrong")
    page.fill("input[name=code]", code_in(live_site.mails(address)[-1]))
    inspection.press("main form button", "app")
    inspection.press("main form button", "app, empty")
    inspection.go(by_name("security_password", language), "password, without a second step")
    _with_a_passkey(inspection, language)
    inspection.report()


def _with_a_passkey(inspection, language):
    """Look at what there is to see for whoever has a second step, and take it away again."""
    page = inspection.page
    authenticator(page)
    inspection.go(by_name("security_add_passkey", language), "add a passkey")
    page.fill("input[name=name]", "Nøkkel")
    inspection.press("form[data-passkey=create] button", "recovery codes")
    inspection.go(by_name("security_password", language), "choose a password")
    inspection.press(SUBMIT, "choose a password, empty")
    inspection.go(by_name("security_recovery_codes", language), "make recovery codes")
    inspection.go(by_name("security_confirm", language), "confirm by the second step")
    inspection.go(by_name("security", language), "security, with a passkey")
    inspection.press("main section[aria-labelledby=passkeys] li a", "a passkey")
    with page.expect_navigation():
        page.click("main form[action] button")


def _address_of(inspection):
    return re.search(r"[\w.]+@[\w.]+\.example", inspection.page.inner_text("main .lead"))[0]

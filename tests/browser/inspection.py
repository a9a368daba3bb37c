"""An eye on pages: what axe-core finds on them, and what they load, say and are refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Request, Response

from tests.fixtures import HEIGHT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: A mail stands inside the page of a mail program, which has the landmarks.
OF_WHOLE_PAGES = ["landmark-one-main", "region"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "resultTypes": ["violations"],
    "preload": False,
    # Our only frames show mails. Nothing can run in them, so mails are looked at by themselves.
    "iframes": False,
}
#: Colours that have just changed from day to night get a frame to do so in.
RUN = """async ([options, left_out]) => {
  await new Promise(requestAnimationFrame);
  options.rules = {"target-size": {enabled: true}};  // off by default, though WCAG 2.2 has it
  for (const rule of left_out) options.rules[rule] = {enabled: false};
  return await axe.run(document, options);
}"""
#: What Chromium says of every page that answers with an error, however well the page is made.
OWN_STATUS = "Failed to load resource: the server responded with a status of"


@dataclass(frozen=True)
class Sight:
    """How wide the window is, and whether it is day or night."""

    width: int
    dark: bool = False

    def __str__(self) -> str:
        return f"{self.width} px, {'dark' if self.dark else 'light'}"


@dataclass
class Inspection:
    """Look at pages in the sights that they are to be right in, and note every fault.

    ``sights`` holds what each page is seen in: one page the first, the next the second, and so on.
    Faults are noted and not raised, so that a run tells of all of them: ``report`` at its end.
    """

    site: str
    page: Page
    language: str
    sights: Sequence[Sequence[Sight]]
    looks: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self._note(f"script error: {error}"))
        self.page.on("request", self._asked)

    def open(self, address: str) -> Response:
        """Open an address of the site."""
        answer = self.page.goto(urljoin(self.site, address))
        assert answer is not None
        return answer

    def read(self, address: str) -> str:
        """Return what stands at an address, as the visitor gets it."""
        return self.page.request.get(urljoin(self.site, address)).text()

    def go(self, address: str, name: str, *, status: int = 200) -> None:
        """Open an address and look at the page there."""
        answer = self.open(address)
        assert answer.status == status, f"{address} answers {answer.status}"
        self.look(name)

    def press(self, selector: str, name: str) -> None:
        """Press a button or link and look at the page that it leads to."""
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        self.look(name)

    def show(self, html: str, name: str, *, left_out: Sequence[str] = ()) -> None:
        """Look at HTML as if it stood at an address of the site, leaving out some rules."""
        shown = urljoin(self.site, "/shown/")
        self.page.route(shown, lambda route: route.fulfill(body=html, content_type="text/html"))
        self.page.goto(shown)
        self.look(name, left_out=left_out)
        self.page.unroute(shown)

    def look(self, name: str, *, left_out: Sequence[str] = ()) -> None:
        """Look at the page as it is now, in the sights whose turn it is."""
        turn = self.sights[self.looks % len(self.sights)]
        self.looks += 1
        language = self.page.evaluate("document.documentElement.lang")
        if language != self.language:
            self.faults.append(f"{name}: in {language} instead of {self.language}")
        for sight in turn:
            self.page.set_viewport_size({"width": sight.width, "height": HEIGHT})
            self.page.emulate_media(color_scheme="dark" if sight.dark else "light")
            for fault in violations(self.page, left_out):
                self.faults.append(f"{name}, {self.language}, {sight}: {fault}")

    def report(self) -> None:
        """Tell of all faults.

        :raises AssertionError: there are some.
        """
        assert not self.faults, "\n".join([f"{len(self.faults)} faults:", *self.faults])

    def _note(self, fault: str) -> None:
        self.faults.append(f"{self.page.url}: {fault}")

    def _said(self, message: ConsoleMessage) -> None:
        where = message.location["url"].partition("#")[0]
        is_own_status = message.text.startswith(OWN_STATUS) and not where.startswith(
            urljoin(self.site, "/static/")
        )
        # A refusal by the Content-Security-Policy is told here too.
        if message.type in {"error", "warning"} and not is_own_status:
            self._note(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        host = urlsplit(request.url).hostname
        if host not in {urlsplit(self.site).hostname, None}:
            self._note(f"asks another site: {request.url}")


def violations(page: Page, left_out: Sequence[str] = ()) -> Sequence[str]:
    """List what axe-core finds on a page: the rule, what it applies to, and why."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN, [OPTIONS, left_out])
    return [
        f"{violation['id']}: {_target(node['target'])} – {_reason(node)}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def _target(target: Sequence[object]) -> str:
    """Write down where an element is; one in a shadow has a path of selectors."""
    return " → ".join(str(part) for part in target)


def _reason(node: dict[str, list[dict[str, str]]]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(check["message"] for check in checks)

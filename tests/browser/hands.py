"""Two ways to use a page: with the mouse where JavaScript is off, and with the keyboard alone."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

MOST_TABS = 200


@dataclass(frozen=True)
class Visitor:
    """Somebody with a page open, who presses and writes in a way of their own."""

    page: Page
    by_keyboard: bool

    def go(self, address: str) -> None:
        """Open an address, as from a bookmark or a mail."""
        self.page.goto(address)

    def press(self, selector: str) -> None:
        """Press a link or button, and wait for the page it leads to."""
        self._leave(lambda: self._reach(selector))

    def write(self, selector: str, text: str) -> None:
        """Write into a field."""
        if self.by_keyboard:
            self._tab_to(self.page.locator(selector).first)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        else:
            self.page.fill(selector, text)

    def write_date(self, selector: str, day: str) -> None:
        """Write a day into a field for days, whatever order of its parts the browser shows."""
        self.page.fill(selector, day)

    def write_time(self, selector: str, time: str) -> None:
        """Write a time of day."""
        self.page.fill(selector, time)

    def open(self, selector: str) -> None:
        """Unfold what is folded."""
        if self.by_keyboard:
            self._tab_to(self.page.locator(selector).first)
            self.page.keyboard.press("Enter")
        else:
            self.page.locator(selector).first.click()

    def _reach(self, selector: str) -> None:
        target = self.page.locator(selector).first
        if self.by_keyboard:
            self._tab_to(target)
            self.page.keyboard.press("Enter")
        else:
            target.click()

    def _leave(self, act: Callable[[], None]) -> None:
        with self.page.expect_navigation():
            act()

    def _tab_to(self, target: Locator) -> None:
        """Press Tab until the target has the focus, as somebody without a mouse must."""
        wanted = target.element_handle()
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("wanted => document.activeElement === wanted", wanted):
                return
        raise AssertionError(f"The keyboard does not reach {target}")

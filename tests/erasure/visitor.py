"""Somebody with a browser that shows nothing: keeps cookies, and sends forms as they stand."""

import re
import urllib.error
import urllib.request
from html import unescape
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin

from tests.live import STRAIGHT

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


#: A form with faults is shown once more.
FAULTY = 422


class Visitor:
    """Goes from page to page of a site that runs in processes of its own."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.here = site
        self._opener = urllib.request.build_opener(
            STRAIGHT, urllib.request.HTTPCookieProcessor(CookieJar())
        )

    def open(self, path: str) -> str:
        """Open a page, and return what stands on it."""
        return self._ask(urljoin(self.site, path))

    def send(self, path: str = "", **fields: str) -> str:
        """Open a page, fill in its form and send it; return what stands on the page after it."""
        page = self.open(path) if path else self.open(self.here)
        hidden = {name: unescape(value) for name, value in HIDDEN.findall(page)}
        token = TOKEN.search(page)
        given = {**hidden, **({"csrfmiddlewaretoken": token.group(1)} if token else {}), **fields}
        return self._ask(self.here, urlencode(given).encode())

    def _ask(self, address: str, content: bytes | None = None) -> str:
        headers = {"Origin": self.site, "Referer": self.here, "Accept-Language": "nb"}
        request = urllib.request.Request(address, content, headers)
        try:
            with self._opener.open(request, timeout=30) as answer:
                self.here = answer.url
                return str(answer.read().decode())
        except urllib.error.HTTPError as refusal:
            if refusal.code == FAULTY:
                return refusal.read().decode()
            raise AssertionError(
                f"{address} answered {refusal.code}: {refusal.read().decode()[:2000]}"
            ) from refusal

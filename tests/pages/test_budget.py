"""A page is light: it comes in few requests and few bytes, its letters included."""

import re
from pathlib import Path

import html5lib
import pytest

from tests.pages.addresses import one_of_each
from tests.pages.test_public_pages import KINDS, XHTML

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stories")]

MOST_REQUESTS = 8
MOST_BYTES = 120_000
BUILT = Path(__file__).parents[2] / "build" / "static"
#: What browsers load of a page by themselves, by the relation of a link.
LOADED = {"stylesheet", "icon", "preload", "modulepreload"}
URL = re.compile(r"""url\(("[^"]*"|'[^']*'|[^)]*)\)""")


@pytest.fixture(scope="module", autouse=True)
def _built():
    if not (BUILT / "samspill" / "main.css").exists():
        pytest.fail(f"There are no style sheets in {BUILT}: “make ready” builds them.")


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_comes_in_few_requests_and_few_bytes(client, kind):
    page = client.get(one_of_each()[kind], headers={"Accept-Encoding": "gzip"})
    plain = client.get(one_of_each()[kind])
    files = loaded_by(plain.content.decode())

    pictures = {name for name in files if name.startswith("/media/")}
    sizes = {
        "the page": len(page.content),
        **{name: sent(name) for name in sorted(files - pictures)},
        **{name: len(client.get(name).content) for name in sorted(pictures)},
    }

    assert page["Content-Encoding"] == "gzip"
    assert len(sizes) <= MOST_REQUESTS, sizes
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_what_is_loaded_is_known(client):
    files = loaded_by(client.get(one_of_each()["front"]).content.decode())

    assert {Path(name).suffix for name in files} == {".css", ".js", ".svg", ".woff2"}


def loaded_by(html):
    """List the files that a page loads, and those that its style sheets load."""
    page = html5lib.parse(html)
    links = page.iter(f"{XHTML}link")
    paths = {each.get("href") for each in links if LOADED & {*each.get("rel", "").split()}}
    for name in ("script", "img", "iframe", "source"):
        paths |= {each.get("src") for each in page.iter(f"{XHTML}{name}")} - {None}
    files = {path.removeprefix("/static/") for path in paths}
    for sheet in [name for name in files if name.endswith(".css")]:
        text = (BUILT / sheet).read_text(encoding="utf-8")
        urls = {url.strip("\"'") for url in URL.findall(text)}
        files |= {str(Path(sheet).parent / url) for url in urls if not url.startswith("data:")}
    return files


def sent(name):
    """Return how many bytes of a file are sent to a browser that can read gzip, but no better."""
    packed = BUILT / f"{name}.gz"
    return (packed if packed.exists() else BUILT / name).stat().st_size

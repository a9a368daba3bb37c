"""One set of parts, two bodies: the same words, safe and readable in both."""

import re
from html.parser import HTMLParser

import html5lib
import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from samspill.core.translated import Translated
from samspill.outbox.parts import (
    Button,
    Code,
    Facts,
    Heading,
    Link,
    Paragraph,
    Prose,
    Quotation,
)
from samspill.outbox.rendering import render
from samspill.outbox.tests.factories import a_mail

HOSTILE = [
    "<a href='https://evil.example'>click</a>",
    "[click](https://evil.example)",
    "https://evil.example/",
    "<script>alert(1)</script>",
    "</mj-text></mj-column><mj-raw><img src=x onerror=alert(1)></mj-raw>",
    '"><img src=x>',
    "&lt;b&gt;",
    "{% load i18n %}{{ settings.SECRET_KEY }}",
    "\u202egnp.exe",
    "first\r\nBcc: b@x.example",
]


class Reader(HTMLParser):
    """Collects what a reader sees, and where links lead."""

    def __init__(self, html):
        super().__init__()
        self.words, self.links, self.tags, self.silent = [], [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.silent = tag in {"style", "title"}
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_endtag(self, tag):
        self.silent = False

    def handle_data(self, data):
        if not self.silent:
            self.words.append(data)

    @property
    def text(self):
        return squeezed(" ".join(self.words))


def squeezed(text):
    return re.sub(r"\s+", "", text)


def rendered(*parts, language="nb", **more):
    with translation.override(language):
        return render(a_mail(parts=parts, **more))


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize(
    "part",
    [
        pytest.param(Paragraph, id="paragraph"),
        pytest.param(Heading, id="heading"),
        pytest.param(lambda words: Facts([(words, words)]), id="facts"),
        pytest.param(Quotation, id="quotation"),
        pytest.param(Code, id="code"),
    ],
)
def test_what_people_write_never_becomes_a_link_or_markup(part, words):
    mail = rendered(part(words), title=words)
    plain = rendered(part("ord"), title="ord")
    reader = Reader(mail.html)

    assert reader.links == []
    assert [tag for tag, _ in reader.tags if tag != "br"] == [
        tag for tag, _ in Reader(plain.html).tags if tag != "br"
    ]
    assert "\u202e" not in mail.html + mail.text


@settings(max_examples=60, deadline=None)
@given(words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_any_words_are_shown_as_they_are(words):
    mail = rendered(Paragraph(f"|{words}|"))
    shown = "|" + "|".join(Reader(mail.html).text.split("|")[1:-1]) + "|"

    assert shown == "|" + "|".join(squeezed(mail.text).split("|")[1:-1]) + "|"


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "da", "fi", "en"])
def test_html_is_readable_by_everybody(language):
    mail = rendered(
        Paragraph("Nytt"),
        Heading("Mer"),
        Button("Bekreft", "https://samspill.example/x"),
        language=language,
        short="Kort",
    )
    tags = Reader(mail.html).tags

    assert dict(tags)["html"]["lang"] == language
    assert [tag for tag, _ in tags].count("h1") == 1
    assert all(
        attributes.get("role") == "presentation" for tag, attributes in tags if tag == "table"
    )
    assert "prefers-color-scheme: dark" in mail.html
    assert len(mail.html.encode()) < 100_000
    assert len(html5lib.parse(mail.html, namespaceHTMLElements=False)) == 2


def test_nothing_is_fetched_and_nobody_is_followed():
    mail = rendered(Paragraph("Nytt"), Button("Bekreft", "https://samspill.example/x"))

    assert Reader(mail.html).links == ["https://samspill.example/x"]
    assert not re.search(r"<(img|link|script|iframe)\b|@import|url\(", mail.html)


def test_a_button_shows_where_it_leads():
    mail = rendered(Button("Bekreft", "https://samspill.example/nb/folg/x?a=1&b=2"))

    assert "Bekreft:\nhttps://samspill.example/nb/folg/x?a=1&b=2" in mail.text
    assert "https://samspill.example/nb/folg/x?a=1&b=2" in Reader(mail.html).text


def test_text_and_html_say_the_same():
    mail = rendered(
        Paragraph("Et avsnitt."),
        Heading("En overskrift"),
        Facts([("Når", "24. oktober"), ("Hvor", "Oslo")]),
        Quotation("Første linje\nAndre linje"),
        Code("123 456"),
        Prose("**Fet** og [lenke](https://samspill.example/nb/)"),
        Link("Slutt å følge", "%%unsubscribe%%"),
        title="Tittel",
    )
    html = Reader(mail.html).text

    for words in [
        "Tittel", "Et avsnitt.", "En overskrift", "Når: 24. oktober", "Hvor: Oslo",
        "Første linje", "Andre linje", "123 456", "Fet og lenke", "Slutt å følge",
        "%%unsubscribe%%", "Du får denne fordi du følger anskaffelsen.",
    ]:  # fmt: skip
        assert squeezed(words) in html or f'href="{words}"' in mail.html
        assert squeezed(words) in squeezed(mail.text)


def test_prose_in_another_language_says_so():
    mail = rendered(Prose(Translated(sv="Ny text")), language="en")

    assert ("div", {"lang": "sv"}) in Reader(mail.html).tags
    assert mail.text.index("This text exists only in") < mail.text.index("Ny text")


def test_words_in_another_language_are_marked_wholly():
    news = Translated(sv="Tre nya bilar")

    mail = rendered(Heading(news), Paragraph(news), language="en", title=news)

    tags = Reader(mail.html).tags
    for name in ("h1", "h2", "p"):
        assert (name, {"lang": "sv"}) in tags


def test_words_in_the_readers_own_language_are_not_marked():
    news = Translated(sv="Tre nya bilar")

    mail = rendered(Heading(news), Paragraph(news), language="sv", title=news)

    assert not [
        name
        for name, given in Reader(mail.html).tags
        if name in {"h1", "h2", "p"} and "lang" in given
    ]


def test_a_writers_own_marks_are_not_filled():
    mail = rendered(Prose("%%unsubscribe%%"))

    assert "%%unsubscribe%%" not in mail.html + mail.text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "/nb/x", "https://x.example/ y", "", "//x"])
def test_an_address_in_a_mail_is_whole(url):
    with pytest.raises(ValueError, match="Not an address"):
        rendered(Link("Les", url))


def test_long_lines_are_broken_between_words():
    mail = rendered(Paragraph("ord " * 100), Prose("- " + "punkt " * 40))

    assert max(len(line) for line in mail.text.splitlines()) <= 72
    assert "\n  punkt" in mail.text


def test_a_subject_is_one_line_of_reasonable_length():
    mail = rendered(Paragraph("x"), subject="Nytt\r\nBcc: b@x.example " + "ord " * 100)

    assert "\n" not in mail.subject
    assert len(mail.subject) <= 200

"""Prose: what is written is shown, and nothing that is written is obeyed."""

import html5lib
import pytest
from django.template import Context, Template
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from samspill.core.prose import excerpt, is_safe_address, plain, render
from samspill.core.translated import Translated

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    '<img src=x onerror="alert(1)">',
    "<iframe src='https://evil.example'></iframe>",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>*{background:url(https://evil.example)}</style>",
    "<math><mtext></p><style><img src onerror=alert(1)>",
    "<form action=https://evil.example><input></form>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](java&#9;script:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x](vbscript:msgbox(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](//evil.example)",
    "[x](///evil.example)",
    "[x](/\\evil.example)",
    "[x](\\\\evil.example)",
    "[x](https:evil.example)",
    "[x](https://nice.example@evil.example/)",
    "[x](https://nice.example\\@evil.example/)",
    "[x](file:///etc/passwd)",
    "[x](ftp://evil.example)",
    "[x](https://)",
    "[x](http://[)",
    "[x][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/pixel.png)",
    '![x" onerror="alert(1)](https://evil.example/pixel.png)',
    '[x](https://nice.example "onmouseover=alert(1)")',
    '[x](https://nice.example/"onmouseover="alert(1))',
    "[![x](https://evil.example/a.png)](javascript:alert(1))",
    "> - # [**x**](javascript:alert(1)) <script>",
    "`<script>alert(1)</script>`",
    '```html" onload="alert(1)\n<script>alert(1)</script>\n```',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<!-- --><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<div\nonclick=alert(1)>x</div>",
]
TAGS = {"p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"} | {
    f"h{level}" for level in range(1, 7)
}


def elements(html):
    """Read HTML as browsers do."""
    fragment = html5lib.parseFragment(html, namespaceHTMLElements=False)
    return [element for element in fragment.iter() if isinstance(element.tag, str)][1:]


def assert_is_harmless(html):
    for element in elements(html):
        assert element.tag in TAGS
        assert set(element.attrib) <= {"href", "rel", "start"}
        if "href" in element.attrib:
            assert is_safe_address(element.attrib["href"])
            assert "evil" not in element.attrib["href"].partition("?")[0].split("/")[2:3]


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_prose_is_shown_and_not_obeyed(source):
    html = render(source)
    assert_is_harmless(html)
    assert "evil.example" not in [element.attrib.get("href") for element in elements(html)]


@pytest.mark.parametrize("one", HOSTILE[:12])
@pytest.mark.parametrize("frame", ["**{}**", "> {}", "- {}", "# {}", "[{}](https://a.example)"])
def test_hostile_prose_is_harmless_inside_other_prose(one, frame):
    assert_is_harmless(render(frame.format(one)))


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*HOSTILE, "\n", " ", "]", ")", "`", "*", "_", "&", '"']), max_size=6)
)
def test_no_mixture_of_hostile_prose_does_harm(pieces):
    assert_is_harmless(render("".join(pieces)))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_becomes_harmless_html_and_plain_text(source):
    assert_is_harmless(render(source))
    assert isinstance(plain(source), str)


@pytest.mark.parametrize(
    "address",
    [
        "https://samspill.example/nb/?q=1#top",
        "HTTP://samspill.example",
        "http://localhost:8000/",
        "mailto:kari@kommune.example",
        "/",
        "/nb/anskaffelser/",
    ],
)
def test_links_may_lead_to_the_web_a_mailbox_or_our_own_pages(address):
    assert is_safe_address(address)


def test_links_to_other_sites_do_not_hand_over_the_window():
    assert 'rel="noopener"' in render("[x](https://samspill.example)")
    assert "rel=" not in render("[x](/nb/)")


def test_own_paths_become_absolute_where_asked():
    html = render("[x](/nb/)", site="https://samspill.example")
    assert 'href="https://samspill.example/nb/"' in html


def test_prose_has_lists_quotes_and_emphasis():
    html = render("*a* **b** `c`\n\n- one\n- two\n\n3. three\n\n> said")
    assert {element.tag for element in elements(html)} >= {
        *("em", "strong", "code", "ul", "ol", "li", "blockquote")
    }
    assert 'start="3"' in html


@pytest.mark.parametrize(
    ("source", "level", "tags"),
    [
        ("# a\n## b\n# c", 3, ["h3", "h4", "h3"]),
        ("## a\n### b", 2, ["h2", "h3"]),
        ("# a\n##### b\n### c", 2, ["h2", "h3", "h3"]),
        ("### a\n# b", 3, ["h3", "h3"]),
        ("a\n===\n\nb\n---", 5, ["h5", "h6"]),
        ("# a\n## b\n### c", 5, ["h5", "h6", "h6"]),
    ],
)
def test_headings_begin_at_the_level_of_the_page_and_leave_no_gap(source, level, tags):
    assert [element.tag for element in elements(render(source, level=level))] == tags


def test_an_image_is_shown_by_its_words():
    assert render("![A *van*](https://evil.example/a.png)") == "<p>A van</p>\n"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Title\n\nOne\ntwo  \nthree", "Title\n\nOne two\nthree"),
        ("[words](https://a.example/b)", "words (https://a.example/b)"),
        ("<https://a.example/b>", "https://a.example/b"),
        ("[Kari](mailto:kari@a.example)", "Kari (kari@a.example)"),
        ("[us](/nb/om/)", "us (https://samspill.example/nb/om/)"),
        ("- a\n- b\n  1. c\n  2. d", "- a\n- b\n  1. c\n  2. d"),
        ("- a\n\n- b", "- a\n\n- b"),
        ("> a\n>\n> b", "> a\n>\n> b"),
        ("*a* **b** `c` & <d>", "a b c & <d>"),
        ("    code\n\n---", "code\n\n* * *"),
        ("![a](https://a.example/a.png)", "a"),
        ("", ""),
    ],
)
def test_plain_text_reads_well(source, text):
    assert plain(source, site="https://samspill.example") == text


def shown(text, language):
    with translation.override(language):
        return Template("{% prose text 2 %}").render(Context({"text": text}))


def test_prose_in_the_language_of_the_reader_has_no_note():
    assert shown(Translated(nb="# Hei", en="# Hello"), "en") == (
        '<div class="prose" lang="en"><h2>Hello</h2>\n</div>'
    )


def test_prose_in_another_language_says_so():
    html = shown(Translated(nb="Hei"), "en")
    assert "This text exists only in Norwegian." in html
    assert '<div class="prose" lang="nb"><p>Hei</p>' in html


def test_the_note_names_every_language_that_there_is_the_shown_one_first():
    html = shown(Translated(nb="Hei", fi="Hei", sv="Hej"), "en")
    assert "only in Norwegian, in Swedish and in Finnish." in html


def test_prose_that_does_not_exist_is_not_shown():
    assert shown(Translated(), "en") == shown("", "en") == ""


def test_prose_may_be_a_text_without_languages():
    assert shown("*Hi*", "en") == '<div class="prose" lang="en"><p><em>Hi</em></p>\n</div>'


def test_words_from_another_language_carry_it():
    with translation.override("en"):
        page = Template("{% words text %}")
        assert page.render(Context({"text": Translated(en="a & b")})) == "a &amp; b"
        assert page.render(Context({"text": Translated(nb="<b>")})) == (
            '<span lang="nb">&lt;b&gt;</span>'
        )
        assert page.render(Context({"text": "<b>"})) == "&lt;b&gt;"


QUESTIONS = """## What we ask

Before we buy, we **ask**:

- Must we buy?
- Can we *share* with [a neighbour](https://kommune.example/share)
- Who pays

> We do not know yet

---

1. Look
2. Leap
"""


def test_an_excerpt_reads_as_prose():
    assert excerpt(QUESTIONS) == (
        "Before we buy, we ask: Must we buy? Can we share with a neighbour, Who pays."
        " We do not know yet. Look, Leap"
    )


def test_an_excerpt_has_headings_where_they_are_asked_for_or_there_is_nothing_else():
    assert excerpt("## Vans\n\nThree.", with_headings=True) == "Vans. Three."
    assert excerpt("# Three vans") == "Three vans"
    assert excerpt("   ") == ""


@given(st.text())
def test_an_excerpt_is_one_line_whatever_was_written(source):
    assert excerpt(source) == " ".join(excerpt(source).split())

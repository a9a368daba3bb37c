"""Taking over the articles of another site: all of a folder, or nothing."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from samspill.audit.models import Entry
from samspill.core.errors import NotPossible
from samspill.editorial.importing import Terms, take_over
from samspill.editorial.importing.dividing import Said, Shown, Words, divide
from samspill.editorial.importing.html import read_page
from samspill.editorial.importing.reading import read_file
from samspill.editorial.models import OldAddress, Piece, Revision
from samspill.editorial.queries import Content
from samspill.editorial.tests.factories import NOW
from samspill.media.models import Picture
from samspill.media.tests.uploads import NO_PICTURES, picture
from samspill.organisations.tests.factories import TerritoryFactory
from samspill.programmes.tests.factories import ProgrammeFactory, ThemeFactory

pytestmark = pytest.mark.django_db

MARKDOWN = """\
---
title: Three counties buy together
date: 2016-05-19
language: en
kicker: The region
lead: They share what they learn.
byline: The programme
themes: [green]
territories: region
picture: ferry.jpg
alternative: A ferry at the quay
caption: The ferry
old_addresses:
  - /arkiv/article1292-740.html
  - article.php?articleID=1292
---
A first *paragraph* of text.

## Under way

![Two people](ferry.jpg "At the quay")

> We are open to proposals.
>
> – A leader, project leader

The end.
"""
PAGE = """\
<!DOCTYPE html><html><head><title>Old page</title><style>p{}</style><script>alert(1)</script></head>
<body onload="alert(2)"><nav><a href="/">Home</a></nav>
<h1>A page of old</h1>
<p>Some <b>bold</b> and <i>soft</i> words &amp; signs: *, _, &lt;b&gt;.</p>
<h2>More</h2><ul><li>One</li><li>Two <a href="article2.html">more</a></li></ul>
<ol><li>First</li><li>Second</li></ol>
<blockquote><p>We said so.</p><footer>Somebody</footer></blockquote>
<img src="ferry.jpg" alt="A ferry" title="At the quay">
<p>See <a href="https://old.example/arkiv/x.html">x</a>, <a href="javascript:alert(3)">y</a>.</p>
<form><p>Search</p></form><iframe src="x"></iframe><svg onload=alert(4)></svg>
</body></html>"""


@pytest.fixture
def folder(tmp_path):
    ProgrammeFactory(slug="btv")
    ThemeFactory(slug="green")
    TerritoryFactory(slug="region")
    (tmp_path / "ferry.jpg").write_bytes(picture())
    (tmp_path / "one.md").write_text(MARKDOWN, encoding="utf-8")
    return tmp_path


def take(folder, **more):
    return take_over(folder, terms=Terms(programme="btv", **more), by="tests", at=NOW)


def test_a_file_becomes_an_article_where_it_was(folder, client):
    (report,) = take(folder)

    assert not report.fault
    piece = Piece.objects.get()
    assert (piece.slug, piece.dated_on) == ("three-counties-buy-together", date(2016, 5, 19))
    content = Content.of(Revision.objects.get())
    assert (content.kicker, content.byline) == ("The region", "The programme")
    assert [each.kind.value for each in content.passages] == [
        "prose", "picture", "quotation", "prose",
    ]  # fmt: skip
    assert content.passages[2].attribution == "A leader, project leader"
    assert str(content.passages[1].picture) == "Two people"
    assert Entry.objects.filter(what="editorial.imported").count() == 1
    for old in ("/arkiv/article1292-740.html", "/article.php?articleID=1292"):
        answer = client.get(old)
        assert (answer.status_code, answer["Location"][3:]) == (
            301,
            "/arkiv/2016/three-counties-buy-together/",
        )


def test_a_dry_run_says_what_would_come_and_keeps_nothing(folder):
    (report,) = take(folder, is_dry_run=True)

    assert report.address
    assert not Piece.objects.exists()
    assert not Picture.objects.exists()
    assert not Entry.objects.exists()


def test_where_one_file_is_wrong_nothing_is_kept(folder):
    (folder / "two.md").write_text("---\ntitle: Two\n---\nNo day.", encoding="utf-8")

    reports = take(folder)

    assert [bool(each.fault) for each in reports] == [False, True]
    assert "has a day" in reports[1].fault
    assert not Piece.objects.exists()
    assert not OldAddress.objects.exists()


def test_what_is_there_already_is_left_alone(folder):
    take(folder)

    (report,) = take(folder)

    assert report.is_known
    assert Revision.objects.count() == 1


def test_versions_in_other_languages_are_put_together(folder):
    (folder / "one.nb.md").write_text(
        "---\ntitle: Tre fylker\nversion_of: three-counties-buy-together\ndate: 2016-05-19\n---\nTekst.",
        encoding="utf-8",
    )

    reports = take(folder)

    assert [each.fault for each in reports] == ["", ""]
    assert set(Piece.objects.get().versions.values_list("language", flat=True)) == {"en", "nb"}


def test_a_page_of_html_keeps_what_it_says_and_loses_the_rest(folder):
    (folder / "old.html").write_text(
        f"---\ndate: 2015-01-02\nlanguage: en\nold_addresses: /arkiv/old.html\n---\n{PAGE}",
        encoding="utf-8",
    )

    reports = take(folder, old_site="https://old.example")

    assert [each.fault for each in reports] == ["", ""]
    revision = Revision.objects.get(title="Old page")
    text = "\n".join(revision.sections.order_by("number").values_list("text", flat=True))
    for part in ("**bold**", "*soft*", "## More", "* One", "[more](/arkiv/article2.html)",
                 "1. First\n2. Second", "(/arkiv/x.html)", "We said so."):  # fmt: skip
        assert part in text, text
    for part in ("alert", "Home", "Search", "javascript", "<b>"):
        assert part not in text.replace("\\<b\\>", ""), text
    assert list(revision.sections.order_by("number").values_list("kind", flat=True)) == [
        "prose",
        "quotation",
        "picture",
        "prose",
    ]
    assert revision.sections.get(kind="quotation").attribution == "Somebody"


@pytest.mark.parametrize(
    ("top", "fault"),
    [
        ("nonsense: 1\ntitle: x", "not known"),
        ("title: x\nlanguage: de\ndate: 2016-01-01", "no language"),
        ("title: x\ndate: yesterday", "not a day"),
        ("title: x\ndate: 2099-01-01", "lies ahead"),
        ("title: [", "not YAML"),
        ("- a\n- b", "key: value"),
        ("date: 2016-01-01", "no title"),
        ("title: x\ndate: 2016-01-01\nprogramme: none", "no programme"),
        ("title: x\ndate: 2016-01-01\nthemes: [none]", "not among the themes"),
        ("title: x\ndate: 2016-01-01\nversion_of: none", "no text"),
        ("title: x\ndate: 2016-01-01\npicture: ../../etc/passwd", "no picture"),
        ("title: x\ndate: 2016-01-01\npicture: bad.jpg", "two things"),
        ("title: x\ndate: 2016-01-01\nlicence: cc_by\npicture: ferry.jpg", "photographer"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(folder, top, fault):
    (folder / "one.md").write_text(f"---\n{top}\n---\nText.", encoding="utf-8")
    (folder / "bad.jpg").write_bytes(NO_PICTURES["jpeg and page"][0])

    (report,) = take(folder)

    assert fault in report.fault
    assert not Piece.objects.exists()


def test_two_files_cannot_have_one_address(folder):
    (folder / "two.md").write_text(MARKDOWN.replace("title: Three", "title: Four"), "utf-8")

    reports = take(folder)

    assert "leads to another text already" in reports[1].fault


def test_what_should_be_looked_at_is_said(folder):
    (folder / "one.md").write_text(
        MARKDOWN.replace("The end.", "It is now [here](/en/nowhere/)"), "utf-8"
    )

    (report,) = take(folder)

    assert len(report.remarks) >= 4
    assert "Section" in str(report)


def test_a_draft_stays_one(folder):
    (folder / "one.md").write_text(MARKDOWN.replace("date:", "draft: true\ndate:"), "utf-8")

    take(folder)

    assert Revision.objects.get().published_at is None


def test_pages_in_the_letters_of_older_sites_are_read(folder):
    path = folder / "one.md"
    path.write_bytes("---\ntitle: Grønn ære\ndate: 2016-01-01\n---\nÅ.".encode("windows-1252"))

    assert read_file(path, programme="btv").title == "Grønn ære"


def test_a_text_that_is_too_large_is_refused(folder):
    (folder / "one.md").write_bytes(b"x" * (2 * 1024 * 1024 + 1))

    with pytest.raises(NotPossible):
        read_file(folder / "one.md", programme="btv")


def test_the_command_reports_on_each_file(folder):
    said = StringIO()
    call_command("import_articles", str(folder), programme="btv", dry_run=True, stdout=said)
    assert "one.md →" in said.getvalue()
    assert "1 article (dry run: nothing saved)" in said.getvalue()

    (folder / "two.md").write_text("No title", "utf-8")
    with pytest.raises(CommandError, match="1 file to put right; nothing was taken over"):
        call_command("import_articles", str(folder), programme="btv", stdout=said)
    with pytest.raises(CommandError, match="There is no folder"):
        call_command("import_articles", str(folder / "x"), stdout=said)


def test_a_text_is_divided_into_sections():
    body = "One.\n\n> Said.\n> – Her\n\n![A](b.jpg)\n\nTwo with ![in](line.jpg) it.\n\n> Alone.\n"

    assert list(divide(body)) == [
        Words(text="One."),
        Said(text="Said.", name="Her"),
        Shown(file="b.jpg", alternative="A", caption=""),
        Words(text="Two with ![in](line.jpg) it."),
        Said(text="Alone.", name=""),
    ]


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ("<p>a<br>b</p>", "a\\\nb"),
        ("<p>a<p>b", "a\n\nb"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "* a\n   * b\n* c"),
        ("<div><div>a</div>b</div>", "a\n\nb"),
        ("<script>x</script><p>a</p>", "a"),
        ("<p>a</p></p></div>", "a"),
        ("<a href='x:y'>a</a>", "[a]"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\n\nb"),
        ("<h3>a</h3><h6>b</h6>", "### a\n\n#### b"),
        ("<head><title>t</title><body><p>a", "a"),
        ("&lt;script&gt;", "\\<script\\>"),
        ("", ""),
        ("<", "\\<"),
    ],
)
def test_html_becomes_markdown(html, body):
    assert read_page(html).body == body

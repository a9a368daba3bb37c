"""Editors at work, without JavaScript: write, look, publish, correct, bring back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from samspill.accounts.tests.factories import PersonFactory
from samspill.editorial.choices import Genre
from samspill.editorial.models import Piece, Version
from samspill.editorial.queries import audience_of
from samspill.editorial.tests.factories import (
    TEXT,
    PieceFactory,
    draft,
    editor_of,
    published,
    say,
)
from samspill.initiatives.tests.factories import InitiativeFactory
from samspill.media.models import Attachment, Picture
from samspill.media.tests.factories import PictureFactory
from samspill.media.tests.uploads import NO_PICTURES, pdf, picture
from samspill.organisations.tests.factories import OrganisationFactory, TerritoryFactory
from samspill.programmes.tests.factories import ProgrammeFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    return draft(content=say("A greener way", TEXT, kicker="The region")).version


@pytest.fixture
def editor(version, client):
    person = editor_of(version.piece.programme)
    client.force_login(person)
    return person


def address(name, version):
    return reverse(f"editorial:{name}", args=[version.piece.slug, version.language])


def form_of(answer):
    """Fill in a form as it was shown."""
    form = answer.context["form"]
    values = {"sections": form.order}
    for field in form:
        values[field.html_name] = field.value() if field.value() is not None else ""
    return values


def sent(client, version, **changed):
    values = {**form_of(client.get(address("write", version))), **changed}
    return client.post(address("write", version), values)


def test_an_article_is_begun(client):
    programme = ProgrammeFactory()
    client.force_login(editor_of(programme))
    new = reverse("editorial:new", args=[programme.slug])
    assert client.post(new, {"title": ""}).status_code == 422

    answer = client.post(new, {"genre": "article", "language": "nb", "title": "Grønn profil, nå!"})

    begun = Version.objects.get()
    assert answer["Location"] == reverse("editorial:write", args=["gronn-profil-na", "nb"])
    assert begun.revisions.get().title == "Grønn profil, nå!"
    again = client.post(new, {"genre": "guide", "language": "nb", "title": "Grønn profil na"})
    assert again.status_code == 422
    assert "has or had this address" in again.content.decode()


def test_what_is_written_is_saved_and_shown_beforehand(client, version, editor):
    answer = sent(client, version, **{"head-title": "Greener still", "do": "preview"})

    assert answer["Location"] == address("preview", version)
    page = client.get(address("preview", version)).content.decode()
    assert "Greener still" in page
    assert "<em>three</em>" in page
    assert "draft" in page
    assert version.revisions.latest("number").saved_by == editor


def test_a_form_with_faults_keeps_what_was_typed(client, version, editor):
    answer = sent(client, version, **{"head-title": "", "s0-text": "", "head-lead": "Kept words."})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This must be put right" in page
    assert 'href="#id_head-title"' in page
    assert 'href="#id_s0-text"' in page
    assert "Kept words." in page
    assert page.count("<title>Error:") == 1
    assert version.revisions.count() == 1


def test_buttons_add_move_and_take_away_sections_and_save_nothing(client, version, editor):
    answer = sent(client, version, **{"do": "add:quotation", "s0-text": "Typed words."})
    assert answer.status_code == 200
    assert answer.context["form"].order == "0,1"
    values = form_of(answer)
    assert values["s0-text"] == "Typed words."
    assert "autofocus" in answer.content.decode()
    assert "<legend>2. Quotation</legend>" in answer.content.decode()

    answer = client.post(address("write", version), {**values, "do": "up:1", "s1-text": "Said."})
    assert answer.context["form"].order == "1,0"
    answer = client.post(address("write", version), {**form_of(answer), "do": "down:1"})
    assert answer.context["form"].order == "0,1"
    answer = client.post(address("write", version), {**form_of(answer), "do": "remove:0"})
    assert answer.context["form"].order == "1"
    assert version.revisions.count() == 1

    values = {**form_of(answer), "do": "save", "s1-attribution": "A leader"}
    client.post(address("write", version), values)

    saved = version.revisions.latest("number").sections.get()
    assert (saved.kind, saved.text, saved.attribution) == ("quotation", "Said.", "A leader")


@pytest.mark.parametrize("wish", ["add:nonsense", "up:77", "remove:", "dance", "up:0", "down:0"])
def test_odd_buttons_do_nothing(client, version, editor, wish):
    answer = sent(client, version, do=wish)

    assert answer.status_code == 200
    assert answer.context["form"].order == "0"


@pytest.mark.parametrize("sections", ["0,0,0", "x", "9999999", ",,,", "0" * 400, "1,2,3"])
def test_odd_orders_of_sections_are_read_as_well_as_can_be(client, version, editor, sections):
    answer = sent(client, version, sections=sections, do="save")

    assert answer.status_code in {302, 422}


def test_every_kind_of_section_can_be_chosen(client, version, editor):
    shown = PictureFactory(audience=audience_of(version.piece.programme))
    initiative, organisation = InitiativeFactory(), OrganisationFactory()
    role = editor.roles.get()
    values = {
        "sections": "0,1,2,3",
        "s0-kind": "picture", "s0-picture": shown.pk, "s0-text": "At the quay",
        "s1-kind": "initiative", "s1-initiative": f"https://x.example/en/initiatives/{initiative.slug}/?x=1",
        "s2-kind": "organisation", "s2-organisation": organisation.slug,
        "s3-kind": "contact", "s3-role": role.pk,
        "do": "save",
    }  # fmt: skip

    answer = sent(client, version, **values)

    assert answer.status_code == 302
    kinds = list(version.revisions.latest("number").sections.order_by("number"))
    assert [each.kind for each in kinds] == ["picture", "initiative", "organisation", "contact"]
    again = client.get(address("write", version))
    assert initiative.get_absolute_url() in again.content.decode()


def test_what_is_not_there_or_not_ones_own_cannot_be_chosen(client, version, editor):
    foreign = PictureFactory(audience="programme:0")
    hidden = InitiativeFactory(draft=True)
    values = {
        "sections": "0,1", "s0-kind": "picture", "s0-picture": foreign.pk,
        "s1-kind": "initiative", "s1-initiative": hidden.slug, "do": "save",
    }  # fmt: skip

    answer = sent(client, version, **values)

    assert answer.status_code == 422
    assert "No page here has this address" in answer.content.decode()


def test_whoever_saves_second_sees_both_wordings(client, version, editor):
    mine = form_of(client.get(address("write", version)))
    draft(version, say("Theirs <b>", TEXT))

    answer = client.post(
        address("write", version), {**mine, "head-title": "Mine <i>", "do": "save"}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else has saved this text meanwhile" in page
    assert "Theirs &lt;b&gt;" in page.replace("<del>", "").replace("</del>", "")
    assert 'value="Mine &lt;i&gt;"' in page
    assert version.revisions.count() == 2

    client.post(address("write", version), {**form_of(answer), "do": "save"})

    assert version.revisions.latest("number").title == "Mine <i>"
    assert version.revisions.count() == 3


def test_opening_a_text_tells_others(client, version, editor):
    about = reverse("editorial:about", args=[version.piece.slug])
    answer = client.post(about, {"do": f"open:{version.language}"})
    assert answer["Location"] == address("write", version)
    other = editor_of(version.piece.programme)
    client.force_login(other)

    page = client.get(address("write", version)).content.decode()

    assert f"{editor.name} has been changing this text since" in page
    assert client.post(about, {"do": "open:xx"}).status_code == 302


def publish(client, version, **more):
    newest = version.revisions.latest("number")
    values = {"revision": newest.number, "do": "publish", **more}
    return client.post(address("preview", version), values)


def test_a_text_is_published_and_read(client, version, editor):
    assert publish(client, version).status_code == 302

    client.logout()
    answer = client.get(version.piece.get_absolute_url())
    page = answer.content.decode()
    assert "A greener way" in page
    assert "The region" in page
    assert answer["Cache-Control"] == "public, no-cache"


def test_a_text_is_published_later(client, version, editor, time_machine):
    time_machine.move_to(datetime(2026, 5, 4, 10, tzinfo=UTC), tick=False)
    assert publish(client, version, do="schedule", day="", time="").status_code == 422
    assert (
        publish(client, version, do="schedule", day="2026-05-03", time="09:00").status_code == 422
    )
    gap = publish(client, version, do="schedule", day="2027-03-28", time="02:30")
    assert "leave out this hour" in gap.content.decode()

    answer = publish(client, version, do="schedule", day="2026-05-05", time="09:00")

    assert answer.status_code == 302
    path = version.piece.get_absolute_url()
    client.logout()
    assert client.get(path).status_code == 404
    time_machine.move_to(datetime(2026, 5, 5, 6, 59, 59, tzinfo=UTC), tick=False)
    assert client.get(path).status_code == 404
    time_machine.move_to(datetime(2026, 5, 5, 7, 0, tzinfo=UTC), tick=False)
    assert client.get(path).status_code == 200


def test_only_the_wording_that_was_seen_is_published(client, version, editor):
    seen = version.revisions.latest("number").number
    draft(version, say("Changed meanwhile"))

    answer = client.post(address("preview", version), {"revision": seen, "do": "publish"})

    assert answer.status_code == 422
    assert "saved this text meanwhile" in answer.content.decode()
    assert not version.revisions.exclude(published_at=None).exists()


def test_what_is_taken_down_is_said_to_be_gone(client, version, editor):
    publish(client, version)
    path = version.piece.get_absolute_url()

    assert publish(client, version, do="withdraw").status_code == 302

    client.logout()
    answer = client.get(path)
    assert answer.status_code == 410
    assert "taken down" in answer.content.decode()


def test_what_waits_can_be_kept_back(client, version, editor):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    publish(client, version, do="schedule", day=f"{tomorrow:%Y-%m-%d}", time="09:00")
    assert publish(client, version, do="unschedule").status_code == 302
    assert publish(client, version, do="unschedule").status_code == 422


def test_an_older_wording_is_compared_and_brought_back(client, version, editor):
    draft(version, say("Worse", TEXT))
    page = client.get(address("wordings", version)).content.decode()
    assert "<del>" in page
    assert "<ins>Worse</ins>" in page

    answer = client.post(address("wordings", version), {"number": "1", "after": "2"})

    assert answer["Location"] == address("preview", version)
    assert version.revisions.latest("number").title == "A greener way"
    late = client.post(address("wordings", version), {"number": "1", "after": "2"})
    assert late.status_code == 422
    assert client.post(address("wordings", version), {"number": "x"}).status_code == 422
    assert client.get(f"{address('wordings', version)}?from=99&to=x").status_code == 200


def test_remarks_are_shown_before_publishing(client, version, editor):
    sent(
        client, version, **{"s0-text": "It began this year, see [here](/en/nowhere/)", "do": "save"}
    )

    page = client.get(address("preview", version)).content.decode()

    for part in ("in a year", "unfinished", "where it leads", "leads nowhere"):
        assert part in page


def test_a_field_that_is_empty_says_what_to_do(client, version, editor):
    answer = sent(client, version, **{"head-title": "", "s0-text": "", "do": "save"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a title." in page
    assert "Write something here, or take the section away." in page


def test_one_description_in_some_language_is_asked_for(client, version, editor):
    library = reverse("editorial:library", args=[version.piece.programme.slug])

    page = client.get(library).content.decode()

    assert page.count("At least one language, unless it is decoration") == 6


def test_address_day_and_links_are_changed(client, version, editor):
    theme, place = ThemeFactory(), TerritoryFactory()
    about = reverse("editorial:about", args=[version.piece.slug])
    old = version.piece.slug
    values = {
        "do": "about", "about-slug": "new-address", "about-dated_on": "2016-05-19",
        "about-themes": [theme.slug], "about-territories": f"{place.get_absolute_url()}\n\n",
        "about-initiatives": "", "about-gatherings": "",
    }  # fmt: skip

    assert client.post(about, {**values, "about-slug": "Not Good"}).status_code == 422
    answer = client.post(about, values)

    assert answer["Location"] == reverse("editorial:about", args=["new-address"])
    version.piece.refresh_from_db()
    assert list(version.piece.territories.all()) == [place]
    publish(client, version)
    moved = client.get(reverse("portal:article", args=[2016, old]))
    assert (moved.status_code, moved["Location"]) == (301, version.piece.get_absolute_url())


def test_a_guide_finds_its_place_in_the_tree(client):
    top = published(content=say("Top"), piece__genre=Genre.GUIDE).version.piece
    inner = published(
        content=say("Inner"), piece__genre=Genre.GUIDE, piece__programme=top.programme
    ).version.piece
    client.force_login(editor_of(top.programme))
    about = reverse("editorial:about", args=[inner.slug])
    values = {"do": "about", "about-slug": inner.slug, "about-above": top.pk, "about-position": 3}

    assert client.post(about, values).status_code == 302

    page = client.get(reverse("portal:guide", args=[inner.slug])).content.decode()
    assert page.index("Top") < page.index('aria-current="page">Inner')
    assert client.post(about, {**values, "about-above": inner.pk}).status_code == 422


def test_a_further_language_is_begun(client, version, editor):
    about = reverse("editorial:about", args=[version.piece.slug])

    answer = client.post(about, {"do": "version", "version-language": "fi"})

    assert answer["Location"] == reverse("editorial:write", args=[version.piece.slug, "fi"])
    assert client.post(about, {"do": "version", "version-language": "fi"}).status_code == 422


def upload(client, programme, file, **more):
    values = {
        "do": "picture", "picture-file": file, "picture-alternative_en": "A ferry",
        "picture-licence": "by_agreement", "picture-focus": "50,50", **more,
    }  # fmt: skip
    return client.post(reverse("editorial:library", args=[programme.slug]), values)


@pytest.fixture
def programme(client):
    found = ProgrammeFactory()
    client.force_login(editor_of(found))
    return found


def test_a_picture_is_uploaded_described_and_given(client, programme):
    name = "../<img src=x onerror=alert(1)>.jpg"

    answer = upload(client, programme, SimpleUploadedFile(name, picture()))

    kept = Picture.objects.get()
    assert answer.status_code == 302
    page = client.get(reverse("editorial:library", args=[programme.slug])).content.decode()
    assert "onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page
    given = client.get(reverse("picture", args=[kept.key, "whole.jpeg"]))
    assert given["Cache-Control"] == "private, no-store"
    client.logout()
    assert client.get(reverse("picture", args=[kept.key, "whole.jpeg"])).status_code == 404


@pytest.mark.parametrize("name", ["svg", "page", "jpeg and page", "moving gif", "one pixel"])
def test_what_is_no_picture_is_refused_at_the_field(client, programme, name):
    content, reason = NO_PICTURES[name]

    answer = upload(client, programme, SimpleUploadedFile("x.jpg", content, "image/jpeg"))

    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Picture.objects.exists()


def test_a_picture_without_words_is_refused_at_the_field(client, programme):
    file = SimpleUploadedFile("x.jpg", picture())
    answer = upload(client, programme, file, **{"picture-alternative_en": ""})

    assert answer.status_code == 422
    assert 'id="id_picture-alternative_en-error"' in answer.content.decode()


def test_an_upload_without_a_file_says_how_large_one_may_be(client, programme):
    answer = upload(client, programme, "")

    assert answer.status_code == 422
    assert "at most 15 MB" in answer.content.decode()


def test_a_picture_is_described_anew(client, programme):
    shown = PictureFactory(audience=audience_of(programme))
    path = reverse("editorial:describe", args=[programme.slug, shown.key])
    values = {"licence": "cc0", "focus": "20,80", "alternative_fi": "Lautta"}

    assert client.post(path, {**values, "alternative_fi": ""}).status_code == 422
    assert client.post(path, values).status_code == 302

    shown.refresh_from_db()
    assert (dict(shown.alternative), shown.focus_x, shown.focus_y) == ({"fi": "Lautta"}, 20, 80)
    foreign = PictureFactory(audience="programme:0")
    other = reverse("editorial:describe", args=[programme.slug, foreign.key])
    assert client.get(other).status_code == 404


def test_a_file_is_uploaded_and_given_to_be_kept(client, programme):
    library = reverse("editorial:library", args=[programme.slug])
    values = {"do": "file", "file-file": SimpleUploadedFile("x.pdf", pdf())}
    assert client.post(library, values).status_code == 422
    values = {
        "do": "file",
        "file-file": SimpleUploadedFile("x.pdf", pdf()),
        "file-title_en": "Behovet, på 4 sider",
    }

    assert client.post(library, values).status_code == 302

    kept = Attachment.objects.get()
    given = client.get(reverse("attachment", args=[kept.key, "x"]))
    assert given["Content-Disposition"] == 'attachment; filename="behovet-pa-4-sider.pdf"'
    assert given["Content-Type"] == "application/pdf"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given["Content-Security-Policy"]


def test_a_rendering_can_only_be_framed_by_us_and_runs_nothing(client, version, editor):
    path = address("render_prose", version)

    answer = client.post(
        path, {"text": "## Hi\n\n<script>alert(1)</script> [x](javascript:alert(1))"}
    )

    page = answer.content.decode()
    assert "<h2>Hi</h2>" in page
    assert "<script>" not in page
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "script-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert client.get(path).status_code == 405


@pytest.mark.parametrize("many", [1, 5])
def test_the_desk_asks_as_many_questions_for_one_text_as_for_five(
    client, programme, many, django_assert_max_num_queries
):
    for _each in range(many):
        draft(piece__programme=programme)

    with django_assert_max_num_queries(18) as asked:
        client.get(reverse("editorial:desk", args=[programme.slug]))

    assert len(asked) == len(asked.captured_queries)
    QUESTIONS.setdefault("desk", len(asked))
    assert len(asked) == QUESTIONS["desk"]


QUESTIONS = {}


def test_strangers_find_nothing(client, version):
    client.force_login(PersonFactory())
    piece, programme = version.piece, version.piece.programme
    for name, arguments in (
        ("desk", [programme.slug]), ("new", [programme.slug]), ("library", [programme.slug]),
        ("about", [piece.slug]), ("write", [piece.slug, "en"]), ("preview", [piece.slug, "en"]),
        ("wordings", [piece.slug, "en"]),
    ):  # fmt: skip
        assert client.get(reverse(f"editorial:{name}", args=arguments)).status_code == 404
    assert not Piece.objects.filter(slug=piece.slug).exclude(changed_at=piece.changed_at).exists()


def test_a_language_that_a_text_lacks_is_not_there(client, version, editor):
    assert (
        client.get(reverse("editorial:write", args=[version.piece.slug, "da"])).status_code == 404
    )
    assert (
        client.get(reverse("editorial:write", args=[version.piece.slug, "xx"])).status_code == 404
    )


def test_messages_tell_what_was_done(client, version, editor):
    answer = sent(client, version, do="save")

    said = [str(each) for each in get_messages(answer.wsgi_request)]
    assert said == ["The text has been saved. Readers see it when it is published."]
    assert PieceFactory.build().slug

"""The mail of a newsletter, as its readers get it in each language."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.conf import settings

from samspill.core.languages import LANGUAGES
from samspill.core.translated import Translated
from samspill.mailings import emails as mailing_emails
from samspill.mailings.actions import begin_due
from samspill.newsletters import actions
from samspill.newsletters.choices import ItemKind
from samspill.newsletters.queries import Entry
from samspill.newsletters.tests.factories import (
    NOW,
    article_in,
    content,
    followed_programme,
    follower,
    one_of_each,
    writer_of,
)
from samspill.organisations.tests.factories import RoleFactory
from samspill.outbox.envelopes import Template
from samspill.outbox.models import Message
from samspill.outbox.tasks import address_due
from samspill.outbox.tests.factories import a_shift
from samspill.worker import wire

pytestmark = pytest.mark.django_db
SCANDINAVIAN = {"nb", "nn", "sv", "da"}
#: The subject, and the titles in their order: as readers of Scandinavian languages get them, or not.
TITLES = {
    True: ("Vår i programmet", "Gathering", "Fra programmet", "Tre varebiler", "Three counties"),
    False: ("Spring in the programme", "Gathering", "From the", "Three vans", "Three counties"),
}
#: What a text that exists in English only says of itself to readers of each language.
ONLY_IN_ENGLISH = {
    "nb": "Denne teksten finnes bare på engelsk.",
    "nn": "Denne teksten finst berre på engelsk.",
    "sv": "Den här texten finns bara på engelska.",
    "da": "Denne tekst findes kun på engelsk.",
    "fi": "Tämä teksti on saatavilla vain englanniksi.",
}


def sent_to(programme, *languages, said=None):
    """Send a newsletter with one of each thing to followers in these languages, and read it."""
    for language in languages:
        follower(programme.interest_list, language=language, address=f"{language}@people.example")
    editor = writer_of(programme)
    draft = actions.begin(programme, said or content(*one_of_each(programme)), by=editor, at=NOW)
    actions.send(draft, revision=1, by=editor, at=NOW)
    begin_due(at=NOW + timedelta(minutes=2))
    wire()
    address_due(a_shift())
    return {message.language: read(message) for message in Message.objects.order_by("pk")}


def read(message):
    personal = mailing_emails.personal_in_update(message)
    copy = Template(message.wording).copy(message, personal)
    return message_from_bytes(copy, policy=policy.default)


def text_of(mail):
    return mail.get_body(["plain"]).get_content().replace("\r\n", "\n")


def html_of(mail):
    return mail.get_body(["html"]).get_content()


@pytest.fixture
def programme():
    programme = followed_programme()
    programme.project_leader = RoleFactory(organisation=programme.host, is_address_public=True)
    programme.save()
    return programme


def test_each_reader_gets_it_whole_and_in_order_in_their_own_language(programme):
    mails = sent_to(programme, *LANGUAGES)

    assert set(mails) == set(LANGUAGES)
    for language, mail in mails.items():
        text, html = text_of(mail), html_of(mail)
        is_read_in_norwegian = language in SCANDINAVIAN
        assert mail["Subject"] == TITLES[is_read_in_norwegian][0]
        for written in (text, html):
            places = [written.index(title) for title in TITLES[is_read_in_norwegian][1:]]
            assert places == sorted(places)
        assert f"/{language}/" in text
        if language in ONLY_IN_ENGLISH:
            assert ONLY_IN_ENGLISH[language] in " ".join(text.split())
            assert '<h2 lang="en"' in html
        assert f'lang="{language}"' in html


def test_it_says_who_it_comes_from_and_how_to_leave(programme):
    mail = sent_to(programme, "en")["en"]

    assert mail["List-Id"] == f"<newsletters-{programme.slug}.lists.{settings.MAIL_DOMAIN}>"
    assert mail["Reply-To"] == programme.project_leader.person.email
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (way_out,) = re.findall(r"<(https?://[^>]+)>", mail["List-Unsubscribe"])
    assert way_out in text_of(mail)
    assert "because you follow “The programme”" in " ".join(text_of(mail).split())


def test_it_says_above_its_title_whose_it_is(programme):
    mail = sent_to(programme, "fi")["fi"]

    wording = programme.title.wording("fi")
    assert text_of(mail).startswith(f"{wording.text}\n\n")
    assert f'<p lang="{wording.language}">{wording.text}</p>' in html_of(mail)
    assert html_of(mail).index(f">{wording.text}</p>") < html_of(mail).index("<h1")


def test_a_guide_is_called_a_guide(programme):
    guide = article_in(programme, piece__genre="guide", piece__dated_on=None)
    said = content(Entry(kind=ItemKind.ARTICLE, pk=guide.pk))

    text = text_of(sent_to(programme, "en", said=said)["en"])

    assert "\nGuide\n" in text
    assert "Article" not in text


def test_its_links_lead_straight_to_their_pages_and_nothing_counts_readers(programme):
    html = html_of(sent_to(programme, "nb")["nb"])

    links = re.findall(r'href="([^"]+)"', html)
    assert links
    assert all(re.match(r"https?://[^/]+/nb/", link) for link in links)
    assert "<img" not in html


def test_what_a_writer_wrote_never_becomes_markup_or_a_mark_of_ours(programme):
    hostile = Translated(en="<b>bold</b> %%unsubscribe%% http://evil.example/x")
    update = one_of_each(programme)[2]
    section = content().entries[0]
    said = content(
        type(section)(kind=section.kind, title=hostile, text=hostile), update, lead=hostile
    )

    mail = sent_to(programme, "en", said=said)["en"]

    assert "<b>bold" not in html_of(mail)
    assert 'href="http://evil.example' not in html_of(mail)
    handle = re.search(r"/([^/]+)/>", mail["List-Unsubscribe"]).group(1)
    assert text_of(mail).count(handle) == 2

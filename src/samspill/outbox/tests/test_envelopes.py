"""What arrives, byte by byte, as mail programs read it."""

from email import policy
from email.parser import BytesParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspill.outbox.envelopes import Template, Unsendable
from samspill.outbox.models import Letter, Message, Wording
from samspill.outbox.tests.factories import WRITTEN_AT

LINK = "https://samspill.example/nb/folg/avslutt/aB-3_x?a=1&b=2"


def a_wording(text="Hei\n", html="<p>Hei</p>", subject="Nytt om utslippsfri levering", **headers):
    letter = Letter(pk=7, kind="tests.update", key="k", headers=headers, written_at=WRITTEN_AT)
    return Wording(letter=letter, language="nb", subject=subject, text=text, html=html)


def a_copy(wording, to="kari@kommune.example", **personal):
    message = Message(to=to, message_id="<1@samspill.example>", letter=wording.letter)
    return Template(wording).copy(message, personal)


def read(content):
    return BytesParser(policy=policy.default).parsebytes(content)


def text(mail, kind="plain"):
    return mail.get_body((kind,)).get_content().replace("\r\n", "\n")


def test_headers_say_who_what_when_and_that_no_person_wrote_it():
    mail = read(a_copy(a_wording(**{"Reply-To": "fasilitator@kommune.example"})))

    assert mail["From"] == "Samspill <post@samspill.example>"
    assert mail["To"] == "kari@kommune.example"
    assert mail["Reply-To"] == "fasilitator@kommune.example"
    assert mail["Subject"] == "Nytt om utslippsfri levering"
    assert mail["Date"].datetime == WRITTEN_AT
    assert mail["Message-ID"] == "<1@samspill.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail["Content-Language"] == "nb"
    assert mail.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in mail.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    assert mail.defects == []


def test_a_list_letter_can_be_stopped_by_one_click():
    personal = {"List-Unsubscribe": LINK, "unsubscribe": LINK}
    mail = read(a_copy(a_wording(**{"List-Id": "<l.samspill.example>"}), **personal))

    assert mail["List-Id"] == "<l.samspill.example>"
    assert mail["List-Unsubscribe"] == f"<{LINK}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_letter_to_one_person_is_no_list():
    mail = read(a_copy(a_wording()))

    assert mail["List-Unsubscribe"] is None


def test_marks_are_filled_in_text_and_in_html():
    wording = a_wording(
        text="Slutt:\n%%unsubscribe%%\n", html='<a href="%%unsubscribe%%">Slutt</a> %%name%%'
    )

    mail = read(a_copy(wording, unsubscribe=LINK, name="<b>Kari</b>"))

    assert text(mail) == f"Slutt:\n{LINK}\n"
    assert text(mail, "html").strip() == (
        f'<a href="{LINK.replace("&", "&amp;")}">Slutt</a> &lt;b&gt;Kari&lt;/b&gt;'
    )


def test_words_that_fill_a_mark_are_broken_into_lines_and_addresses_are_not():
    title = "Uudelleenkäytettävät pakkaukset julkisissa keittiöissä ja ruokaa ilman roskaa"
    body = "Saat viestin, koska seuraat aihetta “%%title%%”.\n\n%%link%%\n"
    link = "https://samspill.example/" + "x" * 90

    lines = text(read(a_copy(a_wording(text=body), title=title, link=link))).splitlines()

    assert " ".join(lines[:-2]) == f"Saat viestin, koska seuraat aihetta “{title}”."
    assert all(len(line) <= 72 for line in lines[:-2])
    assert lines[-1] == link


def test_what_fills_a_mark_is_not_searched_for_marks():
    mail = read(a_copy(a_wording(text="%%first%%\n"), first="%%second%%", second="secret"))

    assert text(mail) == "%%second%%\n"


def test_a_link_that_is_missing_stops_the_mail():
    wording = a_wording(html='<a href="%%confirm%%">Bekreft</a>')

    with pytest.raises(Unsendable, match="confirm"):
        a_copy(wording)


@pytest.mark.parametrize("link", ["https://x.example/\r\nBcc: b@x.example", "javascript:alert(1)"])
def test_an_address_for_unsubscribing_starts_no_other_header(link):
    with pytest.raises(Unsendable):
        a_copy(a_wording(), **{"List-Unsubscribe": link})


@settings(max_examples=60, deadline=None)
@given(subject=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=200))
def test_no_subject_breaks_the_headers(subject):
    mail = read(a_copy(a_wording(subject=" ".join(subject.split()) or "x")))

    assert set(mail.keys()) == {
        "To", "Message-ID", "From", "Subject", "Date", "MIME-Version", "Auto-Submitted",
        "X-Auto-Response-Suppress", "Content-Language", "Content-Type",
    }  # fmt: skip
    assert mail["To"] == "kari@kommune.example"


@settings(max_examples=100, deadline=None)
@given(
    before=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300),
    after=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300),
)
def test_what_is_written_is_what_is_read(before, after):
    body = "\n".join(f"{before}|%%unsubscribe%%|{after}".splitlines()) + "\n"

    copy = a_copy(a_wording(text=body), unsubscribe=LINK)

    assert text(read(copy)) == body.replace("%%unsubscribe%%", LINK)
    assert max(len(line) for line in copy.split(b"\r\n")) <= 200
    assert b"\n" not in copy.replace(b"\r\n", b"")


def test_a_long_subject_keeps_the_spaces_between_its_words():
    subject = (
        "Vahvista: Ruokaa ilman roskaa – uudelleenkäytettävät pakkaukset julkisissa keittiöissä"
    )

    mail = read(a_copy(a_wording(subject=subject)))

    assert mail["Subject"] == subject

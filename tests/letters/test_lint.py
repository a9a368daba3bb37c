"""Every mail, in every language, is written as mail servers and mail programs want it."""

import re

import pytest
from django.db.models import Q

from samspill.core.languages import LANGUAGES
from samspill.outbox.models import Message
from tests.canaries.letters import every_mail
from tests.letters.lint import faults
from tests.letters.writing import write_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def arrived(office):
    """Give each mail that arrived as the linter wants it: one about a list's move is a list's."""
    of_lists = Q(letter__is_for_list=True) | Q(letter__key__startswith="mailings.taken_over:")
    to_lists = set(Message.objects.filter(of_lists).values_list("message_id", flat=True))
    for (to, content), (sender, _receivers) in zip(office.kept, office.envelopes, strict=True):
        known = re.search(rb"^Message-ID: (\S+)", content, re.MULTILINE).group(1).decode()
        yield content, {"sender": sender, "to": to, "is_for_list": known in to_lists}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_mail_is_written_as_mail_servers_want_it(world, office, language):
    assert write_in(world, language) == every_mail()

    found = {
        content.partition(b"\r\n\r\n")[0].decode(): wrong
        for content, known in arrived(office)
        if (wrong := faults(content, language=language, **known))
    }

    assert found == {}
    assert len(office.kept) >= len(every_mail())
    assert len({mail["Message-ID"] for mail in office.mails()}) == len(office.kept)


#: What could go wrong, and what the linter says of it.
SPOILED = [
    (rb"\r\nDate: ", b"\nDate: ", "CRLF"),
    (rb"\r\nDate: ", "\r\nX-Ø: ø\r\nDate: ".encode(), "ASCII"),
    (rb"\r\nDate: ", b"\r\nX: " + b"x" * 999 + b"\r\nDate: ", "header is too long"),
    (rb"\r\n\r\n--", b"\r\n\r\n" + b"x" * 79 + b"\r\n--", "line of the body"),
    (rb"Subject: ", b"Subject: twice\r\nSubject: ", "Subject is not there once"),
    (rb"MIME-Version: 1.0\r\n", b"", "MIME-Version is not there once"),
    (rb"\r\nDate: ", b"\r\nBcc: b@x.example\r\nDate: ", "Bcc is unknown"),
    (rb"From: [^\r]*", b"From: post@elsewhere.example", "another domain"),
    (rb"^To: [^\r]*", b"To: a@x.example, b@x.example", "one receiver"),
    (rb"Message-ID: <[^>]*>", b"Message-ID: <1@elsewhere.example>", "Message-ID"),
    (rb"Date: [^\r]*", b"Date: Mon, 30 Nov 2026 12:00:00 -0000", "no zone"),
    (rb"auto-generated", b"no", "Absence"),
    (rb"Content-Language: nb", b"Content-Language: en", "not in nb"),
    (rb"Reply-To: [^\r]*", b"Reply-To: post@samspill.example", "Reply-To"),
    (rb"List-Unsubscribe: <[^>]*>", b"List-Unsubscribe: <mailto:a@x.example>", "RFC 2369"),
    (rb"List-Unsubscribe=One-Click", b"List-Unsubscribe=Two", "RFC 8058"),
    (rb"List-Id: <[^>]*>", b"List-Id: <Everybody>", "RFC 2919"),
    (rb"Subject: (?:[^\r]|\r\n )*", b"Subject: =?utf-8?q?" + b"x" * 70 + b"?=", "encoded word"),
    (rb"Subject: (?:[^\r]|\r\n )*", b"Subject: %(title)s", "subject"),
    (rb"multipart/alternative", b"multipart/mixed", "text and HTML"),
    (rb"text/plain; charset=utf-8", b"text/plain; charset=latin-1", "UTF-8"),
    (rb"</body>", b"%%mark%%</body>", "filled in"),
    (rb"lang=3D\"nb\"", b'lang=3D"sv"', "its language"),
    (rb"</body>", b'<img src=3D"/x"></body>', "fetched"),
    (rb"</body>", b"<!--" + (b"x" * 60 + b"=\r\n") * 2_000 + b"--></body>", "cut it"),
    (rb"</body>", b'<a href=3D"http://x.example">x</a></body>', "leads elsewhere"),
    (rb"http://localhost:8000/nb/folg/inns", b"http://localhost:8000/nb/folg/ins", "different"),
    (rb"</body>", b"besides</body>", "HTML says more"),
    (rb"\r\n--=20\r\n", b"\r\nbesides\r\n--=20\r\n", "text says more"),
]  # fmt: skip


def test_whatever_is_spoiled_is_found(world, office):
    write_in(world, "nb")
    content, known = next(
        each for each in arrived(office) if each[1]["is_for_list"] and b"Reply-To" in each[0]
    )

    for pattern, instead, said in SPOILED:
        spoiled, many = re.subn(pattern, lambda _found, new=instead: new, content, count=1)
        wrong = faults(spoiled, language="nb", **known)
        assert many == 1, pattern
        assert any(said in sentence for sentence in wrong), (pattern, said, wrong)

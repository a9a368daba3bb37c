"""What mail servers and mail programs ask of a mail, checked on the bytes that arrived."""

import re
from collections import Counter
from email import policy
from email.header import decode_header, make_header
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from html.parser import HTMLParser

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

#: Once in every mail.
ONCE = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
)
#: At most once, and nothing besides.
PERHAPS = ("Reply-To", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post")
#: RFC 5322 for headers; RFC 2045 for what is quoted-printable, with its line's end.
LONGEST_HEADER, LONGEST_LINE = 998, 78
#: RFC 2047.
LONGEST_WORD = 75
#: Gmail cuts what is larger, and with it the way out.
MOST_BYTES_OF_HTML = 100_000
#: What a template leaves behind when something went wrong.
LEFT_OVER = re.compile(r"%%|%\(|\{\{|\{%|\bNone\b|\bTrue\b|&amp;amp;")
LINK = re.compile(r"https?://[^\s<>\"]+")


class Hypertext(HTMLParser):
    """An HTML body: its words, its links, and whatever would be fetched or run."""

    def __init__(self, html):
        super().__init__()
        self.words, self.links, self.fetched, self.tags, self.language = [], [], [], set(), ""
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.add(tag)
        self.language = given["lang"] if tag == "html" and "lang" in given else self.language
        self._hidden += tag in {"style", "title"}
        if tag == "a":
            self.links.append(given.get("href") or "")
        self.fetched += [value for name, value in attrs if name in {"src", "background", "srcset"}]
        self.fetched += re.findall(r"url\(|@import", given.get("style") or "")

    def handle_endtag(self, tag):
        self._hidden -= tag in {"style", "title"}

    def handle_data(self, data):
        if not self._hidden:
            self.words += re.findall(r"\w+", LINK.sub("", data))


def faults(content, *, sender, to, language, is_for_list):
    """Say, in a sentence each, what is wrong with a mail as it arrived.

    ``sender`` and ``to`` are those of the envelope.
    """
    mail = BytesParser(policy=policy.default).parsebytes(content)
    return [
        *_of_bytes(content),
        *_of_headers(mail, sender=sender, to=to, language=language),
        *_of_lists(mail, is_for_list=is_for_list),
        *_of_subject(content),
        *_of_parts(mail, language=language),
    ]


def _of_bytes(content):
    head, _blank, body = content.partition(b"\r\n\r\n")
    if b"\n" in content.replace(b"\r\n", b"") or b"\r" in content.replace(b"\r\n", b""):
        yield "A line does not end in CRLF."
    if not content.isascii():
        yield "There are bytes outside ASCII."
    if any(len(line) > LONGEST_HEADER for line in head.split(b"\r\n")):
        yield "A header is too long."
    if any(len(line) > LONGEST_LINE for line in body.split(b"\r\n")):
        yield "A line of the body is too long."


def _of_headers(mail, *, sender, to, language):
    many = Counter(mail.keys())
    yield from (f"{name} is not there once." for name in ONCE if many.pop(name, 0) != 1)
    yield from (f"{name} is there twice." for name in PERHAPS if many.pop(name, 0) > 1)
    yield from (f"{name} is unknown." for name in many)
    domain = f"@{settings.MAIL_DOMAIN}"
    ((name, address),) = getaddresses([mail["From"] or ""])[:1] or [("", "")]
    if not name or not address.endswith(domain):
        yield "From has no name, or another domain."
    if [address for _name, address in getaddresses([mail["To"] or ""])] != [to]:
        yield "To is not the one receiver of the envelope."
    if not sender.endswith(domain):
        yield "What comes back does not come to us."
    if not re.fullmatch(rf"<[\w.+-]+{re.escape(domain)}>", mail["Message-ID"] or ""):
        yield "Message-ID is not of our domain."
    if parsedate_to_datetime(str(mail["Date"] or "Thu, 01 Jan 1970 00:00:00 -0000")).tzinfo is None:
        yield "Date has no zone."
    if mail["Auto-Submitted"] != "auto-generated" or mail["X-Auto-Response-Suppress"] != "All":
        yield "Absence notes would be sent back."
    if mail["Content-Language"] != language:
        yield f"It is not in {language}."
    answers = [address for _name, address in getaddresses([mail["Reply-To"] or ""]) if address]
    if len(answers) > 1 or any(address.endswith(domain) for address in answers):
        yield "Reply-To is not one person's."


def _of_lists(mail, *, is_for_list):
    has_way_out = mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"], mail["List-Id"]
    if not is_for_list:
        if any(has_way_out):
            yield "A mail to one person pretends to be a list's."
        return
    link = mail["List-Unsubscribe"] or ""
    if not re.fullmatch(rf"<{re.escape(settings.SITE_URL)}/[^\s<>,]+>", link):
        yield "List-Unsubscribe is not one address of ours (RFC 2369)."
    if mail["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
        yield "One click does not suffice (RFC 8058)."
    label = rf"<[a-z0-9-]+\.lists\.{re.escape(settings.MAIL_DOMAIN)}>"
    if not re.fullmatch(label, mail["List-Id"] or ""):
        yield "List-Id names no list of ours (RFC 2919)."


def _of_subject(content):
    head = content.partition(b"\r\n\r\n")[0].decode("ascii", "replace")
    found = re.search(r"^Subject: ([^\r]*(?:\r\n[ \t][^\r]*)*)", head, re.MULTILINE)
    written = found.group(1) if found else ""
    if any(len(word) > LONGEST_WORD for word in re.findall(r"=\?\S+\?=", written)):
        yield "An encoded word of the subject is too long."
    subject = str(make_header(decode_header(written.replace("\r\n", ""))))
    if not subject.strip() or not subject.isprintable() or LEFT_OVER.search(subject):
        yield f"The subject says nothing, or too much: {subject!r}."


def _of_parts(mail, *, language):
    parts = list(mail.iter_parts())
    kinds = [part.get_content_type() for part in parts]
    if mail.get_content_type() != "multipart/alternative" or kinds != ["text/plain", "text/html"]:
        yield "It is not text and HTML, in this order."
        return
    if mail.defects or any(part.defects for part in parts):
        yield "It is not well formed."
    if any(part.get_content_charset() != "utf-8" for part in parts):
        yield "It is not in UTF-8."
    text, html = (part.get_content() for part in parts)
    yield from _of_bodies(text, html, language=language)


def _of_bodies(text, html, *, language):
    shown = Hypertext(html)
    if LEFT_OVER.search(text) or LEFT_OVER.search(re.sub(r"<style.*?</style>|<[^>]*>", "", html)):
        yield "Something has not been filled in."
    if shown.language != language:
        yield "The HTML does not say its language."
    if shown.fetched or shown.tags & {"script", "form", "iframe", "object", "link", "img"}:
        yield "Something is fetched, run or sent when it is read."
    if len(html.encode()) > MOST_BYTES_OF_HTML:
        yield "Mail programs would cut it."
    foreign = [link for link in shown.links if not link.startswith(f"{settings.SITE_URL}/")]
    if foreign:
        yield f"A link leads elsewhere: {foreign[0]}"
    if set(LINK.findall(text)) != set(shown.links):
        yield "Text and HTML lead to different pages."
    said = set(re.findall(r"\w+", LINK.sub("", text)))
    if lacking := said - set(shown.words):
        yield f"The text says more than the HTML: {sorted(lacking)[:5]}"
    with translation.override(language):
        besides = gettext("If the button does not work, open this address:")
    own = set(re.findall(r"\w+", f"{settings.SITE_NAME} {besides}"))
    if lacking := set(shown.words) - said - own:
        yield f"The HTML says more than the text: {sorted(lacking)[:5]}"

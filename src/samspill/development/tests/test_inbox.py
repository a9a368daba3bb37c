"""The local inbox, over real SMTP."""

import smtplib
import socket
import subprocess
import sys
from email.message import EmailMessage

import pytest

from samspill.development import inbox
from tests.live import environment


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def receiver(folder):
    """Start the receiver in a process of its own and return its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        words = ["inbox", "--socket", str(listening.fileno())]
        process = subprocess.Popen(
            [sys.executable, "-m", "samspill", *words],
            env=environment(folder),
            pass_fds=[listening.fileno()],
        )
        port = listening.getsockname()[1]
    yield port
    process.terminate()
    assert process.wait(timeout=10) == 0


def mail(subject="Ferger på Vestlandet"):
    message = EmailMessage()
    message["From"] = "Samspill <post@samspill.example>"
    message["To"] = "kari@kommune.example"
    message["Subject"] = subject
    message.set_content("Bekreft: http://localhost:8000/nb/folg/bekreft/abc/\n")
    message.add_alternative("<p>Bekreft <b>her</b></p>", subtype="html")
    return message


@pytest.mark.kills
def test_mail_that_is_sent_by_smtp_is_found_in_the_inbox(receiver):
    with smtplib.SMTP("127.0.0.1", receiver, timeout=30) as server:
        server.send_message(mail())

    (received,) = inbox.mails()
    assert (received.to, received.subject) == ("kari@kommune.example", "Ferger på Vestlandet")
    whole = inbox.find(received.name)
    assert whole.text == "Bekreft: http://localhost:8000/nb/folg/bekreft/abc/\n"
    assert whole.html == "<p>Bekreft <b>her</b></p>\n"


def test_the_newest_mail_stands_first():
    inbox.keep(mail("first").as_bytes())
    inbox.keep(mail("second").as_bytes())

    assert [each.subject for each in inbox.mails()] == ["second", "first"]


def test_a_mail_without_html_has_none():
    plain = EmailMessage()
    plain.set_content("Only text")
    inbox.keep(plain.as_bytes())

    (listed,) = inbox.mails()
    assert inbox.find(listed.name).html == ""


def test_a_mail_that_does_not_exist_is_not_found():
    assert inbox.find("00000000000000000-00000000") is None


def test_the_inbox_forgets_the_mails_to_somebody_and_those_that_name_them(settings, tmp_path):
    settings.DATA = tmp_path
    to, body = "To: {}\nSubject: Hei\nContent-Type: text/plain; charset=utf-8\n\n", "Hei"
    inbox.keep((to.format("kari@folk.example") + body).encode())
    inbox.keep((to.format("ola@folk.example") + "Fra Kari@folk.example").encode())
    inbox.keep((to.format("ola@folk.example") + body).encode())

    assert inbox.forget(["kari@folk.example"]) == 2

    assert [(each.to) for each in inbox.mails()] == ["ola@folk.example"]

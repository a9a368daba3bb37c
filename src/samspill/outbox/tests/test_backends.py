"""Mail that goes by a service: what it is given, and what its answers mean."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from samspill.outbox import backends
from samspill.outbox.models import Message
from samspill.outbox.sending import Courier, Envelope, LostConnection, Outcome, Unreachable
from samspill.outbox.tasks import send_due
from samspill.outbox.tests.factories import a_message, a_shift

KARI = "kari@kommune.example"
MAIL = (
    "Subject: =?utf-8?q?Nytt_om_hj=C3=B8rnet?=\r\nFrom: Samspill <post@samspill.example>\r\n"
    f"To: {KARI}\r\nMessage-ID: <one@samspill.example>\r\nReply-To: leder@fylke.example\r\n"
    "List-Unsubscribe: <https://samspill.example/leave>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    "--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHei\r\n"
    "--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Hei</p>\r\n--b--\r\n"
).encode()
INACTIVE = f"Found inactive addresses: {KARI}. Inactive recipients have bounced."
GOOD = {"ErrorCode": 0, "Message": "OK", "MessageID": "m", "To": KARI, "SubmittedAt": "now"}


@contextmanager
def a_service(settings, *answers):
    """Open a service that speaks as Postmark does, and gives its answers one after another."""
    heard, to_give = [], list(answers)

    class Service(BaseHTTPRequestHandler):
        def do_POST(self):
            heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            status, words = to_give.pop(0)
            body = json.dumps(words).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.MAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
        settings.ANYMAIL = {
            "POSTMARK_SERVER_TOKEN": "t",
            "POSTMARK_API_URL": f"http://127.0.0.1:{server.server_port}/",
        }
        try:
            yield heard
        finally:
            server.shutdown()


def deliver(courier):
    return courier.deliver(Envelope("post@samspill.example", KARI), MAIL)


def test_a_service_is_used_only_where_one_is_set(settings):
    assert isinstance(backends.courier(), Courier)
    settings.MAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    assert isinstance(backends.courier(), backends.BackendCourier)


def test_a_service_is_given_all_that_a_mail_says(settings):
    with a_service(settings, (200, GOOD)) as heard:
        courier = backends.courier()
        assert deliver(courier) == (Outcome.ACCEPTED, "Accepted")
        courier.close()

    [given] = heard
    assert given["Subject"] == "Nytt om hjørnet"
    assert given["To"] == KARI
    assert given["ReplyTo"] == "leder@fylke.example"
    assert given["TextBody"].strip() == "Hei"
    assert given["HtmlBody"].strip() == "<p>Hei</p>"
    headers = {each["Name"]: each["Value"] for each in given["Headers"]}
    assert headers == {
        "Message-ID": "<one@samspill.example>",
        "List-Unsubscribe": "<https://samspill.example/leave>",
    }


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ((422, {"ErrorCode": 406, "Message": INACTIVE}), Outcome.REFUSED),
        ((422, {"ErrorCode": 300, "Message": f"Invalid 'To' address: '{KARI}'."}), Outcome.REFUSED),
        ((429, {"ErrorCode": 0, "Message": "Slow down"}), Outcome.LATER),
        ((503, {"ErrorCode": 0, "Message": "Away"}), Outcome.LATER),
        ((413, {"ErrorCode": 0, "Message": "Too large"}), Outcome.REFUSED),
    ],
)
def test_what_a_service_answers_is_understood(settings, answer, outcome):
    with a_service(settings, answer, (200, GOOD)):
        courier = backends.courier()
        assert deliver(courier)[0] is outcome
        assert deliver(courier)[0] is Outcome.ACCEPTED
        courier.close()


def test_a_service_that_does_not_let_us_in_is_out_of_reach(settings):
    with (
        a_service(settings, (401, {"ErrorCode": 10, "Message": "Wrong token"})),
        pytest.raises(Unreachable),
    ):
        deliver(backends.courier())


def test_a_service_that_is_away_says_nothing_about_the_mail(settings):
    with a_service(settings):
        courier = backends.courier()
    with pytest.raises(LostConnection):
        deliver(courier)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_worker_sends_by_the_service(settings):
    a_message(KARI)
    with a_service(settings, (200, GOOD)) as heard:
        send_due(a_shift())

    assert [each["To"] for each in heard] == [KARI]
    assert Message.objects.get().sent_at is not None

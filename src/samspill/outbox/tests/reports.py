"""Reports as mail servers write them."""

from textwrap import dedent

#: As Postfix writes them (RFC 3464).
BOUNCE = """\
        Return-Path: <>
        From: MAILER-DAEMON@kommune.example (Mail Delivery System)
        Subject: Undelivered Mail Returned to Sender
        To: {to}
        Date: {date}
        Auto-Submitted: auto-replied
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"

        --=_b
        Content-Type: text/plain; charset=utf-8

        I'm sorry to have to inform you that your message could not be delivered.

        --=_b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.kommune.example
        Arrival-Date: Sat, 24 Oct 2026 12:00:01 +0200

        Final-Recipient: rfc822; kari@kommune.example
        Action: {action}
        Status: {status}
        Diagnostic-Code: {diagnostic}

        --=_b
        Content-Type: text/rfc822-headers

        From: Samspill <post@samspill.example>
        Subject: Nytt
        {original}
        --=_b--
        """


def a_bounce(
    to="post@samspill.example",
    *,
    message_id="",
    action="failed",
    status="5.1.1",
    diagnostic="smtp; 550 5.1.1 <kari@kommune.example>: User unknown",
    date="Sat, 24 Oct 2026 12:00:05 +0200",
):
    return _mail(
        BOUNCE.format(
            to=to,
            original=f"Message-ID: {message_id}\n" if message_id else "",
            action=action,
            status=status,
            diagnostic=diagnostic,
            date=date,
        )
    )


def a_complaint(*, sent_from="", message_id="", kind="abuse"):
    """Write a complaint as the loops of mailbox providers do (RFC 5965)."""
    original = f"Message-ID: {message_id}\n" if message_id else ""
    return _mail(
        f"""\
        From: feedback@mailbox.example
        To: abuse@samspill.example
        Subject: Complaint
        Date: Sat, 24 Oct 2026 12:00:05 +0200
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="=_c"

        --=_c
        Content-Type: text/plain

        This is a complaint about an e-mail.

        --=_c
        Content-Type: message/feedback-report

        Feedback-Type: {kind}
        User-Agent: Loop/1.0
        Version: 1
        Original-Mail-From: <{sent_from}>

        --=_c
        Content-Type: message/rfc822

        From: Samspill <post@samspill.example>
        Subject: Nytt
        {original}
        Hello.
        --=_c--
        """
    )


def _mail(text):
    lines = [line.removeprefix(" " * 8) for line in text.split("\n")]
    return dedent("\r\n".join(lines)).encode()

"""How the log is written: one line for each thing, in UTC, and without the secret of a link."""

import logging
from datetime import UTC, datetime


class Line(logging.Formatter):
    """Write a moment in UTC, and nothing of what a visitor sent as a line or a sign of its own."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802, ARG002 (the library's names)
        moment = datetime.fromtimestamp(record.created, UTC)
        return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 (the library's name)
        record.message = "".join(map(_visible, record.message))
        return super().formatMessage(record)


def _visible(sign: str) -> str:
    r"""Write what would end a line, or steer a terminal, as Python does.

    >>> _visible("\n"), _visible("ø")
    ('\\n', 'ø')
    """
    return sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii")


class WithoutSecrets(logging.Filter):
    """Write the address of a page without the secret of the link that leads there."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        secret = match.kwargs.get("secret") if match else None
        if secret:
            record.msg, record.args = record.getMessage().replace(secret, "…"), ()
        return True

"""What the log must not say: whoever holds the secret of a link can use it."""

import logging


class WithoutSecrets(logging.Filter):
    """Write the address of a page without the secret of the link that leads there."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        match = getattr(request, "resolver_match", None)
        secret = match.kwargs.get("secret") if match else None
        if secret:
            record.msg, record.args = record.getMessage().replace(secret, "…"), ()
        return True

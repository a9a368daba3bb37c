"""What the environment says of this installation, read for the settings."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit


def flag(name: str) -> bool:
    """Tell whether an environment variable is switched on: ``1``, ``true``, ``yes`` or ``on``."""
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


def secret(name: str, folder: Path) -> str:
    """Return a secret of this installation; it is made at the first run and kept beside the data."""
    if given := os.environ.get(f"SAMSPILL_{name.upper()}"):
        return given
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name}.secret"
    if not path.exists():
        # Written aside and linked into place, so that two first starts at once agree on one secret.
        aside = folder / f".{name}.{secrets.token_hex(8)}"
        aside.touch(mode=0o600)
        aside.write_text(secrets.token_urlsafe(48), encoding="ascii")
        with suppress(FileExistsError):
            os.link(aside, path)
        aside.unlink()
    return path.read_text(encoding="ascii")


def database(address: str, folder: Path) -> dict[str, object]:
    """Read the database's address: empty for SQLite beside the data, or ``postgres://…``.

    :raises ValueError: it is the address of another kind of database.
    """
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": folder / "samspill.sqlite3",
            # Opening the file and setting it up costs more than most questions.
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                " PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON;",
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("SAMSPILL_DATABASE_URL must start with postgres://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def pace(words: str) -> dict[str, float]:
    """Read how many messages a minute go to a domain: ``outlook.com=30 *=600``.

    :raises ValueError: it says something else.
    """
    said: dict[str, float] = {}
    for each in words.replace(",", " ").split():
        domain, _is, many = each.partition("=")
        if not domain or not many.isdecimal() or not int(many):
            raise ValueError(f"SAMSPILL_MAIL_PACE: “{each}” is not like outlook.com=30")
        said[domain.lower()] = float(many)
    return said


def logging(level: str) -> dict[str, object]:
    """Say how the site logs: one line for each thing, on the console, without secrets."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "samspill.core.log.Line",
                "format": "{asctime} {levelname} {name}: {message}",
                "style": "{",
            }
        },
        "filters": {"without_secrets": {"()": "samspill.core.log.WithoutSecrets"}},
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "line",
                "filters": ["without_secrets"],
            }
        },
        # It names every passkey that is used.
        "loggers": {"fido2": {"level": "WARNING"}},
        "root": {"handlers": ["console"], "level": level},
    }

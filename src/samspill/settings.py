"""Settings: safe defaults, changed by environment variables (docs/reference/settings.md)."""

import json
import os
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from samspill.core.languages import LANGUAGES as SIX_LANGUAGES
from samspill.environment import database, flag, logging, pace, secret

SOURCE = Path(__file__).resolve().parent
ROOT = SOURCE.parents[1]

#: Where database, media, inbox and generated secrets live.
DATA = Path(os.environ.get("SAMSPILL_DATA", "data")).resolve()
#: Development shows sample people, the local inbox and the set clock; never on a public machine.
DEVELOPMENT = flag("SAMSPILL_DEVELOPMENT")
DEBUG = False
PORT = int(os.environ.get("PORT", "8000"))
#: The site's address as readers see it: every absolute link starts with it.
SITE_URL = os.environ.get("SAMSPILL_SITE_URL", f"http://localhost:{PORT}").rstrip("/")
SITE_NAME = "Samspill"
#: The slug of the organisation that answers for the site, named at the foot of every page.
OWNER = os.environ.get("SAMSPILL_OWNER", "")
#: The day that the site's clock is set to, in development (see core.clock).
_as_of = os.environ.get("SAMSPILL_AS_OF", "") if DEVELOPMENT else ""
AS_OF = date.fromisoformat(_as_of) if _as_of else None

SECRET_KEY = secret("secret_key", DATA)
#: The key of the HMAC under which addresses are found without being shown.
ADDRESS_KEY = secret("address_key", DATA)
#: What the key that signs the audit trail is made of.
AUDIT_KEY = secret("audit_key", DATA)
#: Public keys that signed it before, in hexadecimal digits.
AUDIT_FORMER_KEYS = os.environ.get("SAMSPILL_AUDIT_FORMER_KEYS", "").replace(",", " ").split()

_host = urlsplit(SITE_URL).hostname or "localhost"
# The machine's own names serve its health checks; every link is made from SITE_URL all the same.
ALLOWED_HOSTS = [_host, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [SITE_URL]
_is_https = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "samspill.core",
    "samspill.audit",
    "samspill.bin",
    "samspill.outbox",
    "samspill.accounts",
    "allauth",  # below our own app, whose templates stand in for its
    "allauth.account",
    "allauth.mfa",
    "samspill.mailings",
    "samspill.media",
    "samspill.search",
    "samspill.organisations",
    "samspill.programmes",
    "samspill.initiatives",
    "samspill.events",
    "samspill.outreach",
    "samspill.editorial",
    "samspill.newsletters",
    "samspill.privacy",
    "samspill.stories",
    "samspill.workspace",
    "samspill.portal",
    *(["samspill.development"] if DEVELOPMENT else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # Before whitenoise, so that files too say what a browser may do with them.
    "csp.middleware.CSPMiddleware",
    "samspill.core.middleware.BrowserRules",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "samspill.portal.finished.FinishedPages",
    "samspill.core.middleware.PublicPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "samspill.core.middleware.KnownMethods",
    "samspill.core.middleware.WithoutNul",
    "samspill.core.middleware.SameOrigin",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "samspill.organisations.acting.ActingFor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "samspill.accounts.middleware.SessionsSeen",
    "samspill.organisations.middleware.SecondFactor",
]

ROOT_URLCONF = "samspill.urls"
WSGI_APPLICATION = "samspill.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "samspill.core.context.site",
                "samspill.portal.context.footer",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "samspill.core.templatetags.samspill",
            ],
        },
    }
]


DATABASES = {"default": database(os.environ.get("SAMSPILL_DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
# Addresses are unique whatever their case, by a constraint that this check does not know.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["samspill.core.passwords.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["name", "email"]},
    },
]

USE_TZ = True
TIME_ZONE = "Europe/Oslo"
USE_I18N = True
LANGUAGE_CODE = "nb"
LANGUAGES = list(SIX_LANGUAGES.items())
FORMAT_MODULE_PATH = ["samspill.core.formats"]
LOCALE_PATHS = [SOURCE / "locale"]
LANGUAGE_COOKIE_NAME = "language"

STATIC_URL = "static/"
STATIC_ROOT = ROOT / "build" / "static"
STATICFILES_DIRS = [path for path in [ROOT / "frontend" / "dist"] if path.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "media"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],  # the look's own signs stand inside its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
# Trusted Types: no script of ours writes HTML. Told, not yet enforced (docs/decisions/0047).
CONTENT_SECURITY_POLICY_REPORT_ONLY = {
    "DIRECTIVES": {
        "default-src": None,
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# "no-referrer" would make browsers send "Origin: null" with our own forms.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = False
#: Set only behind a proxy that itself writes X-Forwarded-Proto, and takes away what visitors send.
if flag("SAMSPILL_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000 if _is_https else 0
#: Names below the site's own are reached by https too, unless the installation says otherwise.
SECURE_HSTS_INCLUDE_SUBDOMAINS = not flag("SAMSPILL_HSTS_THIS_HOST_ONLY")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _is_https
SESSION_COOKIE_NAME = "__Host-session" if _is_https else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if _is_https else "csrf"
# A message waits in the session: in a cookie of its own it could be planted from a neighbouring host.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
#: Between the first and the second step of signing in.
ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_ADAPTER = "samspill.accounts.adapter.AccountAdapter"
MFA_ADAPTER = "samspill.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
#: Our own limits hold (accounts.rules); those of the cache would only be in the way.
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
#: So long a code from a mail works, and so long one is asked for nothing again after signing in.
SECONDS_A_CODE_WORKS = 15 * 60
SECONDS_A_SIGN_IN_IS_FRESH = 10 * 60
#: Proxies of our own in front of the site: so many entries of X-Forwarded-For are believed.
PROXIES = int(os.environ.get("SAMSPILL_PROXIES", "1" if flag("SAMSPILL_BEHIND_PROXY") else "0"))
#: The sign-in services (OpenID Connect), as JSON or as the path of a file with it.
OIDC = os.environ.get("SAMSPILL_OIDC", "")
#: A sign-in service without encryption: on this very machine, while developing.
OIDC_ON_LOCALHOST = DEVELOPMENT
#: Who must sign in with two steps: kinds of role that decide, or read what is confidential.
SECOND_FACTOR_FOR = frozenset(
    os.environ.get(
        "SAMSPILL_SECOND_FACTOR_FOR",
        ""
        if DEVELOPMENT
        else "programme_manager regional_project_leader facilitator partner_contact"
        " steering_group coordinator leader procurement funder auditor operator",
    )
    .replace(",", " ")
    .split()
)
LOGIN_URL = "account_request_login_code"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"

#: So long the link of an invitation to act for an organisation works.
DAYS_AN_INVITATION_WORKS = int(os.environ.get("SAMSPILL_DAYS_AN_INVITATION_WORKS", "7"))

#: Where mail is handed over. In development the local inbox listens here.
EMAIL_HOST = os.environ.get("SAMSPILL_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SAMSPILL_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SAMSPILL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SAMSPILL_SMTP_PASSWORD", "")
EMAIL_USE_TLS = flag("SAMSPILL_SMTP_STARTTLS")
#: So long the worker waits for a connection to the mail server, and for each of its answers.
SMTP_CONNECT_SECONDS = float(os.environ.get("SAMSPILL_SMTP_CONNECT_SECONDS", "10"))
SMTP_REPLY_SECONDS = EMAIL_TIMEOUT = float(os.environ.get("SAMSPILL_SMTP_REPLY_SECONDS", "30"))
#: The Django e-mail backend of a mail service without SMTP, such as anymail's, and its options.
MAIL_BACKEND = os.environ.get("SAMSPILL_MAIL_BACKEND", "")
ANYMAIL = json.loads(os.environ.get("SAMSPILL_ANYMAIL", "{}"))
#: So many messages a minute are sent to a domain (“outlook.com=30 gmail.com=60 *=600”).
MAIL_PACE = pace(os.environ.get("SAMSPILL_MAIL_PACE", ""))
#: The private key that signs mail (DKIM), a PEM file, and the name under which DNS has the other.
DKIM_KEY = os.environ.get("SAMSPILL_DKIM_KEY", "")
DKIM_SELECTOR = os.environ.get("SAMSPILL_DKIM_SELECTOR", "samspill")
#: From whom mail comes, and the domain of Message-IDs and list addresses.
MAIL_DOMAIN = os.environ.get("SAMSPILL_MAIL_DOMAIN", "samspill.example")
SECURITY_CONTACT = os.environ.get("SAMSPILL_SECURITY_CONTACT", f"security@{MAIL_DOMAIN}")
DEFAULT_FROM_EMAIL = f"{SITE_NAME} <post@{MAIL_DOMAIN}>"
#: Where reports of mail that could not be delivered go: each copy has a word of its own after a +.
BOUNCE_ADDRESS = os.environ.get("SAMSPILL_BOUNCE_ADDRESS", f"post@{MAIL_DOMAIN}")
#: For mail servers that take mail from one sender only: the copy is then told by its Message-ID.
ONE_BOUNCE_ADDRESS = flag("SAMSPILL_ONE_BOUNCE_ADDRESS")
UNDO_SECONDS = int(os.environ.get("SAMSPILL_UNDO_SECONDS", "60"))  # whoever sends to lists can undo
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
#: So long at most a page made for everybody is kept while nothing happens; 0: not at all.
SECONDS_PAGES_ARE_KEPT = int(os.environ.get("SAMSPILL_SECONDS_PAGES_ARE_KEPT", "10"))
#: So many days after anybody last signed in or held a role, an account is erased.
DAYS_UNUSED_ACCOUNTS_ARE_KEPT = int(os.environ.get("SAMSPILL_DAYS_UNUSED_ACCOUNTS_ARE_KEPT", "730"))
#: A worker whose lease has stood still for so long is dead, and others take up its work.
JOB_LEASE_SECONDS = float(os.environ.get("SAMSPILL_JOB_LEASE_SECONDS", "6"))

FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o600, 0o700
FILE_UPLOAD_HANDLERS = [
    "samspill.media.uploading.Measure",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE, DATA_UPLOAD_MAX_NUMBER_FIELDS = 2 * 1024 * 1024, 500

LOGGING = logging(os.environ.get("SAMSPILL_LOG_LEVEL", "INFO"))

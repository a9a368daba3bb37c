"""The words of signing in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Means(models.TextChoices):
    """By what somebody signs in, or confirms that it is them."""

    CODE = "code", _("Code by e-mail")
    PASSKEY = "passkey", _("Passkey")
    PASSWORD = "password", _("Password")
    APP = "app", _("Authenticator app")
    RECOVERY_CODE = "recovery_code", _("Recovery code")
    PROVIDER = "provider", _("Sign-in service")


class Browser(models.TextChoices):
    """With which program somebody signed in, as far as it tells."""

    FIREFOX = "firefox", "Firefox"
    EDGE = "edge", "Edge"
    OPERA = "opera", "Opera"
    SAMSUNG = "samsung", "Samsung Internet"
    CHROME = "chrome", "Chrome"
    SAFARI = "safari", "Safari"
    OTHER = "other", _("another browser")


class System(models.TextChoices):
    """On what kind of machine somebody signed in, as far as it tells."""

    ANDROID = "android", "Android"
    IOS = "ios", "iOS"
    WINDOWS = "windows", "Windows"
    MAC = "mac", "macOS"
    LINUX = "linux", "Linux"
    OTHER = "other", _("another system")

"""Interest lists, those who follow them, and what they are told."""

from samspill.mailings.models.lists import (
    AskedMail,
    ConfirmationToken,
    Consent,
    InterestList,
    Silence,
    Subscriber,
    Subscription,
)
from samspill.mailings.models.news import Happening, Sending, Update

__all__ = [
    "AskedMail",
    "ConfirmationToken",
    "Consent",
    "Happening",
    "InterestList",
    "Sending",
    "Silence",
    "Subscriber",
    "Subscription",
    "Update",
]

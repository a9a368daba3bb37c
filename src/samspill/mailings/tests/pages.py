"""Addresses of the pages that links in mails lead to, for tests."""

from django.urls import reverse


def page_of(name, secret):
    return reverse(f"mailings:{name}", args=[secret])

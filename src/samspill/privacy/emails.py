"""The e-mails about being forgotten."""

from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.core.email_addresses import for_sending
from samspill.outbox.actions import post
from samspill.outbox.parts import Button, Mail, Paragraph

KIND = "privacy.unused_account"


def unused_account(person: Person, *, ends_on: date, at: datetime) -> None:
    """Tell somebody that nobody uses their account, and when it will be erased."""

    def compose() -> Mail:
        return Mail(
            subject=_("Your account at %(site)s will be erased") % {"site": settings.SITE_NAME},
            parts=[
                Paragraph(
                    _(
                        "Nobody has signed in to your account for a long time, and you hold no"
                        " role. So we will erase it on %(day)s, with your name and your address."
                    )
                    % {"day": date_format(ends_on, "DATE_FORMAT")}
                ),
                Paragraph(_("If you want to keep it, sign in once before that day.")),
                Button(_("Sign in"), f"{settings.SITE_URL}{reverse('account_request_login_code')}"),
                Paragraph(_("If you do not need it any more, you need not do anything.")),
            ],
            reason=_("You get this e-mail because you have an account that nobody uses."),
        )

    post(
        KIND,
        key=f"{KIND}:{person.pk}:{at:%Y%m%d}",
        to=for_sending(person.email),
        language=person.language,
        compose=compose,
        at=at,
        reference=f"person:{person.pk}",
    )

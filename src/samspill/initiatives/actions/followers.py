"""Take the list of those who follow an initiative out, for those who answer for it."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.core.languages import LANGUAGES
from samspill.core.sheets import Rows
from samspill.initiatives import rules
from samspill.initiatives.models import Initiative
from samspill.mailings.queries import listed_followers


@transaction.atomic
def export_followers(initiative: Initiative, *, by: Person, at: datetime) -> Rows:
    """Return a table of those who follow, with a head; that it was taken out is kept for good.

    :raises NotPermitted: the person does not run the initiative, or is held back.
    """
    rules.check_may(by, "initiatives.export_followers", initiative, at=at)
    rows = [
        [
            address,
            LANGUAGES[language],
            f"{localtime(since):%Y-%m-%d}" if since else "",
            _("yes") if is_reached else _("no: mail came back"),
        ]
        for address, language, since, is_reached in listed_followers(initiative.interest_list)
    ]
    record("initiatives.followers_exported", initiative, by=by, at=at, many=len(rows))
    head = [_("E-mail address"), _("Language"), _("Follows since"), _("Mail reaches the address")]
    return [head, *rows]

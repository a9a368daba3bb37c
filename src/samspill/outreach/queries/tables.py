"""What is in an inbox as a table for spreadsheets."""

from collections.abc import Iterable
from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from samspill.core.sheets import Rows
from samspill.core.templatetags.samspill import when
from samspill.outreach.models import Contribution


def table_of(rows: Iterable[Contribution], *, day: date) -> Rows:
    """Write what has come in as rows under a head, without the words and addresses of senders."""
    head = [
        _("Reference"),
        pgettext("of a contribution", "Kind"),
        _("Status"),
        _("Received"),
        _("Answer by"),
        _("Late"),
        _("Organisation"),
        _("Country"),
        _("Programme"),
        _("Initiative"),
        _("Responsible"),
    ]
    return [head, *(_row(each, day) for each in rows)]


def _row(each: Contribution, day: date) -> list[str]:
    return [
        each.reference,
        str(each.get_kind_display()),
        str(each.get_status_display()),
        when(localtime(each.written_at)),
        when(each.due_on),
        _("Yes") if each.is_late(day) else _("No"),
        each.organisation_name,
        str(each.get_country_display()),
        str(each.programme.title),
        str(each.initiative.title) if each.initiative else "",
        each.responsible.shown_name if each.responsible else "",
    ]

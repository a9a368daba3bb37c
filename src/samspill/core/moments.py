"""A form that asks for a moment, as clocks here show it."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class MomentForm(forms.Form):
    """A day and a time of day: together, ``cleaned_data["moment"]``."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("Write the day like this: 2027-01-31."),
        },
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Choose the time of day."),
            "invalid": gettext_lazy("Write the time like this: 09:30."),
        },
    )

    def clean(self) -> dict[str, Any]:
        """Put day and time together; in the hour that clocks leave out in spring there is none."""
        cleaned = super().clean() or {}
        if "day" in cleaned and "time" in cleaned:
            moment = make_aware(datetime.combine(cleaned["day"], cleaned["time"]))
            if not _exists(moment):
                self.add_error("time", _("Clocks leave out this hour on that day."))
            cleaned["moment"] = moment
        return cleaned


def _exists(moment: datetime) -> bool:
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)

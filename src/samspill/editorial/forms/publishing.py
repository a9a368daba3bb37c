"""When a text is to be shown."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class ScheduleForm(forms.Form):
    """The day and the time of day from which readers are shown a text, as clocks here show it."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Choose the day from which readers are to see the text."),
            "invalid": gettext_lazy("Write the day as year, month, day: 2027-05-31."),
        },
    )
    time = forms.TimeField(
        label=gettext_lazy("Time"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Choose the time of day."),
            "invalid": gettext_lazy("Write the time as hours and minutes: 08:30."),
        },
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "day" in cleaned and "time" in cleaned:
            moment = make_aware(datetime.combine(cleaned["day"], cleaned["time"]))
            # In the hour that clocks leave out in spring there is no such moment.
            if not _exists(moment):
                self.add_error("time", _("Clocks leave out this hour on that day."))
            cleaned["moment"] = moment
        return cleaned


def _exists(moment: datetime) -> bool:
    back = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return back.replace(tzinfo=None) == moment.replace(tzinfo=None)

"""What the pages ask about a gathering: what it is and where, and when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspill.core.forms import TranslatedFormField
from samspill.core.imprecise import ImpreciseTimeFormField
from samspill.events.choices import Attendance, GatheringKind
from samspill.events.models import Gathering
from samspill.organisations.choices import Country
from samspill.organisations.models import Territory
from samspill.workspace.forms.fields import NamedField, time_field
from samspill.workspace.forms.initiatives import CHOOSE
from samspill.workspace.forms.revising import Groups, RevisingForm

_NUMBER = gettext_lazy("Write a whole number, such as 18.")
_URL = gettext_lazy("Write the whole address, as in https://www.example.com/meeting.")


def _choice(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    wrong = {"required": CHOOSE, "invalid_choice": CHOOSE}
    return forms.ChoiceField(label=label, choices=choices, error_messages=wrong, **more)


def _line(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, help_text=help_text)


def _prose(label: Any, help_text: Any = "", *, rows: int = 6) -> TranslatedFormField:
    return TranslatedFormField(
        label=label, help_text=help_text, max_length=20_000, rows=rows, required=False
    )


def _link(label: Any) -> forms.URLField:
    return forms.URLField(
        label=label,
        max_length=200,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _URL},
    )


def _count(label: Any) -> forms.IntegerField:
    wrong = dict.fromkeys(["invalid", "min_value", "max_value"], _NUMBER)
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=99_999, error_messages=wrong
    )


class GatheringForm(RevisingForm):
    """What a gathering is, for whom and where; when it is, is changed on a page of its own."""

    title = TranslatedFormField(
        label=gettext_lazy("Title"),
        max_length=160,
        error_messages={"required": gettext_lazy("Write a title in at least one language.")},
    )
    kind = _choice(gettext_lazy("Kind"), GatheringKind.choices)
    purpose = _prose(gettext_lazy("Why we meet"))
    audience = TranslatedFormField(
        label=gettext_lazy("For whom"), max_length=300, rows=2, required=False
    )
    programme_text = _prose(gettext_lazy("Programme of the day"))
    outcome = _prose(
        gettext_lazy("What came of it"), gettext_lazy("Shown when the gathering is over.")
    )
    attendance = _choice(gettext_lazy("How one takes part"), Attendance.choices)
    venue = _line(gettext_lazy("Building or room"), 150)
    street = _line(gettext_lazy("Street and number"), 150)
    place = _line(gettext_lazy("Town"), 80)
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        choices=[("", "–"), *Country.choices],
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )
    online_url = _link(gettext_lazy("Link for taking part online"))
    notice_url = _link(gettext_lazy("Address of its notice"))
    notice_published = time_field(gettext_lazy("Notice published"))
    participant_count = _count(gettext_lazy("Participants"))
    supplier_count = _count(gettext_lazy("Of whom from suppliers"))

    groups: Groups = (
        (gettext_lazy("What it is"), ("title", "kind", "purpose", "audience", "programme_text")),
        (
            gettext_lazy("Where"),
            (
                *("attendance", "venue", "street", "place", "country", "territory"),
                "online_url",
            ),
        ),
        (gettext_lazy("Notice"), ("notice_url", "notice_published")),
        (gettext_lazy("Afterwards"), ("outcome", "participant_count", "supplier_count")),
    )

    def further(self) -> Mapping[str, forms.Field]:
        places = Territory.objects.order_by("slug")
        label = _("Place on the map")
        return {"territory": NamedField(places, label=label, required=False)}


class NewGatheringForm(RevisingForm):
    """How a gathering begins: what it is called, about when it is, and its address."""

    title = GatheringForm.declared_fields["title"]
    kind = GatheringForm.declared_fields["kind"]
    when = ImpreciseTimeFormField(
        label=gettext_lazy("When, about"),
        help_text=gettext_lazy(
            "As precisely as you know it: “spring 2027”, “June 2027” or “2027-06-24”. The time of day"
            " is set afterwards."
        ),
        error_messages={"required": gettext_lazy("Write when it is, about.")},
    )
    slug = forms.SlugField(
        label=gettext_lazy("Its address"),
        help_text=gettext_lazy(
            "Small letters a–z, digits and hyphens, such as quiet-ferries. Empty: made of the title."
        ),
        max_length=80,
        required=False,
        error_messages={
            "invalid": gettext_lazy("Use only the letters a–z, digits and hyphens, without spaces.")
        },
    )


class TimeForm(forms.Form):
    """When a gathering begins and ends, by the clocks of the place."""

    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Choose the day."),
            "invalid": gettext_lazy("Write the day like this: 2027-01-31."),
        },
    )
    begins = forms.TimeField(
        label=gettext_lazy("Begins"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={
            "required": gettext_lazy("Choose when it begins."),
            "invalid": gettext_lazy("Write the time like this: 09:30."),
        },
    )
    ends = forms.TimeField(
        label=gettext_lazy("Ends"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("Write the time like this: 09:30.")},
    )
    last_day = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("Only if it lasts longer than a day."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Write the day like this: 2027-01-31.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the time of the end where its day is said."""
        cleaned = super().clean() or {}
        if cleaned.get("last_day") and not cleaned.get("ends"):
            self.add_error("ends", _("Say at what time it ends on its last day."))
        return cleaned

    @property
    def starts_at(self) -> datetime:
        """Return when it begins, without a zone."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["begins"])

    @property
    def ends_at(self) -> datetime | None:
        """Return when it ends, without a zone, if that is said."""
        said = self.cleaned_data
        return (
            datetime.combine(said["last_day"] or said["day"], said["ends"])
            if said["ends"]
            else None
        )


def time_of(gathering: Gathering, starts: datetime | None, ends: datetime | None) -> dict[str, Any]:
    """Say a time as the form does; of what is known to the day only, the day."""
    if starts is None:
        when = gathering.when
        begins = when.earliest(gathering.time_zone) if when and when.start else None
        return {"day": begins.date() if begins else None}
    last = ends.date() if ends and ends.date() != starts.date() else None
    return {
        "day": starts.date(),
        "begins": starts.time(),
        "ends": ends.time() if ends else None,
        "last_day": last,
    }

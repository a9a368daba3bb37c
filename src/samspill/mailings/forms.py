"""What people fill in to follow by e-mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from samspill.core.email_field import EmailAddressField
from samspill.core.languages import LANGUAGES
from samspill.mailings.choices import Rhythm


class FollowForm(forms.Form):
    """One address. A second field, hidden from people, is filled in by machines only."""

    address = EmailAddressField(
        label=_("Your e-mail address"),
        help_text=_("You will get an e-mail with a link to confirm."),
    )
    homepage = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        max_length=1000,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_from_a_machine(self) -> bool:
        """Tell whether the field that people do not see has been filled in."""
        return bool(self.cleaned_data.get("homepage"))


class RhythmForm(forms.Form):
    """How often somebody wants to be written to."""

    rhythm = forms.ChoiceField(
        label=_("How often shall we write?"), choices=Rhythm.choices, widget=forms.RadioSelect
    )


class PauseForm(forms.Form):
    """Until which day somebody wants no mail."""

    until_on = forms.DateField(
        label=_("Write to me again from this day"),
        help_text=_("A day from tomorrow on, at most a year ahead."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Choose the day from which we may write again."),
            "invalid": _("Write the day like this: 2027-01-31."),
        },
    )


class LanguageForm(forms.Form):
    """In which language somebody wants their mail."""

    language = forms.ChoiceField(
        label=_("Language of the e-mails"), choices=list(LANGUAGES.items())
    )

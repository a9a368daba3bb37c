"""Where a text lies and what it is about, and how a new one begins."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspill.accounts.models import Reader
from samspill.core.languages import LANGUAGES
from samspill.editorial.actions import About
from samspill.editorial.choices import Genre
from samspill.editorial.forms.fields import PagesField, RowField
from samspill.editorial.models import Piece
from samspill.events.models import Gathering
from samspill.initiatives.models import Initiative
from samspill.media.queries import plain_name
from samspill.organisations.models import Territory
from samspill.programmes.models import Theme

_SLUG_HELP = gettext_lazy(
    "Small letters a–z, digits and hyphens. The old one goes on leading here."
)
CHOOSE_LANGUAGE = gettext_lazy("Choose a language from the list.")
_SLUG_WRONG = gettext_lazy("Use only the letters a–z, digits and hyphens, without spaces.")


class NewTextForm(forms.Form):
    """How a text begins."""

    genre = forms.ChoiceField(
        label=gettext_lazy("What do you want to write?"),
        choices=Genre.choices,
        widget=forms.RadioSelect,
        initial=Genre.ARTICLE,
        error_messages={"required": gettext_lazy("Choose an article or a guide.")},
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language?"),
        choices=list(LANGUAGES.items()),
        error_messages={"required": CHOOSE_LANGUAGE, "invalid_choice": CHOOSE_LANGUAGE},
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=160,
        error_messages={"required": gettext_lazy("Write a title.")},
    )

    @property
    def about(self) -> About:
        """Make the address of the title; it can be changed later."""
        return About(slug=plain_name(self.cleaned_data["title"]))

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"]
        if not plain_name(title):
            raise forms.ValidationError(_("Write a title with letters."))
        return title


class VersionForm(forms.Form):
    """In which further language a text is to be written."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, *args: Any, piece: Piece, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {each.language for each in piece.versions.all()}
        offered = [(code, name) for code, name in LANGUAGES.items() if code not in there]
        wrong = {"required": CHOOSE_LANGUAGE, "invalid_choice": CHOOSE_LANGUAGE}
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=offered, error_messages=wrong
        )


class AboutForm(forms.Form):
    """Where a text lies, and what it is about."""

    slug = forms.SlugField(
        label=gettext_lazy("Last passage of its address"),
        help_text=_SLUG_HELP,
        max_length=80,
        error_messages={
            "required": gettext_lazy("Write the last passage of the address."),
            "invalid": _SLUG_WRONG,
        },
    )

    def __init__(
        self, *args: Any, piece: Piece, person: Reader, at: datetime, **kwargs: Any
    ) -> None:
        self._piece = piece
        kwargs["initial"] = _initial(piece)
        super().__init__(*args, **kwargs)
        if piece.is_guide:
            self._add_place_in_tree(person, at)
        else:
            self.fields["dated_on"] = forms.DateField(
                label=_("Day of the article"),
                help_text=_("It decides the year in the address. Empty: the day it is published."),
                required=False,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                error_messages={"invalid": _("Write the day as year, month, day: 2027-05-31.")},
            )
        themes, places = Theme.objects.visible_to(person), Territory.objects.visible_to(person)
        self.fields["themes"] = forms.ModelMultipleChoiceField(
            themes.order_by("slug"),
            label=_("Themes"),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            to_field_name="slug",  # a number could be larger than any that the database knows
        )
        for name, label, rows in (
            ("territories", _("Pages of places, one address a line"), places),
            (
                "initiatives",
                _("Pages of initiatives, one address a line"),
                Initiative.objects.visible_to(person, at=at),
            ),
            (
                "gatherings",
                _("Pages of gatherings, one address a line"),
                Gathering.objects.visible_to(person, at=at),
            ),
        ):
            area = forms.Textarea(attrs={"rows": 3})
            self.fields[name] = PagesField(rows, label=label, required=False, widget=area)

    def _add_place_in_tree(self, person: Reader, at: datetime) -> None:
        guides = Piece.objects.visible_to(person, at=at).filter(genre=Genre.GUIDE)
        others = guides.exclude(pk=self._piece.pk).order_by("position", "pk")
        self.fields["above"] = RowField(others, label=_("Lies under"), required=False)
        self.fields["position"] = forms.IntegerField(
            label=_("Place in the menu"),
            help_text=_("Guides with smaller numbers come first."),
            min_value=0,
            max_value=999,
            error_messages=dict.fromkeys(
                ["required", "invalid", "min_value", "max_value"],
                _("Write a whole number from 0 to 999."),
            ),
        )

    @property
    def about(self) -> About:
        """Return what has been said."""
        said = self.cleaned_data
        return About(
            slug=said["slug"],
            dated_on=said.get("dated_on"),
            above=said.get("above"),
            position=said.get("position") or 0,
            themes=tuple(said["themes"]),
            territories=said["territories"],
            initiatives=said["initiatives"],
            gatherings=said["gatherings"],
        )


def _initial(piece: Piece) -> dict[str, Any]:
    return {
        "slug": piece.slug,
        "dated_on": piece.dated_on,
        "above": piece.above,
        "position": piece.position,
        "themes": [each.slug for each in piece.themes.all()],
        "territories": list(piece.territories.order_by("pk")),
        "initiatives": list(piece.initiatives.order_by("pk")),
        "gatherings": list(piece.gatherings.order_by("pk")),
    }

"""What the pages ask about an initiative: its facts, its texts, and how a new one begins."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspill.core.forms import TranslatedFormField
from samspill.editorial.forms.fields import RowField
from samspill.initiatives.choices import InnovationKind, Scope
from samspill.initiatives.models import Initiative
from samspill.organisations.models import Territory
from samspill.programmes.models import Goal, Grant, Programme, Theme
from samspill.workspace.forms.fields import NamedField, NamedRowsField, time_field
from samspill.workspace.forms.revising import Groups, RevisingForm

CHOOSE = gettext_lazy("Choose one from the list.")
TITLE = TranslatedFormField(
    label=gettext_lazy("Title"),
    help_text=gettext_lazy("What is to be bought, in a few words."),
    max_length=160,
    error_messages={"required": gettext_lazy("Write a title in at least one language.")},
)
_NUMBER = gettext_lazy("Write a whole number, such as 6.")


def _yes(label: Any) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def _count(label: Any) -> forms.IntegerField:
    wrong = dict.fromkeys(["invalid", "min_value", "max_value"], _NUMBER)
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=9999, error_messages=wrong
    )


def _prose(label: Any, help_text: Any = "", *, rows: int = 8) -> TranslatedFormField:
    return TranslatedFormField(
        label=label, help_text=help_text, max_length=40_000, rows=rows, required=False
    )


class FactsForm(RevisingForm):
    """The facts of an initiative: what stands at the top of its page, and in short."""

    title = TITLE
    short_title = TranslatedFormField(
        label=gettext_lazy("Short title"),
        help_text=gettext_lazy("For lists, where the title is long."),
        max_length=60,
        required=False,
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("Reach"),
        choices=Scope.choices,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    innovation_kind = forms.ChoiceField(
        label=gettext_lazy("Kind of innovation"),
        choices=[("", gettext_lazy("Not decided")), *InnovationKind.choices],
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )
    covers_goods = _yes(gettext_lazy("Goods"))
    covers_services = _yes(gettext_lazy("Services"))
    covers_works = _yes(gettext_lazy("Works"))
    starts = time_field(gettext_lazy("Begins"))
    ends = time_field(gettext_lazy("Ends"))
    commitment_ends = time_field(gettext_lazy("Taking part ends"))
    value = forms.DecimalField(
        label=gettext_lazy("Value"),
        required=False,
        min_value=0,
        max_digits=16,
        decimal_places=2,
        error_messages=dict.fromkeys(
            ["invalid", "min_value", "max_digits", "max_decimal_places", "max_whole_digits"],
            gettext_lazy("Write the value in figures, such as 2500000."),
        ),
    )
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"),
        choices=[("", "–"), *((each, each) for each in ("NOK", "SEK", "DKK", "EUR", "ISK"))],
        required=False,
        error_messages={"invalid_choice": CHOOSE},
    )
    group_least = _count(gettext_lazy("Least in the group"))
    group_most = _count(gettext_lazy("Most in the group"))
    is_open_for_participants = _yes(gettext_lazy("Open for participants"))
    is_pilot = _yes(gettext_lazy("Pilot"))
    national_example_since = time_field(gettext_lazy("National example since"))

    groups: Groups = (
        (gettext_lazy("Title"), ("title", "short_title")),
        (
            gettext_lazy("What it concerns"),
            (
                *("scope", "innovation_kind", "covers_goods", "covers_services", "covers_works"),
                *("themes", "territories", "goals"),
            ),
        ),
        (gettext_lazy("Time"), ("starts", "ends")),
        (gettext_lazy("Value and funding"), ("value", "currency", "grant")),
        (
            gettext_lazy("Those who take part"),
            ("is_open_for_participants", "group_least", "group_most", "commitment_ends"),
        ),
        (
            gettext_lazy("Among other initiatives"),
            ("is_pilot", "national_example_since", "follows_on"),
        ),
    )

    def further(self) -> Mapping[str, forms.Field]:
        person, at = self.options["person"], self.options["at"]
        programme = self.row.programme if isinstance(self.row, Initiative) else None
        themes, goals = Theme.objects.visible_to(person), goals_of(self.row, programme)
        others = Initiative.objects.visible_to(person, at=at).exclude(pk=self.row.pk)
        return {
            "themes": _ticked(themes.order_by("slug"), _("Themes")),
            "territories": NamedRowsField(
                Territory.objects.visible_to(person).order_by("slug"),
                label=_("Places"),
                help_text=_("Counties, municipalities or countries, one name a line."),
                required=False,
            ),
            "goals": _ticked(goals.order_by("slug"), _("Goals")),
            "grant": RowField(
                grants_of(self.row, programme),
                label=_("Funding"),
                required=False,
                error_messages={"invalid_choice": CHOOSE},
            ),
            "follows_on": NamedField(
                others.order_by("-changed_at", "pk"),
                called="title",
                label=_("Builds on"),
                help_text=_("The title of an earlier initiative, or the address of its page."),
                required=False,
            ),
        }

    def clean(self) -> dict[str, Any]:
        """Ask for a currency where there is a value, and for a least that is not above the most."""
        said = super().clean() or {}
        if said.get("value") is not None and not said.get("currency"):
            self.add_error("currency", _("Say in which currency the value is."))
        least, most = said.get("group_least"), said.get("group_most")
        if least and most and least > most:
            self.add_error(
                "group_most", _("The least number in the group is larger than the most.")
            )
        return said


def _ticked(rows: Any, label: str) -> forms.ModelMultipleChoiceField[Any]:
    return forms.ModelMultipleChoiceField(
        rows,
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        to_field_name="slug",
        error_messages={"invalid_choice": CHOOSE, "invalid_list": CHOOSE},
    )


def goals_of(row: Any, programme: Programme | None) -> Any:
    """Offer the goals of the programme and of what it is part of, and those chosen already."""
    programmes = [each for each in (programme, programme and programme.part_of) if each]
    offered = Goal.objects.filter(programmes__in=programmes)
    return (offered | Goal.objects.filter(initiatives=row.pk)).distinct()


def grants_of(row: Any, programme: Programme | None) -> Any:
    """Offer the grants of the programme and of what it is part of, and the one chosen already."""
    programmes = [each for each in (programme, programme and programme.part_of) if each]
    offered = Grant.objects.filter(programme__in=programmes)
    return (offered | Grant.objects.filter(initiatives=row.pk)).distinct().order_by("slug")


class TextsForm(RevisingForm):
    """The texts of an initiative, in six languages."""

    lead = TranslatedFormField(
        label=gettext_lazy("Introduction"),
        help_text=gettext_lazy(
            "One or two sentences that tell what it is. Lists and mails show it."
        ),
        max_length=600,
        rows=3,
        required=False,
    )
    about = _prose(gettext_lazy("What it is about"), rows=12)
    need = _prose(
        gettext_lazy("The need"), gettext_lazy("What is needed, not how it is to be solved.")
    )
    ambition = _prose(gettext_lazy("The ambition"))
    depends_on = _prose(gettext_lazy("Depends on"), rows=4)
    group_reason = _prose(gettext_lazy("Why a group of this size"), rows=4)
    call_text = _prose(gettext_lazy("Call to take part"))
    result = _prose(
        gettext_lazy("What came of it"), gettext_lazy("Shown when the initiative is completed.")
    )


class NewInitiativeForm(RevisingForm):
    """How an initiative begins: its title, its reach and its address."""

    title = TITLE
    scope = forms.ChoiceField(
        label=gettext_lazy("Reach"),
        choices=Scope.choices,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
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

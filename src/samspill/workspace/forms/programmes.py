"""What the pages ask about a programme: its facts, its texts, its parts, its owners and partners."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspill.core import clock
from samspill.core.forms import TranslatedFormField
from samspill.editorial.forms.fields import RowField, say_role
from samspill.organisations.models import Organisation, Role, Territory
from samspill.programmes.choices import Level, OwnershipKind
from samspill.programmes.models import Goal, Theme
from samspill.workspace.forms.fields import NamedField, NamedRowsField, time_field
from samspill.workspace.forms.initiatives import CHOOSE
from samspill.workspace.forms.revising import Groups, RevisingForm

_TITLE = TranslatedFormField(
    label=gettext_lazy("Title"),
    max_length=160,
    error_messages={"required": gettext_lazy("Write a title in at least one language.")},
)
_ONE_A_LINE = gettext_lazy("One a line: its name, or the address of its page.")


def _prose(label: Any, help_text: Any = "", *, rows: int = 8, most: int = 40_000) -> Any:
    return TranslatedFormField(
        label=label, help_text=help_text, max_length=most, rows=rows, required=False
    )


class ProgrammeFactsForm(RevisingForm):
    """The facts of a programme. Another host is chosen by those who manage it: ``may_move``."""

    title = _TITLE
    abbreviation = forms.CharField(
        label=gettext_lazy("Abbreviation"), max_length=20, required=False
    )
    starts = time_field(gettext_lazy("Begins"))
    ends = time_field(gettext_lazy("Ends"))

    groups: Groups = (
        (gettext_lazy("Title"), ("title", "abbreviation")),
        (gettext_lazy("Who runs it"), ("host", "project_leader")),
        (gettext_lazy("Where and on what"), ("territories", "themes", "goals")),
        (gettext_lazy("Time"), ("starts", "ends")),
    )

    def further(self) -> Mapping[str, forms.Field]:
        return {**self._who(), **self._where()}

    def _who(self) -> Mapping[str, forms.Field]:
        programme: Any = self.row
        leaders = Role.objects.current(clock.today()).filter(organisation=programme.host_id)
        found: dict[str, forms.Field] = {
            "project_leader": RowField(
                leaders.select_related("person", "organisation").order_by("pk"),
                say=say_role,
                label=_("Project leader"),
                help_text=_("One of those who act for the host."),
                required=False,
            )
        }
        if self.options.get("may_move"):
            found["host"] = NamedField(
                Organisation.objects.order_by("slug"),
                label=_("Host"),
                help_text=_("Whoever manages the programme does so in a role at its host."),
                error_messages={"required": _("Write the name of the organisation that hosts it.")},
            )
        return found

    def _where(self) -> Mapping[str, forms.Field]:
        programme: Any = self.row
        near = [each for each in (programme, programme.part_of) if each]
        return {
            "territories": NamedRowsField(
                Territory.objects.order_by("slug"),
                label=_("Places"),
                help_text=_ONE_A_LINE,
                required=False,
            ),
            "themes": NamedRowsField(
                Theme.objects.order_by("slug"),
                label=_("Themes"),
                help_text=_ONE_A_LINE,
                required=False,
            ),
            "goals": NamedRowsField(
                Goal.objects.filter(programmes__in=near).distinct().order_by("slug"),
                called="text",
                label=_("Goals"),
                help_text=_("One a line, as it stands here or on the page of the whole."),
                required=False,
            ),
        }


class ProgrammeTextsForm(RevisingForm):
    """The texts of a programme, in six languages."""

    lead = _prose(
        gettext_lazy("Introduction"),
        gettext_lazy("One or two sentences that tell what it is. Lists and mails show it."),
        rows=3,
        most=600,
    )
    message = _prose(gettext_lazy("What it stands for, in a sentence"), rows=2, most=400)
    about = _prose(gettext_lazy("What it is about"), rows=12)
    strategy = _prose(gettext_lazy("The course"))
    keywords = _prose(gettext_lazy("Keywords"), rows=2, most=300)


class NewPartForm(RevisingForm):
    """How a regional project, or another part of a programme, begins."""

    title = _TITLE
    level = forms.ChoiceField(
        label=gettext_lazy("Reach"),
        choices=Level.choices,
        initial=Level.REGIONAL,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    slug = forms.SlugField(
        label=gettext_lazy("Its address"),
        help_text=gettext_lazy(
            "Small letters a–z, digits and hyphens, such as quiet-ferries. Empty: made of the title."
        ),
        max_length=50,
        required=False,
        error_messages={
            "invalid": gettext_lazy("Use only the letters a–z, digits and hyphens, without spaces.")
        },
    )

    def further(self) -> Mapping[str, forms.Field]:
        return {
            "host": NamedField(
                Organisation.objects.order_by("slug"),
                label=_("Host"),
                help_text=_("Whoever manages it does so in a role at its host."),
                error_messages={"required": _("Write the name of the organisation that hosts it.")},
            )
        }


class InviteShareForm(forms.Form):
    """Whom to invite, to own a share or to be a partner."""

    def __init__(self, *args: Any, has_kinds: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"] = NamedField(
            Organisation.objects.order_by("slug"), label=_("Organisation")
        )
        if has_kinds:
            self.fields["kind"] = forms.ChoiceField(
                label=_("As what"),
                choices=OwnershipKind.choices,
                initial=OwnershipKind.CO_OWNER,
                error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
            )
        self.fields["since"] = time_field(_("Since"))


class MoveShareForm(forms.Form):
    """How far an owner or a partner has come."""

    def __init__(self, *args: Any, moves: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = forms.ChoiceField(
            label=_("How far it has come now"),
            choices=[("", _("Choose …")), *((each.value, each.label) for each in moves)],
            error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
        )
        self.fields["since"] = time_field(_("Since"))

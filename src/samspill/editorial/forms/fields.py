"""Fields by which editors choose pictures, people and pages."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import formats
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspill.accounts.models import Reader
from samspill.editorial.queries import Content, library_of, staff_of
from samspill.initiatives.models import Initiative
from samspill.media.models import Attachment, Picture
from samspill.organisations.models import Organisation, Role
from samspill.programmes.models import Programme


class RowField(forms.ChoiceField):
    """One of the rows that are offered; what is chosen is the row itself."""

    default_error_messages = {
        "required": gettext_lazy("Choose one from the list, or take the section away."),
        "invalid_choice": gettext_lazy("This is not in the list any more. Choose another."),
    }

    def __init__(
        self, rows: Iterable[Model], *, say: Callable[[Any], str] = str, **kwargs: Any
    ) -> None:
        self.rows = {str(each.pk): each for each in rows}
        offered = [(key, say(each)) for key, each in self.rows.items()]
        nothing = [("", _("Choose …") if kwargs.get("required", True) else _("None"))]
        super().__init__(choices=[*nothing, *offered], **kwargs)

    def clean(self, value: Any) -> Any:
        return self.rows.get(str(super().clean(value)))

    def prepare_value(self, value: Any) -> Any:
        return str(value.pk) if isinstance(value, Model) else value


class PhraseField(forms.CharField):
    """A text in one of the languages, of which at least one is to be filled in: ``mark`` says so."""

    def __init__(self, *, mark: str, language: str, **kwargs: Any) -> None:
        self.mark = mark
        widget = forms.TextInput(attrs={"lang": language})
        super().__init__(required=False, widget=widget, **kwargs)


class PageField(forms.CharField):
    """A page of this site, told by its address: whole, or just its last part."""

    default_error_messages = {
        "required": gettext_lazy("Write the address of the page, or take the section away."),
        "unknown": gettext_lazy(
            "No page here has this address. Open the page, and copy its address from the browser."
        ),
    }

    def __init__(self, rows: QuerySet[Any], **kwargs: Any) -> None:
        self.queryset = rows
        super().__init__(max_length=300, **kwargs)

    def clean(self, value: Any) -> Any:
        written = str(super().clean(value)).partition("?")[0].partition("#")[0]
        slug = written.rstrip("/").rpartition("/")[2]
        if not slug:
            return None
        found = self.queryset.filter(slug=slug).first()
        if found is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return found

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "get_absolute_url", lambda: value)()


class PagesField(PageField):
    """Pages of this site, one address a line."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        return tuple(super(PagesField, self).clean(line) for line in dict.fromkeys(lines))

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "\n".join(each.get_absolute_url() for each in value)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What an editor may choose from while writing."""

    pictures: Sequence[Picture]
    attachments: Sequence[Attachment]
    roles: Sequence[Role]
    initiatives: QuerySet[Initiative]
    organisations: QuerySet[Organisation]

    @classmethod
    def of(
        cls, programme: Programme, *, used: Content | None, person: Reader, at: datetime
    ) -> Self:
        """Offer the newest of the programme's library, and whatever the text uses already."""
        pictures, attachments = library_of(programme)
        passages = used.passages if used else ()
        roles = [*(passage.role for passage in passages), used.byline_role if used else None]
        return cls(
            pictures=_with(pictures, used.pictures if used else []),
            attachments=_with(attachments, [passage.attachment for passage in passages]),
            roles=_with(staff_of(programme, at=at), roles),
            initiatives=Initiative.objects.visible_to(person, at=at),
            organisations=Organisation.objects.visible_to(person),
        )


def _with(offered: Sequence[Any], used: Sequence[Any]) -> list[Any]:
    more = {each.pk: each for each in used if each is not None}
    return [*offered, *(each for pk, each in more.items() if pk not in {one.pk for one in offered})]


def say_pictures(pictures: Iterable[Picture]) -> Callable[[Picture], str]:
    """Name pictures by what they show; those that show the same, by their file and day as well."""
    said = Counter(str(each) for each in pictures)

    def say(picture: Picture) -> str:
        if said[str(picture)] == 1:
            return str(picture)
        day = formats.date_format(localtime(picture.uploaded_at), "DATETIME_FORMAT")
        return " · ".join(dict.fromkeys([str(picture), picture.original_name or picture.key, day]))

    return say


def say_role(role: Role) -> str:
    """Name a person with what they are."""
    return f"{role.person.name}, {str(role.title) or role.get_kind_display()}"


def say_file(attachment: Attachment) -> str:
    """Name a file with its kind."""
    return f"{attachment.title} ({attachment.get_kind_display()})"

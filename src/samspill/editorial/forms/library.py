"""What is said of pictures and files."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from samspill.core.languages import LANGUAGES, known
from samspill.core.rules import refusal
from samspill.core.translated import Translated
from samspill.editorial.forms.fields import PhraseField
from samspill.media import rules
from samspill.media.actions import Description
from samspill.media.choices import Licence
from samspill.media.models import Picture

_THIRDS = [(20, 20), (50, 20), (80, 20), (20, 50), (50, 50), (80, 50), (20, 80), (50, 80), (80, 80)]


class PictureForm(forms.Form):
    """What readers must know of a picture."""

    is_decorative = forms.BooleanField(
        label=gettext_lazy("The picture is decoration, and says nothing that the text does not"),
        required=False,
    )
    photographer = forms.CharField(
        label=gettext_lazy("Photographer"), max_length=120, required=False
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("What others may do with it"),
        choices=Licence.choices,
        initial=Licence.BY_AGREEMENT,
        error_messages={"required": gettext_lazy("Choose what others may do with the picture.")},
    )

    def __init__(self, *args: Any, picture: Picture | None = None, **kwargs: Any) -> None:
        if picture is not None:
            kwargs["initial"] = {
                "is_decorative": picture.is_decorative,
                "photographer": picture.photographer,
                "licence": picture.licence,
                "focus": f"{picture.focus_x},{picture.focus_y}",
                **{f"alternative_{code}": text for code, text in picture.alternative.items()},
            }
        super().__init__(*args, **kwargs)
        for code, name in LANGUAGES.items():
            self.fields[f"alternative_{code}"] = PhraseField(
                label=_("What the picture shows, in %(language)s") % {"language": name},
                mark=_("At least one language, unless it is decoration"),
                language=code,
                max_length=300,
            )
        self.fields["focus"] = forms.ChoiceField(
            label=_("What matters most in it"),
            help_text=_("Kept in sight where the picture is cut."),
            choices=_focuses(picture),
            initial="50,50",
            error_messages={"required": _("Choose what matters most in the picture.")},
        )

    def clean(self) -> dict[str, Any]:
        """Ask for words, or for the word that it is decoration; and for the name a licence wants."""
        cleaned = super().clean() or {}
        texts = {code: cleaned.get(f"alternative_{code}", "") for code in LANGUAGES}
        is_decorative = bool(cleaned.get("is_decorative"))
        if said := refusal(rules.check_described, Translated(texts), is_decorative=is_decorative):
            self.add_error(f"alternative_{known(get_language() or 'nb')}", said)
        licence, photographer = cleaned.get("licence", ""), cleaned.get("photographer", "")
        if said := refusal(rules.check_licence, licence, photographer):
            self.add_error("photographer", said)
        return cleaned

    @property
    def description(self) -> Description:
        """Return what has been said."""
        said = self.cleaned_data
        x, _comma, y = said["focus"].partition(",")
        return Description(
            alternative=Translated({code: said[f"alternative_{code}"] for code in LANGUAGES}),
            is_decorative=said["is_decorative"],
            photographer=said["photographer"],
            licence=Licence(said["licence"]),
            focus_x=int(x),
            focus_y=int(y),
        )


def _focuses(picture: Picture | None) -> list[tuple[str, str]]:
    names = [
        *(_("Above, to the left"), _("Above, in the middle"), _("Above, to the right")),
        *(_("To the left"), _("In the middle"), _("To the right")),
        *(_("Below, to the left"), _("Below, in the middle"), _("Below, to the right")),
    ]
    offered = [(f"{x},{y}", name) for (x, y), name in zip(_THIRDS, names, strict=True)]
    own = f"{picture.focus_x},{picture.focus_y}" if picture else "50,50"
    return offered if own in dict(offered) else [*offered, (own, _("As it is"))]


class UploadForm(PictureForm):
    """A picture, with what readers must know of it."""

    file = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy(
            "JPEG, PNG, WebP, AVIF or GIF of at most 15 MB. Where it was taken, and with what, is removed."
        ),
        error_messages={"required": gettext_lazy("Choose a picture of at most 15 MB.")},
        widget=forms.FileInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,image/avif,image/gif"}
        ),
    )
    field_order = ["file"]


class FileForm(forms.Form):
    """A document, with what it is called in each language."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "PDF, Word, Excel, PowerPoint or OpenDocument of at most 25 MB, without macros."
        ),
        error_messages={"required": gettext_lazy("Choose a file of at most 25 MB.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in LANGUAGES.items():
            self.fields[f"title_{code}"] = PhraseField(
                label=_("What the file is called, in %(language)s") % {"language": name},
                mark=_("At least one language"),
                language=code,
                max_length=150,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.title:
            self.add_error("title_nb", _("Say in at least one language what the file is called."))
        return cleaned

    @property
    def title(self) -> Translated:
        return Translated({code: self.cleaned_data.get(f"title_{code}", "") for code in LANGUAGES})

"""The one way in which pages change a row: compared, saved whole, and nothing typed is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from samspill.accounts.http import PersonRequest
from samspill.core.errors import DomainError
from samspill.core.revising import Overtaken
from samspill.core.translated import Translated
from samspill.workspace.forms.revising import RevisingForm

Trail = list[tuple[str | Translated, str]]


#: No key has more digits.
MOST_DIGITS = 10


def key_in(said: str) -> int:
    """Read the key of a row from what a button says; 0, which no row has, where it is none."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < MOST_DIGITS else 0


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What stands around a form: what it changes, where it lies, and where one goes without saving."""

    here: str
    about: str | Translated
    trail: Trail
    cancel: str
    history: str = ""
    intro: str = ""
    button: str = ""
    template: str = "workspace/edit.html"
    more: Mapping[str, Any] = field(default_factory=dict)


def answer(
    request: PersonRequest,
    form: RevisingForm,
    frame: Frame,
    save: Callable[[], HttpResponse],
) -> HttpResponse:
    """Show a form, or let ``save`` write what it says and answer.

    Where somebody else has saved meanwhile, nothing is saved: both are shown, and the form can be
    sent once more. Whatever is refused stands above the form, which keeps what was typed.
    """
    trouble: str = ""
    theirs: list[Any] = []
    if request.method == "POST" and form.is_valid():
        try:
            return save()
        except Overtaken as error:
            trouble = str(error)
            form.begin_anew()
            theirs = form.theirs()
        except DomainError as error:
            form.add_error(None, str(error))
    page = {
        "form": form,
        "frame": frame,
        "trail": frame.trail,
        "trouble": trouble,
        "theirs": theirs,
        "button": frame.button or _("Save"),
        **frame.more,
    }
    return render(request, frame.template, page, status=422 if trouble or form.errors else 200)

"""The lists of an initiative's page: which rows, asked by which form, allowed by which action."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspill.initiatives.models import (
    Document,
    Involvement,
    Requirement,
    Step,
    TeamMember,
)
from samspill.workspace.forms.revising import RevisingForm
from samspill.workspace.forms.rows import (
    DocumentForm,
    NewPartyForm,
    PartyForm,
    RequirementForm,
    StepForm,
    TeamForm,
)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One list. ``name`` stands in the names of its routes, ``word`` in its address."""

    name: str
    word: str
    model: type[Any]
    action: str
    form: type[RevisingForm]
    new_form: type[RevisingForm]
    title: Promise
    one: Promise
    add: Promise
    intro: Promise
    empty: Promise
    anchor: str


KINDS: Sequence[Kind] = (
    Kind(
        name="step",
        word="steps",
        model=Step,
        action="initiatives.edit",
        form=StepForm,
        new_form=StepForm,
        title=_("Steps"),
        one=_("Step"),
        add=_("Add a step"),
        intro=_("The steps stand in this order on the page. Which is going on follows from times."),
        empty=_("There is no step yet. Begin with the first thing that happens."),
        anchor="process",
    ),
    Kind(
        name="requirement",
        word="requirements",
        model=Requirement,
        action="initiatives.edit",
        form=RequirementForm,
        new_form=RequirementForm,
        title=_("Requirements"),
        one=_("Requirement"),
        add=_("Add a requirement"),
        intro=_("What a public body must meet in order to take part."),
        empty=_("There is no requirement yet. Without any, every public body can take part."),
        anchor="take-part",
    ),
    Kind(
        name="document",
        word="documents",
        model=Document,
        action="initiatives.edit",
        form=DocumentForm,
        new_form=DocumentForm,
        title=_("Documents and links"),
        one=_("Document"),
        add=_("Add a document or link"),
        intro=_("Documents and pages elsewhere, each by its address."),
        empty=_("There is no document or link yet."),
        anchor="documents",
    ),
    Kind(
        name="party",
        word="parties",
        model=Involvement,
        action="initiatives.change_group",
        form=PartyForm,
        new_form=NewPartyForm,
        title=_("Parties"),
        one=_("Organisation"),
        add=_("Add an organisation"),
        intro=_(
            "Organisations with a part in the initiative. Whoever leaves is given a last day, and"
            " stays on the page as one who took part earlier."
        ),
        empty=_("No organisation has a part yet. Begin with the one that leads."),
        anchor="behind",
    ),
    Kind(
        name="member",
        word="team",
        model=TeamMember,
        action="initiatives.change_team",
        form=TeamForm,
        new_form=TeamForm,
        title=_("Team and contacts"),
        one=_("Person"),
        add=_("Add a person"),
        intro=_("Those who work in the initiative. Contact persons answer for a country each."),
        empty=_("Nobody is named yet. Begin with the facilitator or a contact person."),
        anchor="contacts",
    ),
)

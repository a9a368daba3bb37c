"""What a story may tell: the tables it fills, field by field.

The format follows the models: the name of a key is the name of the field, and what may be written
there follows from the field's own type. Only what differs stands here.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models

from samspill.accounts.models import Person
from samspill.core.translated import TranslatedField
from samspill.editorial.models import OldAddress, Piece, Revision, Section, Version
from samspill.events.models import Gathering
from samspill.initiatives.models import (
    Document,
    Initiative,
    Involvement,
    Requirement,
    StatusChange,
    Step,
    TeamMember,
)
from samspill.mailings.models import InterestList, Update
from samspill.media.models import Attachment, Picture
from samspill.newsletters.models import Item, Newsletter
from samspill.organisations.models import Address, Organisation, Role, Succession, Territory
from samspill.outreach.models import Contribution, QuestionAnswer
from samspill.programmes.models import Goal, Grant, Ownership, Partnership, Programme, Theme


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A table that a story fills.

    ``key`` is what tells one row from another. A part of a whole hangs on ``owner``; parts that
    vanish from the file are removed, unless ``is_kept``. ``hidden`` fields are the site's own.
    """

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    owner: str = ""
    parts: tuple["Kind", ...] = ()
    is_kept: bool = False
    hidden: frozenset[str] = frozenset()

    @property
    def is_numbered(self) -> bool:
        """Tell whether a row's number is its place in the list."""
        return any(field.name == "number" for field in self.model._meta.fields) and bool(self.owner)

    @property
    def fields(self) -> Mapping[str, models.Field[object, object]]:
        """The fields that may be written, by name, in the order of the model."""
        hidden = self.hidden | {self.owner} | ({"number"} if self.is_numbered else set())
        every = [*self.model._meta.fields, *self.model._meta.many_to_many]
        return {
            field.name: field
            for field in every
            if not field.primary_key and field.name not in hidden
        }

    def requires(self, name: str) -> bool:
        """Tell whether a row is incomplete without a field."""
        field = self.fields[name]
        if name == "changed_at" or field.null or field.blank:
            return False
        return isinstance(field, TranslatedField) or not field.has_default()


def _part(
    name: str, model: type[models.Model], owner: str, *key: str, is_kept: bool = False
) -> Kind:
    return Kind(name=name, model=model, owner=owner, key=key, is_kept=is_kept)


UPDATES = Kind(
    name="updates",
    model=Update,
    owner="interest_list",
    key=("title",),
    is_kept=True,
    hidden=frozenset({"revision", "letter"}),
)
#: The list hangs under its owner in the file, and takes key and title from it.
INTEREST_LIST = Kind(
    name="interest_list",
    model=InterestList,
    key=("key",),
    parts=(UPDATES,),
    hidden=frozenset({"key", "title"}),
)

#: A text has versions, these have wordings, and these sections.
VERSIONS = Kind(
    name="versions",
    model=Version,
    owner="piece",
    key=("language",),
    is_kept=True,
    hidden=frozenset({"edited_by", "edited_at"}),
    parts=(
        Kind(
            name="revisions",
            model=Revision,
            owner="version",
            key=("number",),
            is_kept=True,
            hidden=frozenset({"word_count", "note", "saved_by", "withdrawn_at"}),
            parts=(_part("sections", Section, "revision", "number"),),
        ),
    ),
)

#: A newsletter that has been sent: its own sections only, since the rest comes later in a file.
NEWSLETTERS = Kind(
    name="newsletters",
    model=Newsletter,
    owner="programme",
    key=("title",),
    is_kept=True,
    hidden=frozenset({"themes", "initiatives", "revision"}),
    parts=(
        Kind(
            name="items",
            model=Item,
            owner="newsletter",
            key=("number",),
            hidden=frozenset({"update", "piece", "gathering", "note", "paths"}),
        ),
    ),
)

#: The kinds a file may hold, in the order in which they are written.
KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            name="territories",
            model=Territory,
            key=("slug",),
            hidden=frozenset({"interest_list"}),
        ),
        Kind(
            name="organisations",
            model=Organisation,
            key=("slug",),
            hidden=frozenset({"successors"}),
            parts=(
                _part("addresses", Address, "organisation", "kind"),
                _part("succeeding", Succession, "successor", "predecessor"),
            ),
        ),
        Kind(
            name="people",
            model=Person,
            key=("email",),
            hidden=frozenset(
                {
                    *("password", "last_login", "session_epoch", "is_active"),
                    *("joined_at", "warned_at", "erased_at"),
                }
            ),
            parts=(
                Kind(
                    name="roles",
                    model=Role,
                    owner="person",
                    key=("organisation", "kind"),
                    is_kept=True,
                    hidden=frozenset({"is_waiting", "given_by", "confirmed_by"}),
                ),
            ),
        ),
        Kind(name="themes", model=Theme, key=("slug",), hidden=frozenset({"interest_list"})),
        Kind(name="goals", model=Goal, key=("slug",)),
        Kind(
            name="programmes",
            model=Programme,
            key=("slug",),
            hidden=frozenset({"interest_list"}),
            parts=(
                _part("ownerships", Ownership, "programme", "organisation"),
                _part("partnerships", Partnership, "programme", "organisation"),
                NEWSLETTERS,
            ),
        ),
        Kind(name="grants", model=Grant, key=("slug",)),
        Kind(
            name="initiatives",
            model=Initiative,
            key=("slug",),
            hidden=frozenset({"interest_list"}),
            parts=(
                _part("status_changes", StatusChange, "initiative", "number", is_kept=True),
                _part("steps", Step, "initiative", "number"),
                _part("requirements", Requirement, "initiative", "number"),
                _part("involvements", Involvement, "initiative", "organisation", "part"),
                _part("team", TeamMember, "initiative", "role", "duty", "country"),
                _part("documents", Document, "initiative", "number"),
            ),
        ),
        Kind(
            name="gatherings",
            model=Gathering,
            key=("slug",),
            hidden=frozenset({"sequence"}),
        ),
        Kind(
            name="contributions",
            model=Contribution,
            key=("reference",),
            hidden=frozenset({"revision"}),
            parts=(_part("shared_answers", QuestionAnswer, "contribution", "initiative"),),
        ),
        Kind(
            name="pictures",
            model=Picture,
            key=("key",),
            hidden=frozenset({"form", "width", "height", "size", "original_name", "uploaded_at"}),
        ),
        Kind(
            name="files",
            model=Attachment,
            key=("key",),
            hidden=frozenset({"kind", "original_name", "size", "digest", "uploaded_at"}),
        ),
        Kind(
            name="articles",
            model=Piece,
            key=("slug",),
            parts=(
                _part("old_addresses", OldAddress, "piece", "path", is_kept=True),
                VERSIONS,
            ),
        ),
    )
}
#: Whose interest list a file may open; the others have none.
FOLLOWED: Mapping[str, bool] = {"programmes": False, "initiatives": True}
#: The tables that are named by a slug, and where a story tells of them.
BY_MODEL: Mapping[type[models.Model], Kind] = {kind.model: kind for kind in KINDS.values()}

"""What a wording says, apart from when it was saved and shown."""

import re
from dataclasses import dataclass
from typing import Self

from samspill.editorial.choices import SectionKind
from samspill.editorial.models import Revision, Section
from samspill.initiatives.models import Initiative
from samspill.media.models import Attachment, Picture
from samspill.organisations.models import Organisation, Role

_WORD = re.compile(r"\w+")
#: The rows that belong to sections and their heads, to be read in the same query.
_OF_SECTION = (
    "picture",
    "attachment",
    "role__person",
    "role__organisation",
    "initiative",
    "organisation",
)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One section of a text."""

    kind: SectionKind
    text: str = ""
    attribution: str = ""
    picture: Picture | None = None
    attachment: Attachment | None = None
    role: Role | None = None
    initiative: Initiative | None = None
    organisation: Organisation | None = None

    @classmethod
    def of(cls, section: Section) -> Self:
        """Take what a section says."""
        return cls(
            kind=SectionKind(section.kind),
            text=section.text,
            attribution=section.attribution,
            picture=section.picture,
            attachment=section.attachment,
            role=section.role,
            initiative=section.initiative,
            organisation=section.organisation,
        )


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a text says: its head and its sections in order."""

    title: str
    kicker: str = ""
    lead: str = ""
    byline: str = ""
    byline_role: Role | None = None
    picture: Picture | None = None
    caption: str = ""
    passages: tuple[Passage, ...] = ()

    @classmethod
    def of(cls, revision: Revision) -> Self:
        """Read what a wording says, in one query for its sections."""
        sections = revision.sections.select_related(*_OF_SECTION).order_by("number", "pk")
        return cls(
            title=revision.title,
            kicker=revision.kicker,
            lead=revision.lead,
            byline=revision.byline,
            byline_role=revision.byline_role,
            picture=revision.picture,
            caption=revision.caption,
            passages=tuple(Passage.of(each) for each in sections),
        )

    @property
    def word_count(self) -> int:
        """Count the words that readers meet."""
        texts = [self.title, self.lead, self.caption, *(passage.text for passage in self.passages)]
        return sum(len(_WORD.findall(text)) for text in texts)

    @property
    def pictures(self) -> list[Picture]:
        """List the pictures, the one at the top first."""
        shown = [self.picture, *(passage.picture for passage in self.passages)]
        return [each for each in shown if each is not None]

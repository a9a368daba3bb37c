"""What a model says of the personal data that it holds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum, auto

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Until:
    """Until when something is held, and what ends it.

    ``tasks`` are recurring tasks of the worker, by name (``mailings.forget_departed``); ``deed`` is
    what somebody does, where no rule is needed. What has neither is held for good, and says why
    at each of its fields.
    """

    words: str
    tasks: tuple[str, ...] = ()
    deed: str = ""

    def __str__(self) -> str:
        return self.words


#: What proves something is held for good; each field says what for (:class:`Stays`).
FOR_GOOD = Until("For good")


@dataclass(frozen=True)
class AtErasure:
    """What becomes of a field when the person is erased."""

    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Becomes(AtErasure):
    """The field is given a fixed word, or what can be computed of the row."""

    value: Callable[[datetime], object]


@dataclass(frozen=True)
class Stays(AtErasure):
    """The field is kept, for a reason that the law gives."""

    def __str__(self) -> str:
        return f"Kept: {self.words[:1].lower()}{self.words[1:]}"


#: The row is deleted.
GONE = AtErasure("The row is deleted")
#: The field becomes what it is in a new row: empty, or its default.
EMPTIED = AtErasure("Emptied")
#: Nobody has decided: an architecture test fails.
UNDECIDED = AtErasure("?")


@dataclass(frozen=True, kw_only=True)
class Held:
    """Why a field holds personal data, until when, and what erasing the person does to it.

    ``hidden`` says why the person is not shown the field among all that is held about them.
    """

    purpose: str
    until: Until | str
    at_erasure: AtErasure = UNDECIDED
    hidden: str = ""


class To(StrEnum):
    """By what a row is known to belong to somebody."""

    ACCOUNT = "account"  #: the path leads to their account
    ADDRESS = "address"  #: the path leads to their address, as they wrote it
    ADDRESS_KEY = "address key"  #: to the keyed digest of their address
    WITH_ADDRESS_KEY = "with address key"  #: to a text that has the keyed digest in it
    REFERENCE = "reference"  #: to words that refer to them: ``person:5``
    NAME = "name"  #: to their name, and nothing else
    SESSION = "session"  #: to a session that they have opened
    MENTION = "mention"  #: to a text that may quote their address


class Effect(Enum):
    """What erasing the person does to the rows that belong to them in one way."""

    AS_DECLARED = auto()  #: to each field what the field says
    ROW_GOES = auto()  #: the row goes, whatever its fields say
    NONE = auto()  #: nothing: the row is somebody else's as well, and only shown


class Group(models.TextChoices):
    """What something is held for: the headings under which people are shown what is held."""

    ACCOUNT = "account", _("Your account, and where you are signed in")
    WORK = "work", _("What you do here, and for whom")
    FOLLOWING = "following", _("What you follow by e-mail")
    LETTERS = "letters", _("Letters and e-mails")
    TRAIL = "trail", _("Proof of what has been done")


@dataclass(frozen=True, kw_only=True)
class Belongs:
    """A way in which the rows of a model belong to a person.

    ``shows`` are the fields that the person is shown, by path, with their labels; ``only`` narrows
    the rows. ``shown_from`` gives, for what one of them tells of something else, the path of the
    moment from which everybody may read that: before, it is left out, whatever the person once was
    to it. A model may have several such ways: a letter belongs to who wrote it and is shown,
    less of it, to whom it went.
    """

    to: To
    path: str
    group: Group = Group.ACCOUNT
    heading: str | Promise = ""
    shows: Mapping[str, str | Promise] = field(default_factory=dict)
    shown_from: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, object] = field(default_factory=dict)
    effect: Effect = Effect.AS_DECLARED


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What is said of a table that cannot say it itself."""

    personal: Mapping[str, Held] = field(default_factory=dict)
    belongs_to: Sequence[Belongs] = ()

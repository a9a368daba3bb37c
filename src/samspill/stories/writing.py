"""Writing a story: rows that are there already are changed in place, and only where they differ.

The importer writes tables directly, below the actions that people use: a story tells what has
happened elsewhere, years ago, and nobody is sent a mail about it. Each change is audited.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from samspill.accounts.models import Person
from samspill.audit.actions import record
from samspill.events.models import Gathering
from samspill.events.rules import missing
from samspill.media.models import Attachment, Picture
from samspill.stories.checks import names_in
from samspill.stories.faults import Fault
from samspill.stories.indexing import index
from samspill.stories.library import finish, kept
from samspill.stories.naming import Names
from samspill.stories.plain import (
    Changes,
    default_of,
    differs,
    is_same,
    key_of,
    named,
    plain,
    take_out_personal,
    whose,
)
from samspill.stories.reading import Row
from samspill.stories.schema import FOLLOWED, KINDS, UPDATES, Kind
from samspill.stories.summary import ADDED, CHANGED, REMOVED, UNCHANGED, Summary
from samspill.stories.values import Name, RoleName


@dataclass
class Written:
    """A row of a story beside the row of the table, and what has become of it."""

    row: Row
    instance: models.Model
    is_new: bool
    changes: Changes = field(default_factory=dict)


@dataclass
class Writer:
    """Writes the rows of stories at one moment, in somebody's name."""

    at: datetime
    by: object
    summary: Summary = field(default_factory=Summary)
    faults: list[Fault] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    told: list[models.Model] = field(default_factory=list)

    def write(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """Write all rows, kind by kind, each after what it refers to; collect what is refused."""
        self.names.look_up(name for told in rows.values() for row in told for name in names_in(row))
        self.names.look_up_roles()
        for name, kind in KINDS.items():
            told = list(self._in_order(rows.get(name, [])))
            if not told:
                continue
            written = self._write_wholes(kind, told)
            for part in kind.parts:
                self._write_parts(part, [(one, one.instance, one.row.parts) for one in written])
            self._write_updates(written)
            if kind.model is Person:
                self.names.look_up_roles()
            for one in written:
                self._close(one)
            self.told += [one.instance for one in written]
        if not self.faults:
            index(self.told, at=self.at)

    def _in_order(self, rows: Sequence[Row]) -> Iterator[Row]:
        """Walk rows so that each comes after those of its own kind that it refers to."""
        waiting = {str(row.values.get(row.kind.key[0])): row for row in rows}

        def walk(row: Row) -> Iterator[Row]:
            for name in row.values.values():
                if isinstance(name, Name) and name.model is row.kind.model:
                    earlier = waiting.pop(name.key, None)
                    yield from walk(earlier) if earlier else ()
            yield row

        while waiting:
            yield from walk(waiting.pop(next(iter(waiting))))

    def _write_wholes(self, kind: Kind, rows: Sequence[Row]) -> list[Written]:
        key = kind.key[0]
        many = [name for name, one in kind.fields.items() if one.many_to_many]
        found = {
            getattr(one, key): one
            for one in kind.model._default_manager.filter(
                **{f"{key}__in": [row.values[key] for row in rows]}
            ).prefetch_related(*many, *(["interest_list"] if kind.name in FOLLOWED else []))
        }
        written = []
        for row in rows:
            instance = found.get(row.values[key])
            more = self._opened_list(row, instance)
            if one := self._put(row, instance, more):
                self.names.learn(one.instance)
                written.append(one)
        # Sets come last: Norden consists of countries that are part of Norden.
        for one in written:
            self._put_sets(one)
            self._count(one)
            self._check_published(one)
            finish(one.instance, at=self.at)
        return written

    def _opened_list(self, row: Row, instance: models.Model | None) -> dict[str, Any]:
        """Open the interest list of what is followed, and keep its title."""
        if not row.interest_list:
            return {}
        listed = getattr(instance, "interest_list", None)
        key = f"{row.kind.model._meta.model_name}:{row.values['slug']}"
        more = {"title": row.values["title"], **({} if listed else {"key": key})}
        if not (one := self._put(row.interest_list, listed, more)):
            return {}
        self._count(one)
        return {"interest_list": one.instance}

    def _write_updates(self, written: Sequence[Written]) -> None:
        followed = [
            (one, one.instance.interest_list, one.row.interest_list.parts)  # type: ignore[attr-defined]
            for one in written
            if one.row.interest_list
        ]
        self._write_parts(UPDATES, followed)

    def _write_parts(
        self, kind: Kind, owners: Sequence[tuple[Written, models.Model, Mapping[str, list[Row]]]]
    ) -> None:
        stored: dict[Any, list[models.Model]] = {}
        mine = {f"{kind.owner}__in": [owner for _one, owner, _parts in owners]}
        for instance in kind.model._default_manager.filter(**mine).order_by("pk"):
            stored.setdefault(getattr(instance, f"{kind.owner}_id"), []).append(instance)
        written = [
            (whole, one.instance, one.row.parts)
            for whole, owner, parts in owners
            for one in self._write_parts_of(
                kind, whole, owner, parts.get(kind.name, []), stored.get(owner.pk, [])
            )
        ]
        for inner in kind.parts:
            self._write_parts(inner, written)
        for _whole, instance, _parts in written:
            finish(instance, at=self.at)

    def _write_parts_of(
        self,
        kind: Kind,
        whole: Written,
        owner: models.Model,
        rows: Sequence[Row],
        stored: Sequence[models.Model],
    ) -> list[Written]:
        written = []
        pairs, left = self._paired(kind, rows, stored)
        if not kind.is_kept:
            for gone in left:
                whole.changes[f"{kind.name}: {named(gone)}"] = (True, None)
                gone.delete()
                self.summary.count(kind.name, REMOVED)
        for number, (row, instance) in enumerate(pairs, start=1):
            more: dict[str, Any] = {kind.owner: owner}
            if kind.is_numbered:
                more["number"] = number
            one = self._put(row, instance, more)
            if one is None:
                continue
            written.append(one)
            self._count(one)
            if personal := take_out_personal(one.changes, type(one.instance)):
                self._record(one, personal)
            if one.is_new or one.changes:
                whole.changes[f"{kind.name}: {named(one.instance)}"] = (
                    {} if one.is_new else {name: old for name, (old, _new) in one.changes.items()},
                    {name: new for name, (_old, new) in one.changes.items()},
                )
        return written

    def _paired(
        self, kind: Kind, rows: Sequence[Row], stored: Sequence[models.Model]
    ) -> tuple[list[tuple[Row, models.Model | None]], list[models.Model]]:
        """Put beside each row what stands for it already; return what is left over as well."""
        left = list(stored)
        pairs = []
        for number, row in enumerate(rows, start=1):
            wanted = [number if name == "number" else self._value(row, name) for name in kind.key]
            found = next(
                (one for one in left if all(map(is_same, wanted, key_of(kind, one)))), None
            )
            if found:
                left.remove(found)
            pairs.append((row, found))
        return pairs, left

    def _put(
        self, row: Row, instance: models.Model | None, more: Mapping[str, Any]
    ) -> Written | None:
        """Add a row, or change it where it differs; return nothing where it is refused."""
        one = Written(row, instance or row.kind.model(), is_new=instance is None)
        values = {**self._values(row), **more}
        if isinstance(one.instance, Picture | Attachment):
            if isinstance(file := kept(one.instance, row, values, at=self.at), Fault):
                self.faults.append(file)
                return None
            values = file
        for name, value in values.items():
            before = getattr(one.instance, name, None)
            setattr(one.instance, name, value)
            if differs(before, value):
                one.changes[name] = (plain(before), plain(value))
        return one if not (one.is_new or one.changes) or self._save(one) else None

    def _save(self, one: Written) -> bool:
        if "changed_at" in one.row.kind.fields and "changed_at" not in one.row.values:
            one.instance.changed_at = self.at  # type: ignore[attr-defined]
        if isinstance(one.instance, Person) and one.is_new:
            one.instance.set_unusable_password()
        try:
            with transaction.atomic():
                one.instance.validate_constraints()
                one.instance.save()
        except (ValidationError, IntegrityError) as error:
            sentence = "; ".join(error.messages) if isinstance(error, ValidationError) else error
            self.faults.append(one.row.place.fault(_("The site refuses this: %s") % sentence))
            return False
        return True

    def _put_sets(self, one: Written) -> None:
        """Let the many-to-many fields hold what the file lists, and nothing else."""
        for name, field_ in one.row.kind.fields.items():
            if not field_.many_to_many:
                continue
            listed = getattr(one.instance, name)
            before = set() if one.is_new else set(listed.all())
            after = {self.names.find(each) for each in one.row.values.get(name, [])}
            if before != after:
                listed.set(after)
                one.changes[name] = (plain(before), plain(after))

    def _check_published(self, one: Written) -> None:
        """Hold what is published to the rule that people are held to; as told, it may have gaps."""
        gathering = one.instance
        if isinstance(gathering, Gathering) and gathering.published_at and not gathering.is_as_told:
            for sentence in missing(gathering, at=self.at):
                place = one.row.at("published_at")
                self.faults.append(place.fault(_("It is not ready to be published. %s") % sentence))

    def _count(self, one: Written) -> None:
        what = ADDED if one.is_new else CHANGED if one.changes else UNCHANGED
        self.summary.count(one.row.kind.name, what)

    def _values(self, row: Row) -> dict[str, Any]:
        """Give every field its value; what the file leaves out is as in a new row."""
        return {
            name: self._value(row, name) if name in row.values else default_of(one)
            for name, one in row.kind.fields.items()
            if not one.many_to_many and (name != "changed_at" or name in row.values)
        }

    def _value(self, row: Row, name: str) -> Any:
        value = row.values.get(name, "")
        return self.names.find(value) if isinstance(value, Name | RoleName) else value

    def _close(self, one: Written) -> None:
        """Write the trail of a whole and its parts."""
        if not (one.is_new or one.changes):
            return
        if "changed_at" in one.row.kind.fields and "changed_at" not in one.row.values:
            type(one.instance)._default_manager.filter(pk=one.instance.pk).update(
                changed_at=self.at
            )
        personal = take_out_personal(one.changes, type(one.instance))
        self._record(one, personal, **one.changes)

    def _record(self, one: Written, personal: Changes, **changes: object) -> None:
        """Write an entry; what is personal can be erased from it, person by person."""
        record(
            "stories.added" if one.is_new else "stories.changed",
            one.instance,
            by=self.by,
            at=self.at,
            personal=personal,
            of=whose(one.instance),
            **changes,
        )

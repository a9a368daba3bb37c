"""A YAML file as lines and marks: what it says, and on which line it says it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from samspill.stories.faults import BrokenStory, Fault

_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True)
class Place:
    """A value in a file, before anybody has asked what it means."""

    file: str
    node: Node

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    @property
    def is_empty(self) -> bool:
        return isinstance(self.node, ScalarNode) and self.node.tag == _NULL

    @property
    def scalar(self) -> str | None:
        """Return the words as written: ``2020``, ``no`` and ``2019-10-24`` all stay text."""
        return str(self.node.value) if isinstance(self.node, ScalarNode) else None

    def fault(self, sentence: str) -> Fault:
        return Fault(self.file, self.line, sentence)

    def entries(self, faults: list[Fault]) -> Iterator[tuple[str, "Place", "Place"]]:
        """Walk a mapping as (key, place of the key, place of the value); report doubles."""
        if not isinstance(self.node, MappingNode):
            faults.append(self.fault(_("Write “key: value” lines here.")))
            return
        seen: set[str] = set()
        for key, value in self.node.value:
            name, at = str(key.value), Place(self.file, key)
            if name in seen:
                faults.append(at.fault(_("“%s” stands here twice: keep one of them.") % name))
                continue
            seen.add(name)
            yield name, at, Place(self.file, value)

    def items(self, faults: list[Fault]) -> Iterator["Place"]:
        """Walk a list."""
        if not isinstance(self.node, SequenceNode):
            faults.append(self.fault(_("Write a list here: each entry begins with “- ”.")))
            return
        yield from (Place(self.file, node) for node in self.node.value)


def compose(path: Path, text: str) -> Place:
    """Read a file as YAML 1.2.

    :raises BrokenStory: it is not YAML, or empty.
    """
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        sentence = _("This is not YAML: %s.") % (getattr(error, "problem", None) or error)
        fault = Fault(str(path), mark.line + 1 if mark else 1, sentence)
        raise BrokenStory([fault]) from error
    if node is None:
        sentence = _("The file is empty: it must name its story.")
        raise BrokenStory([Fault(str(path), 1, sentence)])
    return Place(str(path), node)

"""The forms of a page, found in its HTML and filled in as a person would."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

import html5lib

XHTML = "{http://www.w3.org/1999/xhtml}"
#: What a person writes, by the kind of field; the rest is written as ``WORDS``.
WORDS = "Et ord om saken"
ANSWERS = {
    "email": "ny.leser@folk.example",
    "number": "3",
    "url": "https://nettsted.example/side",
    "tel": "+47 22 33 44 55",
    "date": "2030-05-04",
    "datetime-local": "2030-05-04T10:00",
    "time": "10:00",
    "password": "et-langt-og-lunt-passord-2030",
    "checkbox": "on",
}
FORM = re.compile(r"<form\b.*?</form\s*>", re.DOTALL | re.IGNORECASE)
TOKEN = "csrfmiddlewaretoken"


@dataclass(frozen=True)
class Field:
    """What a form sends under one name."""

    name: str
    kind: str
    value: str = ""
    choices: tuple[str, ...] = ()

    @property
    def answer(self) -> str:
        """Return what a person would write; what they do not see stays as it is."""
        if self.kind in {"hidden", "submit"}:
            return self.value
        if self.choices:
            return next(filter(None, self.choices), "")
        if self.name == "homepage":
            return ""  # the trap for machines
        if "slug" in self.name:
            return "et-nytt-navn"
        return self.value or ANSWERS.get(self.kind, WORDS)


@dataclass(frozen=True)
class Form:
    """A form of a page, with one of its buttons."""

    path: str
    is_post: bool
    fields: tuple[Field, ...]
    button: Field | None = None
    is_file: bool = field(default=False)

    @property
    def sent(self) -> Mapping[str, str]:
        """Return what is sent when a person has filled it in and pressed the button."""
        pressed = {self.button.name: self.button.value} if self.button else {}
        return {each.name: each.answer for each in self.fields} | pressed

    @property
    def is_about_the_person(self) -> bool:
        """Tell whether it carries the token that shows who sent it."""
        return any(each.name == TOKEN for each in self.fields)


def forms(page: str, path: str) -> Iterator[Form]:
    """Take the forms of a page, once for each of their buttons."""
    # Reading the whole page takes ten times as long.
    written = "".join(FORM.findall(page))
    for element in html5lib.parse(written).iter(f"{XHTML}form"):
        fields, buttons = _fields(element)
        form = Form(
            path=urljoin(path, element.get("action") or path),
            is_post=(element.get("method") or "get").lower() == "post",
            fields=tuple(fields),
        )
        yield from (replace(form, button=each) for each in buttons) if buttons else [form]


def _fields(element) -> tuple[list[Field], list[Field]]:
    fields: dict[str, Field] = {}
    buttons = []
    for each in element.iter():
        tag, name = each.tag.removeprefix(XHTML), each.get("name")
        kind = each.get("type") or ("submit" if tag == "button" else "text")
        if not name or tag not in {"input", "textarea", "select", "button"}:
            continue
        value = each.get("value") or ""
        if kind == "submit":
            buttons.append(Field(name, kind, value))
        elif kind == "radio":
            known = fields.get(name, Field(name, kind))
            fields[name] = replace(known, choices=(*known.choices, value))
        elif tag == "select":
            options = tuple(each.get("value") or "" for each in each.iter(f"{XHTML}option"))
            fields[name] = Field(name, tag, choices=options)
        else:
            text = "".join(each.itertext()) if tag == "textarea" else value
            fields.setdefault(name, Field(name, kind, text))
    return list(fields.values()), buttons

"""Write docs/reference/ from the code: lifecycles, roles and access, e-mails, personal data.

.venv/bin/python scripts/reference.py            write the pages
.venv/bin/python scripts/reference.py --check    write nothing; exit 1 where a page is out of date
"""

import importlib
import inspect
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import django
from django.utils import translation

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "docs" / "reference"
SOURCE = ROOT / "src" / "samspill"
NOTE = "<!-- Written by scripts/reference.py from the code. Change the code, then run it again. -->"


def main() -> int:
    _start_django()
    written = {name: _page(content()) for name, content in CONTENTS.items()}
    if "--check" in sys.argv[1:]:
        stale = [name for name, page in written.items() if _kept(name) != page]
        for name in stale:
            print(f"docs/reference/{name} is out of date. Run: python scripts/reference.py")
        return 1 if stale else 0
    PAGES.mkdir(parents=True, exist_ok=True)
    for name, page in written.items():
        (PAGES / name).write_text(page, encoding="utf-8")
    return 0


def _start_django() -> None:
    """Start Django as in development, so that every route is there, with data of its own."""
    folder = tempfile.TemporaryDirectory(prefix="samspill-reference-")
    _KEPT_OPEN.append(folder)
    for name in [each for each in os.environ if each.startswith("SAMSPILL_")]:
        del os.environ[name]
    os.environ.update(
        SAMSPILL_DATA=folder.name,
        SAMSPILL_DEVELOPMENT="1",
        DJANGO_SETTINGS_MODULE="samspill.settings",
        PORT="8000",
    )
    sys.path.insert(0, str(ROOT / "src"))
    django.setup()
    translation.activate("en")
    # Gathers the policy table.
    importlib.import_module("samspill.urls")


_KEPT_OPEN: list[tempfile.TemporaryDirectory[str]] = []


def _page(lines: Iterator[str]) -> str:
    return "\n".join([NOTE, "", *lines]).rstrip() + "\n"


def _kept(name: str) -> str:
    path = PAGES / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _modules(name: str) -> Iterator[tuple[str, ModuleType]]:
    """Import one kind of file of every app that has it, or package of that name."""
    for app in sorted(path.parent.name for path in SOURCE.glob("*/__init__.py")):
        if (SOURCE / app / f"{name}.py").exists() or (SOURCE / app / name).is_dir():
            yield app, importlib.import_module(f"samspill.{app}.{name}")


def _first_sentence(thing: object) -> str:
    paragraph = (inspect.getdoc(thing) or "").partition("\n\n")[0]
    return " ".join(paragraph.split())


def _table(*rows: tuple[str, ...]) -> Iterator[str]:
    head, *body = rows
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in body:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
    yield ""


# --- Lifecycles ---------------------------------------------------------------------------------


def lifecycles() -> Iterator[str]:
    yield "# Lifecycles"
    yield ""
    yield "The only moves of state there are, drawn from the `TRANSITIONS` of each app's `choices.py`."
    yield "A state without an arrow out of it is final. What follows from dates alone (whether a step"
    yield "is over, a gathering coming, an update published) is no state: it is computed when read."
    yield ""
    for app, choices in _modules("choices"):
        for name, moves in inspect.getmembers(choices):
            if name.endswith("TRANSITIONS"):
                yield from _lifecycle(app, name, moves)


def _lifecycle(app: str, name: str, moves: Mapping[object, frozenset[object]]) -> Iterator[str]:
    states = type(next(iter(moves)))
    yield f"## {app}: {states.__name__}"
    yield ""
    yield f"{_first_sentence(states)} (`{app}.choices.{name}`)"
    yield ""
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield "    direction LR"
    for state in states:  # type: ignore[attr-defined]
        yield f"    {state.value}: {state.label}"
    for state in states:  # type: ignore[attr-defined]
        following = [each for each in states if each in moves[state]]  # type: ignore[attr-defined]
        yield from (f"    {state.value} --> {each.value}" for each in following)
        if not following:
            yield f"    {state.value} --> [*]"
    yield "```"
    yield ""


# --- Roles and access ---------------------------------------------------------------------------


def access_page() -> Iterator[str]:
    yield "# Roles and access"
    yield ""
    yield "Four questions are asked, in this order. May one come to the address at all? Which things does"
    yield "one find there (`visible_to`, `open_to`; everything else is answered 404)? Does one's role reach"
    yield "this thing? May one do this to it as it stands? What no row allows is forbidden; deadlines and"
    yield "the like are in `rules.py`. Generated tests ask the site every cell of it (`tests/access/`)."
    yield ""
    yield "## Who may do what"
    yield ""
    yield "The one table gathered from each app's `policy.py`. *Holder* is whoever has the link from a mail."
    yield "What is confidential is closed to whoever has ties to both buyers and suppliers, until somebody"
    yield "else has released it."
    yield ""
    for thing in sorted({row.thing for row in _rows()}):
        yield f"### {thing.capitalize()}"
        yield ""
        yield from _table(("action", "roles", "states", "confidential"), *_policy(thing))
    yield from _reach()
    yield "## Who may come to which address"
    yield ""
    yield "Addresses are shown in English; [each language has its own words](../../src/samspill/core/addresses/)."
    yield ""
    yield from _table(("address", "who", "action", "what for"), *_routes())


def _rows() -> list[Any]:
    return list(importlib.import_module("samspill.core.policy").rows())


def _policy(thing: str) -> Iterator[tuple[str, ...]]:
    for row in _rows():
        if row.thing == thing:
            states = ", ".join(sorted(row.states)) or "any"
            roles = ", ".join(sorted(_role(each) for each in row.roles))
            yield f"`{row.action}`", roles, states, "yes" if row.is_confidential else ""


def _reach() -> Iterator[str]:
    """Tell how far each role reaches, from the constants by which the site finds it out."""
    policy = importlib.import_module("samspill.initiatives.policy")
    yield "## How far a role reaches"
    yield ""
    yield "A duty in the team of an initiative counts in that initiative. A role for an organisation counts:"
    yield ""
    rows = [(_role(each), "everywhere") for each in sorted(policy.EVERYWHERE)]
    rows += [
        (_role(each), "in programmes hosted by the organisation, and in all that belongs to them")
        for each in sorted(policy.AT_THE_HOST)
    ]
    for role, parts in sorted(policy.PARTS_OF_ROLE.items()):
        words = ", ".join(sorted(_role(part.value) for part in parts))
        rows.append((_role(role), f"in initiatives in which the organisation has a part: {words}"))
    yield from _table(("role", "where"), *rows)
    yield "A regional project leader's reaches regional projects only. A role that has ended reaches nothing."
    yield ""


def _role(role: str) -> str:
    return role.replace("_", " ")


def _routes() -> Iterator[tuple[str, ...]]:
    access = importlib.import_module("samspill.core.access")
    # Two names may lead to one address.
    for path, view in dict(access.routes()).items():
        plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", path)
        shown = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", plain.replace("^", "").removesuffix("$"))
        where = f"`/{shown.replace(chr(92) + 'Z', '')}`"
        yield where, str(view.access), f"`{view.action}`", _first_sentence(view)


# --- E-mails ------------------------------------------------------------------------------------


def e_mails() -> Iterator[str]:
    yield "# E-mails"
    yield ""
    yield "Every mail there is: one function of an app's `emails.py` each. A mail goes to one receiver, in"
    yield "that person's language, as text and HTML made from the same parts, and says at its end why the"
    yield "receiver gets it."
    yield ""
    yield from _table(("mail", "what it does"), *_mails())


def _mails() -> Iterator[tuple[str, ...]]:
    for app, emails in _modules("emails"):
        for name, function in inspect.getmembers(emails, inspect.isfunction):
            # What writes a mail is told when; what only composes or addresses one is not.
            is_ours = function.__module__.startswith(emails.__name__)
            if (
                is_ours
                and not name.startswith("_")
                and "at" in inspect.signature(function).parameters
            ):
                yield f"`{app}.emails.{name}`", _first_sentence(function)


# --- Personal data ------------------------------------------------------------------------------


def personal_data() -> Iterator[str]:
    yield "# Personal data"
    yield ""
    yield "Every field that holds something about a person: what for, until when, and what erasing the"
    yield "person does to it. Declared for each model as `PERSONAL` and `BELONGS_TO` (`samspill.core.personal`);"
    yield "a text that is declared neither there nor in `NOT_PERSONAL` fails a test, and so does a table that"
    yield "does not say whose its rows are. What people are shown about themselves, erasure, and the privacy"
    yield "notice of the site say the same."
    yield ""
    personal = importlib.import_module("samspill.core.personal")
    rows = [
        (f"`{model}`", f"`{field}`", held.purpose, _until(held.until), str(held.at_erasure))
        for model, field, held in personal.register()
    ]
    yield from _table(("table", "field", "what for", "until", "at erasure"), *rows)
    yield "## Whose the rows are"
    yield ""
    yield "By what a row is found that belongs to somebody, and under which heading they are shown it."
    yield ""
    belonging = importlib.import_module("samspill.core.personal.belonging")
    ways = [
        (f"`{model._meta.label}`", f"`{way.path}` leads to their {way.to}", str(way.heading) or "–")
        for model, way in belonging.ways()
    ]
    yield from _table(("table", "belongs by", "shown as"), *ways)


def _until(until: object) -> str:
    tasks = ", ".join(f"`{task}`" for task in getattr(until, "tasks", ()))
    return f"{until} ({tasks})" if tasks else str(until)


CONTENTS: Mapping[str, Callable[[], Iterator[str]]] = {
    "lifecycles.md": lifecycles,
    "access.md": access_page,
    "e-mails.md": e_mails,
    "personal-data.md": personal_data,
}

if __name__ == "__main__":
    sys.exit(main())

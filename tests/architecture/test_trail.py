"""Every action that changes something leaves an entry in the audit trail, and each has its words."""

import ast
import re

from samspill.audit.models import ERASED
from samspill.mailings.choices import ConsentEvent
from samspill.portal.history.words import LABELS, SENTENCES, UNSAID
from tests.architecture.sources import SOURCE, python_files, tree

#: Methods of querysets, instances and relations by which rows are changed.
WRITES = {
    *("save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update"),
    *("update", "delete", "set", "add", "remove", "clear", "_raw_delete"),
}
RECORD = ("audit", "record")
_FOLLOWS = "a letter follows from a deed, which has left its entry"
#: Actions that change rows and leave no entry, and why.
WITHOUT_AN_ENTRY = {
    "accounts.passkey_used": "how often a key was used, for noticing a copied one; signing in leaves one",
    "accounts.seen": "when a session was seen last",
    "bin.empty_bin": "what was taken away has left its entry",
    "bin.put_away": "a part of taking something away, which leaves one",
    "audit.seal": "it gives entries their places",
    "editorial.begin": "a part of beginning a text or taking one over, each of which leaves one",
    "editorial.open_version": "that somebody has a text open, for twenty minutes",
    "editorial.tell_of_those_whose_moment_has_come": "publishing for later has left its entry",
    "editorial.write": "a part of saving a text, which leaves one",
    "events.change": "a part of moving, cancelling and describing a gathering, each of which leaves one",
    "initiatives.first_status": "a part of beginning an initiative, which leaves one",
    "initiatives.touch": "a part of every action on an initiative, each of which leaves one",
    "mailings.asked_for": "a part of asking to follow, which leaves one where it may",
    "mailings.hold_subscriber": "a part of asking to follow, which leaves one where it may",
    "mailings.keep_reports": "numbers of what was sent, which has left its entries",
    "mailings.new_secret": "a part of asking to follow, which leaves one where it may",
    "mailings.recall": "a part of cancelling something, which leaves one",
    "mailings.tell": "a part of publishing something, which leaves one and counts the receivers",
    "mailings.write_digests": "letters follow from what happened; each thing has left its entry",
    "outbox.address_copies": _FOLLOWS,
    "outbox.address_in_parts": _FOLLOWS,
    "outbox.address_part": _FOLLOWS,
    "outbox.forget_address": "a part of erasing somebody, which leaves one",
    "outbox.forget_settled": "copies of letters whose causes have left their entries",
    "outbox.freeze": _FOLLOWS,
    "outbox.post": _FOLLOWS,
    "search.put": "the index says again what is told elsewhere",
    "search.put_in_turn": "the index says again what is told elsewhere",
    "search.rebuild": "the index says again what is told elsewhere",
    "search.remove": "the index says again what is told elsewhere",
    "privacy.sweep": "a part of erasing somebody, which leaves one",
    "stories.load": "its writer leaves one for each row, in writing.py",
}


class Action:
    """A function of an app's actions: what it calls, and whether it changes rows itself."""

    def __init__(self, app, function, imported):
        self.app, self.function = app, function
        self.calls, self.writes = set(), False
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            match call.func:
                case ast.Name(id=name):
                    self.calls.add(imported.get(name, (app, name)))
                case ast.Attribute(value=ast.Name(id=module), attr=name) if module in imported:
                    self.calls.add((imported[module][0], name))
                case ast.Attribute(attr=name):
                    self.writes = self.writes or name in WRITES

    @property
    def is_public(self):
        arguments = self.function.args
        names = {each.arg for each in [*arguments.args, *arguments.kwonlyargs]}
        return not self.function.name.startswith("_") and "at" in names


def actions_of(app, text):
    """Find the actions in a file, by app and name."""
    module = ast.parse(text)
    imported = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("samspill."):
            for alias in node.names:
                owner = f"{node.module}.{alias.name}".split(".")[1]
                imported[alias.asname or alias.name] = (owner, alias.name)
    return {
        (app, node.name): Action(app, node, imported)
        for node in module.body
        if isinstance(node, ast.FunctionDef)
    }


def all_actions():
    found = {}
    for path in python_files(tests=False):
        app, *rest = path.relative_to(SOURCE).parts
        if rest and rest[0].removesuffix(".py") == "actions":
            found |= actions_of(app, path.read_text(encoding="utf-8"))
    return found


def reached(name, actions):
    """Follow the calls of an action, through those that it leans on."""
    seen, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            # What writes entries is not looked into: it writes rows for everybody.
            waiting += actions[one].calls if one in actions and one != RECORD else ()
    return seen


def silent(actions):
    """List the public actions that change rows and leave no entry."""
    names = []
    for name, action in actions.items():
        leads_to = reached(name, actions)
        writes = any(
            actions[each].writes for each in leads_to if each in actions and each != RECORD
        )
        if action.is_public and writes and RECORD not in leads_to and name != RECORD:
            names.append(".".join(name))
    return sorted(names)


def test_actions_that_change_something_leave_an_entry():
    assert silent(all_actions()) == sorted(WITHOUT_AN_ENTRY)


def test_an_action_that_leaves_none_would_be_found():
    before = all_actions()
    name = ("initiatives", "publish")
    source = ast.unparse(before[name].function)
    assert "record(" in source

    without = re.sub(r"(?m)^    record\(.*\n?", "", source)
    imports = "from samspill.initiatives.models import Initiative\n"
    after = {**before, **actions_of("initiatives", imports + without)}

    assert set(silent(after)) - set(silent(before)) == {"initiatives.publish"}


#: Deeds that are not written out where they are recorded.
COMPOSED = {
    "f'mailings.{event}'": {f"mailings.{event}" for event in ConsentEvent},
    "ERASED": {ERASED},
}
#: Parameters of ``record`` that are no changes.
PARAMETERS = {"what", "by", "at", "personal", "of"}


def records():
    """Find every call of ``record`` outside tests, and calls that pass a deed on to it."""
    for path in python_files(tests=False):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                passed_on = [each.value for each in node.keywords if each.arg == "what"]
                if name in {"record", "_record"} or passed_on:
                    yield node, (passed_on or node.args)[0]


def deeds():
    found = set()
    for _call, what in records():
        choices = [what.body, what.orelse] if isinstance(what, ast.IfExp) else [what]
        for one in choices:
            if isinstance(one, ast.Constant):
                found.add(one.value)
            else:
                found |= COMPOSED.get(ast.unparse(one), set())
    return found


def test_every_deed_has_its_words_and_no_words_are_left_over():
    assert deeds() == set(SENTENCES)


def names_of_changes():
    """List what is said to change where entries are recorded, personal values among it."""
    for call, _what in records():
        if getattr(call.func, "id", "") == "record":
            yield from (each.arg for each in call.keywords if each.arg)
            personal = [each.value for each in call.keywords if each.arg == "personal"]
            for node in personal and ast.walk(personal[0]):
                yield from (key.value for key in getattr(node, "keys", []))


def test_every_change_has_its_label_or_is_left_unsaid_on_purpose():
    assert set(names_of_changes()) - PARAMETERS - LABELS.keys() - UNSAID == set()
    assert LABELS.keys() & UNSAID == set()

"""Pages fetch what the reader may see, and nothing else.

What a link's secret or a person's own session leads to is fetched by an action or a query of the
app below, which is given the secret or the person; pages themselves never touch a table.
"""

import ast

import pytest

from tests.architecture.sources import files_called, found_in, shown, tree

#: Development shows everybody's mail and every person, and is not installed elsewhere.
PAGES = [
    path
    for path in files_called("views", "api", "feeds", "pages")
    if "development" not in path.parts
]
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
CHANGES = {
    "save",
    "create",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "delete",
}


def unscoped(module: ast.AST):
    """Find every look-up that goes past ``visible_to`` and the signed-in person's own relations."""
    scoped = {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute) and node.attr == "visible_to"
    }
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and id(node) not in scoped:
            yield node
        # A class has only its default manager, which knows nothing of readers.
        if isinstance(node, ast.Call) and _name(node.func) in SHORTCUTS:
            looked_in = node.args[0] if node.args else node
            if isinstance(looked_in, ast.Name | ast.Attribute) and _name(looked_in)[:1].isupper():
                yield node


def changing(module: ast.AST):
    """Find every change of a table: views ask an action for it."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            is_table = not ast.unparse(node.func).startswith(("request.session.", "form."))
            if node.func.attr in CHANGES and is_table:
                yield node


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def test_there_are_pages():
    assert PAGES


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_pages_look_objects_up_through_visible_to(path):
    assert found_in(path, unscoped(tree(path))) == []


@pytest.mark.parametrize("path", PAGES, ids=shown)
def test_pages_ask_an_action_for_every_change(path):
    assert found_in(path, changing(tree(path))) == []


@pytest.mark.parametrize(
    "line",
    [
        "Initiative.objects.get(slug=slug)",
        "(Initiative\n.objects\n.filter(slug=slug))",
        "Initiative._default_manager.all()",
        "get_object_or_404(Initiative, slug=slug)",
        "shortcuts.get_object_or_404(Initiative.objects.all(), slug=slug)",
    ],
)
def test_a_look_up_past_it_is_found(line):
    assert list(unscoped(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        "get_object_or_404(Initiative.objects.visible_to(request.user, at=at), slug=slug)",
        "(Initiative\n.objects\n.visible_to(request.user))",
        "get_object_or_404(request.user.roles, pk=pk)",
        "get_object_or_404(initiatives, slug=slug)",
        "things.objectives",
    ],
)
def test_a_look_up_through_it_is_fine(line):
    assert not list(unscoped(ast.parse(line)))

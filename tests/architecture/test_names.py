"""What the house does without, so that everything can be read where it happens."""

import ast
import re

import pytest
from django.apps import apps

from tests.architecture.sources import SOURCE, found_in, python_files, shown, tree

EMPTY_NAMES = {
    "utils",
    "helpers",
    "services",
    "managers",
    "mixins",
    "signals",
    "common",
    "misc",
    "lib",
}
UNWANTED_IMPORTS = re.compile(
    r"django\.(dispatch|db\.models\.signals|core\.signals|views\.generic|contrib\.(admin|flatpages))"
    r"|GenericForeignKey|GenericRelation"
)
#: The only places that may call HTML safe: prose comes from the sanitiser, and JSON-LD is written
#: without the characters that end a script.
SAFE = {"core/prose.py", "portal/jsonld.py"}
SAFE_TEMPLATES: set[str] = set()


def test_no_file_has_an_empty_name():
    folders = [path for path in SOURCE.rglob("*") if path.is_dir() and "tests" not in path.parts]
    empty = [shown(path) for path in [*python_files(), *folders] if path.stem in EMPTY_NAMES]
    assert empty == []


@pytest.mark.parametrize("path", python_files(tests=False), ids=shown)
def test_no_signals_no_class_based_views_no_generic_keys(path):
    imports = (
        node
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and UNWANTED_IMPORTS.search(_imported(node))
    )
    assert found_in(path, imports) == []


def _imported(node: ast.Import | ast.ImportFrom) -> str:
    module = getattr(node, "module", None) or ""
    return " ".join(f"{module}.{alias.name}" for alias in node.names)


def test_nothing_but_tests_leans_on_tests():
    leaning = [
        line
        for path in python_files(tests=False)
        for line in found_in(
            path,
            (
                node
                for node in ast.walk(tree(path))
                if isinstance(node, ast.Import | ast.ImportFrom)
                and re.search(r"\btests\b", _imported(node))
            ),
        )
    ]
    assert leaning == []


def test_views_are_functions():
    classes = [
        f"{shown(path)} {node.name}"
        for path in python_files(tests=False)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).endswith("View") for base in node.bases)
    ]
    assert classes == []


def test_no_table_has_an_order_of_its_own():
    ours = [model for model in apps.get_models() if model.__module__.startswith("samspill.")]
    assert [model._meta.label for model in ours if model._meta.ordering] == []


def test_html_is_called_safe_in_reviewed_places_only():
    unreviewed = [
        line
        for path in python_files(tests=False)
        if str(path.relative_to(SOURCE)) not in SAFE
        for line in found_in(path, _safe_calls(tree(path)))
    ]
    assert unreviewed == []


def _safe_calls(module: ast.AST):
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in {"mark_safe", "SafeString", "SafeText"}:
                yield node


def test_templates_call_nothing_safe():
    unreviewed = [
        f"{shown(path)}:{number} {line.strip()}"
        for path in SOURCE.rglob("templates/**/*.*")
        if str(path.relative_to(SOURCE)) not in SAFE_TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(r"\|\s*safe(seq)?\b|\{%\s*autoescape off", line)
    ]
    assert unreviewed == []


def test_templates_have_no_inline_style_or_script():
    inline = [
        f"{shown(path)}:{number} {line.strip()}"
        for path in SOURCE.rglob("templates/**/*.html")
        if "email" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if re.search(
            r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*(\ssrc=|application/ld\+json))", line
        )
    ]
    assert inline == []

"""Files, functions and templates stay small enough to be read in one go."""

import ast

from tests.architecture.sources import ROOT, SOURCE, python_files, shown, tree

MOST_LINES_OF_A_FILE = 300
MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_TEMPLATE = 150


def longer_than(most, paths):
    sizes = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    return {name: size for name, size in sizes.items() if size > most}


def test_files_are_small():
    # A test file is a list of sentences: it may go on.
    assert longer_than(MOST_LINES_OF_A_FILE, python_files(tests=False)) == {}


def test_scripts_are_small():
    scripts = [*ROOT.glob("scripts/*.py"), *ROOT.glob("benchmarks/*.py")]
    assert longer_than(MOST_LINES_OF_A_FILE, scripts) == {}


def test_templates_are_small():
    templates = [path for path in SOURCE.rglob("templates/**/*") if path.is_file()]
    assert longer_than(MOST_LINES_OF_A_TEMPLATE, templates) == {}


def test_functions_are_small():
    large = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno - node.lineno >= MOST_LINES_OF_A_FUNCTION
    ]
    assert large == []

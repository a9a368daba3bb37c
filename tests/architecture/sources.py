"""Where everything is."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "samspill"


def python_files(*, tests: bool = True) -> list[Path]:
    """List the files that people write."""
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts and (tests or "tests" not in path.parts)
    ]


def files_called(*names: str) -> list[Path]:
    """List the files of each app by name, whether file or package."""
    return [
        path
        for path in python_files(tests=False)
        if {path.stem, *path.relative_to(SOURCE).parts[1:-1]} & set(names)
    ]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def shown(path: Path) -> str:
    """Name a file by its path within the sources."""
    return str(path.relative_to(ROOT))


def found_in(path: Path, nodes: Iterator[ast.AST]) -> list[str]:
    """Name the lines on which something was found."""
    return [f"{shown(path)}:{node.lineno} {ast.unparse(node)[:80]}" for node in nodes]

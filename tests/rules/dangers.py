"""The rules of semgrep.yaml once more, for Python's own parser: nothing need be installed.

Semgrep reads patterns and is run before a release; these are functions and run with every test.
Both must find the lines that are marked in ``examples/``, and no other.
"""

import ast
import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RULES = {each["id"]: each for each in YAML(typ="safe").load(HERE / "semgrep.yaml")["rules"]}
SECRET = re.compile(r"(?i).*(secret|token|digest|signature|password|hmac)\w*$")
TOLD = re.compile(r"(?i)[\w.]*(secret|token|password|address|email|handle|session_key)$")
LOGGER = re.compile(r"(?i)_?(log|logger|logging)$")
NETWORK = {"requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client"}
XML = {"xml.etree", "xml.etree.ElementTree", "xml.dom.minidom", "lxml"}

Rule = Callable[[ast.AST], bool]


def written(node: ast.AST) -> str:
    """Write a piece of code, once for all rules that ask for it."""
    if not hasattr(node, "as_written"):
        node.as_written = ast.unparse(node)
    return node.as_written


def name_of(node: ast.AST) -> str:
    """Write a name or attribute as it stands: ``subprocess.run``."""
    return written(node) if isinstance(node, ast.Name | ast.Attribute) else ""


def called(node: ast.AST) -> str:
    """Return what a call calls, whole: ``os.system``."""
    return written(node.func) if isinstance(node, ast.Call) else ""


def method(node: ast.AST) -> str:
    """Return the last part of what a call calls: ``system``."""
    return called(node).rpartition(".")[2]


def keyword(node: ast.AST, name: str, value: object) -> bool:
    """Tell whether a call gives a keyword this value."""
    return isinstance(node, ast.Call) and any(
        each.arg == name and isinstance(each.value, ast.Constant) and each.value.value == value
        for each in node.keywords
    )


def calls(*names: str) -> Rule:
    """Find calls of these names, whatever they are reached through."""
    return lambda node: called(node) in names


def methods(*names: str) -> Rule:
    return lambda node: method(node) in names


def of_module(*modules: str) -> Rule:
    """Find calls of anything in a module."""
    return lambda node: called(node).rpartition(".")[0] in modules


def either(*rules: Rule) -> Rule:
    return lambda node: any(rule(node) for rule in rules)


def imports(*modules: str) -> Rule:
    """Find imports of modules, or of what is in them."""

    def rule(node: ast.AST) -> bool:
        if isinstance(node, ast.Import):
            return any(each.name in modules for each in node.names)
        return isinstance(node, ast.ImportFrom) and node.module in modules

    return rule


def marked_by(name: str) -> Rule:
    """Find a decorator, or any other use of a name that is not its definition."""
    return lambda node: isinstance(node, ast.Name) and node.id == name


def executes(node: ast.AST) -> bool:
    return method(node) in {"execute", "executemany"} and bool(node.args)


def is_put_together(node: ast.AST) -> bool:
    """Find SQL that is formatted, added or filled in."""
    if not (executes(node) or called(node) == "RawSQL"):
        return False
    words = node.args[0]
    return isinstance(words, ast.JoinedStr | ast.BinOp) or method(words) == "format"


def mentions(node: ast.AST, *words: str) -> bool:
    """Tell whether the arguments of a call speak of a request."""
    written = (
        " ".join(ast.unparse(each) for each in node.args) if isinstance(node, ast.Call) else ""
    )
    return any(re.search(rf"\b{re.escape(word)}", written) for word in words)


def compares_secret(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.Eq | ast.NotEq)
        and bool(SECRET.match(name_of(node.left)))
    )


def logs_secret(node: ast.AST) -> bool:
    logger, _, level = called(node).rpartition(".")
    return (
        level in {"debug", "info", "warning", "error", "exception"}
        and bool(LOGGER.fullmatch(logger))
        and any(TOLD.match(name_of(each)) for each in node.args)
    )


def formats_request(node: ast.AST) -> bool:
    written = called(node)
    return written.endswith(".format") and bool(re.match(r"\w+\.(GET|POST)\b", written))


def takes_every_field(node: ast.AST) -> bool:
    if not isinstance(node, ast.Assign):
        return False
    name = name_of(node.targets[0])
    value = getattr(node.value, "value", None)
    return (name == "fields" and value == "__all__") or name == "exclude"


def signs_in(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in {
        "request.session[SESSION_KEY]",
        "request.session['_auth_user_id']",
    }


def is_debugging(node: ast.AST) -> bool:
    return isinstance(node, ast.Assign) and ast.unparse(node) == "DEBUG = True"


FINDERS: Mapping[str, Rule] = {
    "code-from-text": calls("eval", "exec", "compile", "__import__"),
    "marked-safe": methods("mark_safe", "SafeString", "SafeText", "format_html"),
    "raw-sql": either(methods("raw", "extra", "RawSQL"), executes),
    "sql-put-together": is_put_together,
    "shell": either(
        lambda node: keyword(node, "shell", value=True),
        calls("os.system", "os.popen", "subprocess.getoutput"),
    ),
    "objects-from-bytes": either(
        of_module("pickle", "marshal", "shelve"),
        calls("yaml.load", "yaml.unsafe_load"),
        lambda node: keyword(node, "typ", "unsafe"),
    ),
    "calls-out": either(imports(*NETWORK), calls("socket.create_connection")),
    "unverified": either(
        lambda node: keyword(node, "verify", value=False),
        calls("ssl._create_unverified_context"),
        lambda node: name_of(node) == "ssl.CERT_NONE",
    ),
    "without-token": marked_by("csrf_exempt"),
    "any-origin": marked_by("any_origin"),
    "guessable": either(of_module("random"), calls("uuid.uuid1")),
    "compared-in-time": compares_secret,
    "weak-digest": calls("hashlib.md5", "hashlib.sha1"),
    "file-by-request": lambda node: called(node) in {"open", "Path"} and mentions(node, "request"),
    "led-by-request": lambda node: (
        called(node) in {"redirect", "HttpResponseRedirect"}
        and mentions(node, "request.GET", "request.POST", "request.META")
    ),
    "host-by-request": methods("build_absolute_uri", "get_host"),
    "format-by-request": formats_request,
    "template-by-text": either(
        methods("from_string"),
        lambda node: method(node) == "render" and called(node).startswith("Template("),
    ),
    "logged-secret": logs_secret,
    "every-field": takes_every_field,
    "signed-in-by-hand": signs_in,
    "unsafe-xml": imports(*XML),
    "left-behind": either(calls("breakpoint"), imports("pdb"), is_debugging),
}


def excluded(rule: str) -> list[str]:
    """List the files in which a rule does not hold, since somebody has looked at them."""
    return [path.strip("/") for path in RULES[rule].get("paths", {}).get("exclude", [])]


def holds_in(rule: str, path: Path) -> bool:
    """Tell whether a rule holds in a file."""
    shown = path.relative_to(ROOT).as_posix()
    return not any(fnmatch(shown, each) or fnmatch(shown, f"{each}/*") for each in excluded(rule))


def found(rule: str, path: Path) -> list[int]:
    """Find the lines of a file that break a rule."""
    return found_in(path)[rule]


@cache
def found_in(path: Path) -> Mapping[str, list[int]]:
    """Find the lines of a file that break each rule: the file is read once for all of them."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return {
        rule: [node.lineno for node in nodes if finder(node)] for rule, finder in FINDERS.items()
    }

"""What is never written in this house is not written; and if it were, it would be found."""

import ast
import re
from itertools import chain

import pytest

from tests.architecture.sources import python_files
from tests.rules.dangers import FINDERS, HERE, ROOT, RULES, excluded, found, holds_in

pytestmark = pytest.mark.once

MARK = re.compile(r"\s*# (?P<mark>ruleid|ok): (?P<rule>[\w-]+)")
FILES = [path for path in ROOT.joinpath("src/samspill").rglob("*.py") if "tests" not in path.parts]
TEMPLATES = sorted(ROOT.glob("src/samspill/**/templates/**/*.html"))
SCRIPTS = sorted(ROOT.glob("frontend/modules/**/*.js"))
#: Where text becomes a page's own without being escaped: in templates, nowhere.
UNESCAPED = re.compile(r"\|\s*safe\b|\|\s*safeseq\b|\{%\s*autoescape\s+off")
#: Where text becomes HTML or code in a browser.
SINKS = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|new Function|DOMParser"
    r"|createContextualFragment|srcdoc|setTimeout\(\s*[\"'`])"
)
#: Where a browser keeps what outlives a page.
STORES = re.compile(r"\b(localStorage|sessionStorage|indexedDB|caches|document\.cookie)\b")
#: What a template may not hold: our policies forbid it anyway.
INLINE = re.compile(
    r"<style\b|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\b(src|type=\"application/ld))",
    re.IGNORECASE,
)


def marked(rule, mark):
    """List the lines of a rule's example that come after a mark."""
    lines = (HERE / "examples" / f"{rule}.py").read_text(encoding="utf-8").splitlines()
    return [
        number + 1
        for number, line in enumerate(lines, 1)
        if (seen := MARK.match(line)) and (seen["mark"], seen["rule"]) == (mark, rule)
    ]


def test_both_programs_know_the_same_rules():
    examples = {path.stem for path in (HERE / "examples").glob("*.py")}

    assert set(FINDERS) == set(RULES) == examples
    assert len(RULES) >= 20


@pytest.mark.parametrize("rule", FINDERS)
def test_a_rule_finds_what_it_forbids_and_nothing_else(rule):
    lines = set(found(rule, HERE / "examples" / f"{rule}.py"))

    assert lines == set(marked(rule, "ruleid"))
    assert lines
    assert marked(rule, "ok")


@pytest.mark.parametrize("rule", FINDERS)
def test_the_house_keeps_the_rule(rule):
    broken = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in FILES
        if holds_in(rule, path)
        for line in found(rule, path)
    ]

    assert broken == [], RULES[rule]["message"]


@pytest.mark.parametrize("rule", FINDERS)
def test_no_exception_has_outlived_its_reason(rule):
    """A file that a rule leaves out holds something that it would find."""
    idle = []
    for pattern in excluded(rule):
        paths = [*ROOT.glob(pattern), *ROOT.glob(f"{pattern}/**/*.py")]
        files = [path for path in paths if path.is_file()]
        if not list(chain.from_iterable(found(rule, path) for path in files)):
            idle.append(pattern)

    assert idle == []


def test_no_template_leaves_text_unescaped_or_brings_its_own_script():
    broken = [
        f"{path.relative_to(ROOT)}: {seen.group()}"
        for path in TEMPLATES
        for pattern in (UNESCAPED, INLINE)
        if (seen := pattern.search(path.read_text(encoding="utf-8")))
    ]

    assert TEMPLATES
    assert broken == []


def test_no_script_makes_html_or_code_of_text():
    """So that Trusted Types have nothing to forbid."""
    broken = [path.name for path in SCRIPTS if SINKS.search(path.read_text(encoding="utf-8"))]

    assert SCRIPTS
    assert broken == []


def test_no_script_keeps_anything_in_the_browser():
    broken = [path.name for path in SCRIPTS if STORES.search(path.read_text(encoding="utf-8"))]

    assert broken == []
    assert STORES.search("localStorage.setItem('name', name)")


#: Random values that are no secrets: whoever guesses one gets nothing.
NO_SECRETS = {
    "src/samspill/core/jobs/working.py": "the name of a worker",
    "src/samspill/development/inbox.py": "the name of a file in development",
    "src/samspill/environment.py": "the name of a file that is being written",
    "src/samspill/media/actions.py": "an address of a picture, for which the policy is asked",
    "src/samspill/stories/library.py": "the name of a folder",
}


def short_secrets(text):
    """List random values of fewer than sixteen bytes, or of a length that nobody has written."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and re.fullmatch(
            r"(secrets\.)?token_(bytes|hex|urlsafe)", ast.unparse(node.func)
        ):
            length = node.args[0] if node.args else None
            if not isinstance(length, ast.Constant) or length.value < 16:
                yield ast.unparse(node)


def test_random_secrets_have_a_hundred_and_twenty_eight_bits():
    short = {
        path.relative_to(ROOT).as_posix(): found
        for path in FILES
        if (found := list(short_secrets(path.read_text(encoding="utf-8"))))
    }

    assert short.keys() == NO_SECRETS.keys()
    assert list(short_secrets("secrets.token_hex(15)"))
    assert not list(short_secrets("secrets.token_hex(16)"))


#: Patterns that are put together from our own words.
OWN_WORDS = {
    "src/samspill/core/imprecise/reading.py": "words for hours, as they stand in words.py",
    "src/samspill/editorial/checks/words.py": "words that move with the day, as they stand beside",
}


def patterns_from_text(text):
    """List regular expressions that are put together from something that is no constant of ours.

    Names in capitals are constants; what else goes in, goes through ``re.escape``.
    """
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not re.fullmatch(
            r"re\.(compile|match|fullmatch|search|sub|subn|split|findall|finditer)",
            ast.unparse(node.func),
        ):
            continue
        escaped = {
            id(inner)
            for each in ast.walk(node.args[0])
            if isinstance(each, ast.Call) and ast.unparse(each.func) == "re.escape"
            for inner in ast.walk(each)
        }
        names = [each for each in ast.walk(node.args[0]) if isinstance(each, ast.Name)]
        if any(not each.id.isupper() and id(each) not in escaped for each in names):
            yield ast.unparse(node)


def test_no_regular_expression_is_made_of_what_somebody_wrote():
    broken = {
        path.relative_to(ROOT).as_posix(): found
        for path in FILES
        if (found := list(patterns_from_text(path.read_text(encoding="utf-8"))))
    }

    assert broken.keys() == OWN_WORDS.keys()
    assert list(patterns_from_text("re.search(asked, text)"))
    assert list(patterns_from_text("re.compile(f'^{asked}$')"))
    assert not list(patterns_from_text("re.compile(re.escape(asked) + WORD)"))


@pytest.mark.parametrize("line", ["{{ name|safe }}", "{{ name | safe }}", "{% autoescape off %}"])
def test_unescaped_text_would_be_found(line):
    assert UNESCAPED.search(line)


@pytest.mark.parametrize(
    "line",
    [
        "<p style='x'>",
        '<a onclick="x()">',
        "<script>x()</script>",
        "<a href='javascript:x'>",
        "<style>",
    ],
)
def test_a_script_of_a_templates_own_would_be_found(line):
    assert INLINE.search(line)
    assert not INLINE.search('<script type="module" src="/static/x.js"></script>')


@pytest.mark.parametrize(
    "line", ["a.innerHTML = b", "eval(b)", "setTimeout('b()')", "document.write(b)"]
)
def test_a_sink_would_be_found(line):
    assert SINKS.search(line)


def test_every_python_file_is_looked_at():
    assert set(python_files(tests=False)) <= set(FILES)

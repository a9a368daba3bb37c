"""What is never written in this house is not written; and if it were, it would be found."""

import re
from itertools import chain

import pytest

from tests.architecture.sources import python_files
from tests.rules.dangers import FINDERS, HERE, ROOT, RULES, excluded, found, holds_in

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

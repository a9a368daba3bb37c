"""Every text exists in every language, as the code has it today."""

import re
import shutil
import string
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import samspill
from samspill.core.languages import LANGUAGES
from scripts.write_catalogues import write
from tests.fixtures import lacking

SOURCE = Path(samspill.__file__).parent
TRANSLATED = [code for code in LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%\w+%%")


def catalogue(language, source=SOURCE):
    path = source / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as written:
        return [each for each in read_po(written, locale=language) if each.id]


def texts(message):
    """List what a message says: one text, or its two plural forms."""
    return [message.string] if isinstance(message.string, str) else list(message.string)


def sources(message):
    return [message.id] if isinstance(message.id, str) else list(message.id)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_text_is_missing_or_guessed(language):
    missing = [
        each.id
        for each in catalogue(language)
        if each.fuzzy or not all(map(str.strip, texts(each)))
    ]
    assert missing == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_filled_in_is_the_same_in_every_language(language):
    changed = [
        (each.id, each.string)
        for each in catalogue(language)
        for said in texts(each)
        if not set(PLACEHOLDER.findall(said))
        <= {found for source in sources(each) for found in PLACEHOLDER.findall(source)}
        or set(PLACEHOLDER.findall(sources(each)[-1])) - set(PLACEHOLDER.findall(texts(each)[-1]))
    ]
    assert changed == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_text_is_not_left_in_english(language):
    """Names and the like may be the same; sentences may not."""
    same = [
        each.id
        for each in catalogue(language)
        if isinstance(each.id, str)
        and each.string == each.id
        and len(each.id.strip(string.punctuation).split()) > 2
    ]
    assert same == []


def test_the_catalogues_hold_just_the_texts_of_the_code(tmp_path):
    if shutil.which("xgettext") is None:
        lacking("there is no GNU gettext: apt-get install gettext")
    copy = tmp_path / "src" / "samspill"
    shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    write(copy)

    for language in TRANSLATED:
        now = {(each.context, str(each.id)) for each in catalogue(language, copy)}
        kept = {(each.context, str(each.id)) for each in catalogue(language)}
        assert now == kept, f"{language}: run `make messages` and translate what is new"

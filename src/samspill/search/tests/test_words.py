"""Words as readers write them."""

import tomllib

import pytest

from samspill.search.words.folding import fold, words_of
from samspill.search.words.spelling import nearest, slips
from samspill.search.words.stemming import stem, stems, stems_in_every_language
from samspill.search.words.stopwords import is_stopword
from samspill.search.words.synonyms import FILE, synonyms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tromsø", "tromso"),
        ("Tromsø", "Tromsoe"),
        ("Tromsø", "TROMSÖ"),
        ("Ålborg", "Aalborg"),
        ("Ålborg", "alborg"),
        ("Gävle", "Gavle"),
        ("Gävle", "Gævle"),
        ("Ærø", "aeroe"),
        ("idé", "ide"),
        ("Åland", "A\u030aland"),
        ("Þórshöfn", "Thorshofn"),
    ],
)
def test_letters_fold_as_readers_expect(one, other):
    assert fold(one) == fold(other)


def test_in_finnish_two_vowels_are_two():
    assert fold("saari", "fi") != fold("sari", "fi")
    assert fold("hakemään", "fi") == fold("hakemaan", "fi")


def test_what_is_folded_holds_letters_and_digits_only():
    assert all(fold(word).isascii() for word in ("日本", "привет", "½", "ﬁ", "é"))
    assert words_of("e-faktura_2020/nullutslipp") == ["e", "faktura", "2020", "nullutslipp"]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("nb", "anskaffelse anskaffelser anskaffelsen anskaffelsene"),
        ("nb", "leverandør leverandører leverandørene leverandørens"),
        ("nb", "utslippsfri utslippsfrie utslippsfritt"),
        ("nb", "møbel møbler møblene"),
        ("fi", "vuoto vuodot"),
        ("en", "bus buses"),
        ("nn", "anskaffing anskaffingar anskaffinga anskaffingane"),
        ("nn", "kommune kommunar kommunane"),
        ("sv", "upphandling upphandlingar upphandlingen upphandlingarna"),
        ("sv", "leverantör leverantörer leverantörerna"),
        ("da", "kommune kommuner kommunen kommunerne"),
        ("fi", "hankinta hankinnat hankintaa hankintoja hankintojen hankinnassa"),
        ("fi", "päästötön päästöttömät päästöttömiä"),
        ("fi", "toimitus toimitukset toimitusten"),
        ("fi", "kaupunki kaupungit kaupunkien"),
        ("en", "delivery deliveries"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(language, forms):
    assert len({stem(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("language", "word", "typed"),
    [
        ("nb", "leverandører", "leverandorer"),
        ("nb", "leverandører", "leverandoerer"),
        ("nb", "ferjer", "FERJER"),
        ("da", "færger", "faerger"),
        ("sv", "färjor", "farjor"),
        ("fi", "järjestelmässä", "jarjestelmassa"),
    ],
)
def test_who_lacks_the_letters_finds_the_word_all_the_same(language, word, typed):
    assert stem(word, language) in stems_in_every_language(typed)[language]


def test_words_that_say_nothing_are_left_out():
    assert list(stems("Dette er en anskaffelse uten utslipp", "nb")) == ["anskaff", "utslipp"]
    assert is_stopword("Och")
    assert not is_stopword("by")


def test_words_for_the_same_are_known_across_languages():
    same = synonyms().of(("anskaff",), "nb")

    for language, word in (
        ("nb", "innkjøp"),
        ("sv", "upphandling"),
        ("da", "udbud"),
        ("fi", "hankinta"),
        ("en", "procurement"),
    ):
        assert (stem(word, language),) in same


def test_every_group_of_the_list_says_where_it_comes_from():
    groups = tomllib.loads(FILE.read_text(encoding="utf-8"))["group"]
    sources = ("language.md", "2014/24/EU", "official", "usage")
    assert [each for each in groups if not each.get("source", "").startswith(sources)] == []
    assert [
        each for each in groups if set(each) - {"source", "nb", "nn", "sv", "da", "fi", "en"}
    ] == []


@pytest.mark.parametrize(
    ("one", "other", "many"),
    [("ferge", "ferge", 0), ("ferge", "frege", 1), ("ferge", "fege", 1), ("a", "abcd", 3)],
)
def test_slips_are_counted(one, other, many):
    assert slips(one, other, 3) == many


def test_the_nearest_word_comes_first():
    words = [("anskaffelse", "anskaffelse"), ("ansettelse", "ansettelse"), ("ferge", "ferge")]

    assert nearest("anskafelse", words) == ["anskaffelse"]
    assert nearest("frege", words) == ["ferge"]
    assert nearest("båt", words) == []

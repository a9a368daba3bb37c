"""E-mail addresses: hostile, impossible, unusual and ordinary ones."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from samspill.core.email_addresses import clean, fold, for_sending
from samspill.core.email_field import EmailAddressField
from samspill.core.errors import NotPossible
from samspill.core.rules import refusal

IMPOSSIBLE = [
    "",
    "   ",
    "kari",
    "@kommune.example",
    "kari@",
    "kari@@kommune.example",
    "kari@localhost",
    "kari@kommune.localhost",
    "kari@printer.local",
    "kari@kommune.invalid",
    "kari@[192.0.2.1]",
    "kari@192.0.2.1",
    "kari@[IPv6:2001:db8::1]",
    '"kari nordmann"@kommune.example',
    '"<script>alert(1)</script>"@kommune.example',
    "Kari <kari@kommune.example>",
    "<kari@kommune.example>",
    "kari@kommune.example,ola@kommune.example",
    "kari@kommune.example;ola@kommune.example",
    "kari@kommune.example ola@kommune.example",
    "kari@kommune.example\r\nBcc: ola@kommune.example",
    "kari@kommune.example\n",
    "kari\u2028@kommune.example",
    "kari@kommune.example\u2029Bcc:ola",
    "kari\x00@kommune.example",
    "ka\u200bri@kommune.example",
    "\u202ekari@kommune.example",
    "-kari@kommune.example",
    ".kari@kommune.example",
    "kari.@kommune.example",
    "kari..nordmann@kommune.example",
    "kari@kommune..example",
    "kari@.kommune.example",
    "kari@kommune.example.",
    "kari@-kommune.example",
    "kari@kommune-.example",
    "kari@kom_mune.example",
    "kari@kommune.example/../etc",
    "kari@kommune.example?subject=hei",
    "mailto:kari@kommune.example",
    "kari(comment)@kommune.example",
    "kari@xn--zzzzzzzz.example",
    "kari@☃.example",
    f"{'k' * 65}@kommune.example",
    f"kari@{'k' * 64}.example",
    f"kari@{'.'.join(['kommune'] * 40)}.example",
    "ærlig@kommune.example",
    "кari@kommune.example",
]


@pytest.mark.parametrize("text", IMPOSSIBLE)
def test_impossible_addresses_are_refused_with_a_sentence(text):
    reason = refusal(clean, text)

    assert reason.endswith((".", "one.")), reason
    assert "<" not in reason
    assert "\n" not in reason


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("kari@kommune.example", "kari@kommune.example"),
        ("  kari@kommune.example\t", "kari@kommune.example"),
        ("Kari.Nordmann+nytt@Kommune.EXAMPLE", "Kari.Nordmann+nytt@kommune.example"),
        ("o'brien@kommune.example", "o'brien@kommune.example"),
        ("ola@smørrebrød.example", "ola@smørrebrød.example"),
        ("ola@SMØRREBRØD.example", "ola@smørrebrød.example"),
        ("ola@xn--smrrebrd-64af.example", "ola@smørrebrød.example"),
        (f"{'k' * 64}@a.no", f"{'k' * 64}@a.no"),
    ],
)
def test_ordinary_and_unusual_addresses_are_kept_readable(text, cleaned):
    assert clean(text) == cleaned


def test_letters_that_servers_refuse_are_answered_with_advice():
    assert "“æ” before the @" in refusal(clean, "ærlig@kommune.example")


def test_an_address_is_sent_with_its_domain_in_ascii():
    assert for_sending("Ola@smørrebrød.example") == "Ola@xn--smrrebrd-64af.example"


def test_fold_finds_the_same_mailbox_and_plays_no_tricks():
    assert fold("Ola@smørrebrød.example") == fold("ola@xn--smrrebrd-64af.example")
    assert fold("ola.n@kommune.example") != fold("olan@kommune.example")
    assert fold("ola+1@kommune.example") != fold("ola@kommune.example")


@given(st.text(max_size=300) | st.from_regex(r"[^@]{1,70}@[^@]{1,70}", fullmatch=True))
def test_any_text_becomes_one_safe_address_or_a_refusal(text):
    try:
        address = clean(text)
    except NotPossible:
        return
    sent = for_sending(address)
    assert sent.isascii()
    assert sent.count("@") == 1
    assert len(sent) <= 254
    assert not set(sent) & set(' \r\n\t<>,;"')
    assert clean(address) == address
    assert fold(clean(sent)) == fold(address)


@given(st.emails())
def test_addresses_of_the_standard_are_kept_or_refused_but_never_changed(text):
    try:
        address = clean(text)
    except NotPossible:
        return
    assert for_sending(address).casefold() == text.casefold()


def test_the_field_is_easy_to_fill_in():
    field = EmailAddressField()

    shown = field.widget.render("address", "kari@kommune.example")

    for attribute in ('type="email"', 'autocomplete="email"', 'spellcheck="false"'):
        assert attribute in shown
    assert 'maxlength="254"' in shown


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "da", "fi"])
def test_impossible_addresses_are_refused_in_the_readers_language(language):
    for text in IMPOSSIBLE:
        english = refusal(clean, text)
        with translation.override(language):
            reason = refusal(clean, text)
        assert reason.endswith(".")
        assert reason != english, text

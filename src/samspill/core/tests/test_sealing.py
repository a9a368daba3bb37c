"""What is sealed can be opened here, and nowhere else."""

import pytest

from samspill.core.sealing import seal, unseal


def test_what_is_sealed_can_be_opened():
    sealed = seal("JBSWY3DPEHPK3PXP")

    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"
    assert seal("JBSWY3DPEHPK3PXP") != sealed


def test_another_key_opens_nothing(settings):
    sealed = seal("a secret")
    settings.SECRET_KEY = "another"

    with pytest.raises(ValueError, match="not sealed here"):
        unseal(sealed)


def test_an_older_key_goes_on_opening(settings):
    sealed = seal("a secret")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the new one"

    assert unseal(sealed) == "a secret"


@pytest.mark.parametrize("changed", ["", "x", "æ", "gAAAAA"])
def test_what_was_changed_opens_nothing(changed):
    with pytest.raises(ValueError, match="not sealed here"):
        unseal(changed)

"""One spelling for what readers take for the same word.

Small letters, no accents. The Nordic letters are written as readers write them who lack the keys:
``ø``, ``ö`` and ``oe`` become ``o``; ``æ``, ``ä`` and ``ae`` become ``a``; ``å`` and ``aa`` become
``a``. So Tromsø is found by "Tromso" and by "Tromsoe", Ålborg by "Aalborg", idé by "ide". In
Finnish two vowels are two vowels: there only the dots go.
"""

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"\w+")
#: Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {
        "æ": "a",
        "œ": "o",
        "ø": "o",
        "ð": "d",
        "đ": "d",
        "þ": "th",
        "ß": "ss",
        "ł": "l",
        "ŋ": "n",
        "ŧ": "t",
    }
)
_DIGRAPHS = re.compile(r"aa|ae|oe")
#: Languages in which two vowels are never one letter.
KEEPS_DIGRAPHS = frozenset({"fi"})


@lru_cache(maxsize=100_000)
def fold(word: str, language: str = "nb") -> str:
    """Write a word in small letters from a to z and digits; foreign scripts become their codes."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(_LETTERS))
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    if language not in KEEPS_DIGRAPHS:
        plain = _DIGRAPHS.sub(lambda found: found[0][0], plain)
    return "".join(each if each.isascii() else f"{ord(each):x}" for each in plain if each.isalnum())


def words_of(text: str) -> list[str]:
    """List the words of a text as they are written."""
    return WORD.findall(text.replace("_", " "))

"""Words so common that they say nothing of what somebody looks for.

They are neither indexed nor asked for. What is a word like others in one of the languages is not
among them: English "by" is a town in Norwegian.
"""

from samspill.search.words.folding import fold

_WORDS = """
nb: og i på en et ei er som til for av med det den de at om fra har ved å var vil kan skal ikke eller
    seg sin sitt sine hva hvor hvordan hvem hvilke hvilken når etter under mellom blir ble hos vår våre
    vi du jeg oss din dine mer enn så men også der dette denne disse alle noe noen finnes gjør uten
nn: og i på ein eit ei er som til for av med det den dei at om frå har ved å var vil kan skal ikkje
    eller seg sin sitt sine kva kvar korleis kven kva når etter under mellom blir vart hjå vår våre vi
    du eg oss din dine meir enn så men også der dette denne desse alle noko nokon finst gjer utan
sv: och i på en ett är som till för av med det den de att om från har vid var vill kan ska skall inte
    eller sig sin sitt sina vad var hur vem vilka vilken när efter under mellan blir blev hos vår våra
    vi du jag oss din dina mer än så men också där detta denna dessa alla något några finns gör utan
da: og i på en et er som til for af med det den de at om fra har ved var vil kan skal ikke eller sig
    sin sit sine hvad hvor hvordan hvem hvilke hvilken når efter under mellem bliver blev hos vores
    vi du jeg os din dine mere end så men også der dette denne disse alle noget nogen findes gør uden
fi: ja on ei se että joka mikä mitä missä miten kuka kun kuin myös tai mutta ovat oli olla ole hän he
    me te tämä nämä tuo ne sekä eli niin jos vai kanssa ilman
en: and in on a an the is are as to for of with it that at from has have was will can shall not or
    what where how who which when after under between be been our we you i us your more than so but
    also there this these all some any does do without
"""


def _read() -> frozenset[str]:
    found = set()
    language = ""
    for word in _WORDS.split():
        if word.endswith(":"):
            language = word[:-1]
        else:
            found.add(fold(word, language))
    return frozenset(found)


STOPWORDS = _read()


def is_stopword(word: str) -> bool:
    """Tell whether a word says nothing of what somebody looks for."""
    return fold(word) in STOPWORDS

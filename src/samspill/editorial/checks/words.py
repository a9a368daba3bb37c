"""Words that say little a year later, and links that say nothing, in each language."""

import re
from collections.abc import Mapping, Sequence

#: Words whose meaning moves with the day on which they are read.
_RELATIVE: Mapping[str, Sequence[str]] = {
    "nb": (
        *("i år", "i fjor", "neste år", "til neste år", "i dag", "i går", "i morgen", "nylig"),
        *("(?<!å )nå", "for tiden", "i denne tiden", "denne uken", "denne uka", "forrige uke"),
        *("neste uke", "denne måneden", "forrige måned", "neste måned", "i sommer", "i høst"),
        *("i vinter", r"i vår(?=[.,;:!?\n]|$)", "snart", "nystarte[dt]e?", "ferske?"),
    ),
    "nn": (
        *("i år", "i fjor", "neste år", "til neste år", "i dag", "i går", "i morgon", "nyleg"),
        *("no", "for tida", "i denne tida", "denne veka", "førre veke", "neste veke"),
        *("denne månaden", "førre månad", "neste månad", "i sommar", "i haust", "i vinter"),
        *(r"i vår(?=[.,;:!?\n]|$)", "snart", "nystarta"),
    ),
    "sv": (
        *("i år", "i fjol", "förra året", "nästa år", "idag", "i dag", "igår", "i går"),
        *("imorgon", "i morgon", "nyligen", "nu", "för närvarande", "den här veckan"),
        *("förra veckan", "nästa vecka", "den här månaden", "förra månaden", "nästa månad"),
        *("i sommar", "i höst", "i vinter", "i vår(?=[.,;:!?\\n]|$)", "snart"),
    ),
    "da": (
        *("i år", "sidste år", "næste år", "i dag", "i går", "i morgen", "for nylig", "nu"),
        *("for tiden", "i denne uge", "sidste uge", "næste uge", "denne måned", "sidste måned"),
        *("næste måned", "til sommer", "i sommer", "til efteråret", "i efteråret", "snart"),
    ),
    "fi": (
        *("tänä vuonna", "viime vuonna", "ensi vuonna", "tänään", "eilen", "huomenna", "äskettäin"),
        *("nyt", "tällä hetkellä", "tällä viikolla", "viime viikolla", "ensi viikolla"),
        *("tässä kuussa", "viime kuussa", "ensi kuussa", "ensi kesänä", "ensi syksynä", "pian"),
    ),
    "en": (
        *("this year", "last year", "next year", "today", "yesterday", "tomorrow", "recently"),
        *("now", "currently", "at present", "these days", "this week", "last week", "next week"),
        *("this month", "last month", "next month", "this summer", "this autumn", "this spring"),
        *("soon", "newly started"),
    ),
}
RELATIVE: Mapping[str, re.Pattern[str]] = {
    language: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
    for language, words in _RELATIVE.items()
}

#: Words of links that do not say where they lead, whatever the language of the text.
SAYING_NOTHING = frozenset(
    {
        *("her", "klikk her", "trykk her", "les mer", "mer", "lenke", "denne lenken", "se her"),
        *("klikk her for mer", "les meir", "meir", "lenkje", "sjå her", "trykk her for meir"),
        *("här", "klicka här", "läs mer", "mer", "länk", "se här"),
        *("klik her", "læs mere", "mere", "link"),
        *("tästä", "täältä", "klikkaa tästä", "lue lisää", "lisää", "linkki"),
        *("here", "click here", "read more", "more", "link", "this", "this page", "see here"),
    }
)

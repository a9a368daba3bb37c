"""The words for time in each language: those we write, and those we understand besides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from babel import Locale

from samspill.core.imprecise.units import AUTUMN, SPRING, SUMMER, WINTER


@dataclass(frozen=True, kw_only=True)
class Words:
    """How a language speaks of time. The first of several is the one that is written."""

    locale: str
    #: spring, summer, autumn, winter, each in all its forms
    seasons: Mapping[int, Sequence[str]]
    before: Sequence[str]
    since: Sequence[str] = ()
    #: "some time in", before a month and before a year
    some_time_in_month: Sequence[str] = ()
    some_time_in_year: Sequence[str] = ()
    until: Sequence[str] = ()
    clock: Sequence[str] = ()
    #: words that may stand in between and say nothing: "in the spring *of* 2020"
    filling: Sequence[str] = ()
    #: by which city people call a time zone
    cities: Mapping[str, str] = field(default_factory=dict)


WORDS: Mapping[str, Words] = {
    "nb": Words(
        locale="nb",
        seasons={
            SPRING: ("våren", "vår", "vårs"),
            SUMMER: ("sommeren", "sommer"),
            AUTUMN: ("høsten", "høst"),
            WINTER: ("vinteren", "vinter"),
        },
        before=("før",),
        since=("fra", "fra og med", "siden"),
        some_time_in_month=("en gang i", "engang i", "i løpet av", "en dag i"),
        some_time_in_year=("en gang i", "engang i", "i løpet av"),
        until=("til", "til og med"),
        clock=("kl.", "kl", "klokken", "klokka"),
        filling=("i", "om", "på", "den", "år", "året"),
        cities={
            "Europe/Copenhagen": "København",
            "Europe/Helsinki": "Helsingfors",
            "Europe/Stockholm": "Stockholm",
            "Atlantic/Reykjavik": "Reykjavik",
        },
    ),
    "nn": Words(
        locale="nn",
        seasons={
            SPRING: ("våren", "vår"),
            SUMMER: ("sommaren", "sommar", "sumaren", "sumar"),
            AUTUMN: ("hausten", "haust"),
            WINTER: ("vinteren", "vinter"),
        },
        before=("før",),
        since=("frå", "frå og med", "sidan"),
        some_time_in_month=("ein gong i", "i løpet av", "ein dag i"),
        some_time_in_year=("ein gong i", "i løpet av"),
        until=("til", "til og med"),
        clock=("kl.", "kl", "klokka"),
        filling=("i", "om", "på", "den", "år", "året"),
        cities={
            "Europe/Copenhagen": "København",
            "Europe/Helsinki": "Helsingfors",
            "Europe/Stockholm": "Stockholm",
            "Atlantic/Reykjavik": "Reykjavik",
        },
    ),
    "sv": Words(
        locale="sv",
        seasons={
            SPRING: ("våren", "vår"),
            SUMMER: ("sommaren", "sommar"),
            AUTUMN: ("hösten", "höst"),
            WINTER: ("vintern", "vinter"),
        },
        before=("före", "innan"),
        since=("från", "från och med", "sedan"),
        some_time_in_month=("någon gång i", "någon dag i"),
        some_time_in_year=("någon gång under", "någon gång"),
        until=("till", "till och med"),
        clock=("kl.", "kl", "klockan"),
        filling=("i", "om", "på", "den", "år", "året", "under"),
        cities={
            "Europe/Copenhagen": "Köpenhamn",
            "Europe/Helsinki": "Helsingfors",
            "Europe/Stockholm": "Stockholm",
            "Atlantic/Reykjavik": "Reykjavik",
        },
    ),
    "da": Words(
        locale="da",
        seasons={
            SPRING: ("foråret", "forår"),
            SUMMER: ("sommeren", "sommer"),
            AUTUMN: ("efteråret", "efterår"),
            WINTER: ("vinteren", "vinter"),
        },
        before=("før", "inden"),
        since=("fra", "fra og med", "siden"),
        some_time_in_month=("engang i", "en gang i", "på et tidspunkt i", "i løbet af"),
        some_time_in_year=("engang i", "en gang i", "på et tidspunkt i", "i løbet af"),
        until=("til", "til og med"),
        clock=("kl.", "kl", "klokken"),
        filling=("i", "om", "på", "den", "år", "året"),
        cities={
            "Europe/Copenhagen": "København",
            "Europe/Helsinki": "Helsinki",
            "Europe/Stockholm": "Stockholm",
            "Atlantic/Reykjavik": "Reykjavik",
        },
    ),
    "fi": Words(
        locale="fi",
        # As it stands alone, the cases after "before" and "from", then those of "in" and "of".
        seasons={
            SPRING: ("kevät", "kevättä", "keväästä", "keväällä", "keväänä", "kevään"),
            SUMMER: ("kesä", "kesää", "kesästä", "kesällä", "kesänä", "kesän"),
            AUTUMN: ("syksy", "syksyä", "syksystä", "syksyllä", "syksynä", "syksyn"),
            WINTER: ("talvi", "talvea", "talvesta", "talvella", "talvena", "talven"),
        },
        before=("ennen",),
        since=("alkaen", "lähtien"),
        some_time_in_month=("joskus",),
        some_time_in_year=("joskus",),
        clock=("klo", "kello"),
        filling=("vuosi", "vuotta", "vuodesta", "vuonna", "vuoden"),
        cities={
            "Europe/Copenhagen": "Kööpenhamina",
            "Europe/Helsinki": "Helsinki",
            "Europe/Stockholm": "Tukholma",
            "Atlantic/Reykjavik": "Reykjavik",
        },
    ),
    "en": Words(
        locale="en_GB",
        seasons={
            SPRING: ("spring",),
            SUMMER: ("summer",),
            AUTUMN: ("autumn", "fall"),
            WINTER: ("winter",),
        },
        before=("before",),
        since=("from", "since"),
        some_time_in_month=("some time in", "sometime in"),
        some_time_in_year=("some time in", "sometime in"),
        until=("to", "until"),
        clock=("at",),
        filling=("in", "on", "the", "of", "during", "year"),
        cities={
            "Europe/Copenhagen": "Copenhagen",
            "Europe/Helsinki": "Helsinki",
            "Europe/Stockholm": "Stockholm",
            "Atlantic/Reykjavik": "Reykjavik",
        },
    ),
}

#: Finnish months are inflected by their ending: in kesäkuu, "before" is kesäkuuta.
FINNISH_MONTH_ENDINGS = ("", "ta", "sta", "ssa", "n", "na", "lla")


@lru_cache
def month_names(language: str) -> Sequence[str]:
    """Return the twelve months as they stand by themselves; index 0 is empty."""
    names = Locale.parse(WORDS[language].locale).months["stand-alone"]["wide"]
    return ("", *(names[number] for number in range(1, 13)))


@lru_cache
def months(language: str) -> Mapping[str, int]:
    """Return every word that means a month, in lower case and without a full stop."""
    found: dict[str, int] = {}
    calendar = Locale.parse(WORDS[language].locale).months
    for usage in ("stand-alone", "format"):
        for width in ("wide", "abbreviated"):
            for number, name in calendar[usage][width].items():
                found[name.rstrip(".").casefold()] = number
    if language == "fi":
        for number, name in enumerate(month_names("fi")[1:], start=1):
            found |= {name + ending: number for ending in FINNISH_MONTH_ENDINGS}
    return found


@lru_cache
def seasons(language: str) -> Mapping[str, int]:
    """Return every word that means a season, in lower case."""
    return {word: season for season, forms in WORDS[language].seasons.items() for word in forms}

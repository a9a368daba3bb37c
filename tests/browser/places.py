"""Where there is something to look at: a page of every kind and state that an address leads to."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils import translation

from tests.pages.addresses import ARTICLE, GUIDE, STANDING, address

#: One that is going on, one to come, one completed; one retold, with texts in Norwegian only.
ONGOING = "ombruk-i-offentlige-kjokken"
TO_COME = "vintervei-med-lave-utslipp"
COMPLETED = "skolegarder-som-taler-regn"
RETOLD = "utslippsfri-levering"


def public_pages(language: str) -> Mapping[str, str]:
    """List the pages that anybody can open, by name."""
    initiatives = address("initiatives", language)
    of_initiative = {
        f"{kind}": address(kind, language, ONGOING)
        for kind in ("follow", "asked", "contact", "received")
    }
    return {
        **{name: address(name, language) for name in STANDING},
        "list, filtered": f"{initiatives}?status=ongoing",
        "list, empty": f"{initiatives}?theme=winter-roads&country=IS",
        "answers": f"{address('search', language)}?q=levering",
        "answers, narrowed": f"{address('search', language)}?q=anskaffelse&kind=initiative",
        "answers, none, with a guess": f"{address('search', language)}?q=anskafellse",
        "answers, none": f"{address('search', language)}?q=qqqqq",
        "answers, some": f"{address('search', language)}?q=ferge+qqqqq&order=newest",
        "initiative, ongoing": address("initiative", language, ONGOING),
        "initiative, to come": address("initiative", language, TO_COME),
        "initiative, completed": address("initiative", language, COMPLETED),
        "initiative, retold": address("initiative", language, RETOLD),
        **of_initiative,
        "all that can be followed": address("following", language),
        "follow all articles": address("follow_articles", language),
        "follow all articles, asked": address("asked_articles", language),
        "follow a programme": address("follow_programme", language, "fellesloftet"),
        "follow a theme": address("follow_theme", language, "reusable-packaging"),
        "follow a place": address("follow_territory", language, "telemark"),
        "gathering, to come": address("gathering", language, "samling-i-bjorkhamn"),
        "gathering, past": address("gathering", language, "informasjonsmote-mat-uten-soppel"),
        "gathering, retold": address("gathering", language, "samling-i-oslo-2019"),
        "programme, present": address("programme", language, "fellesloftet"),
        "programme, with map": address("programme", language, "btv"),
        "programme, retold": address("programme", language, "leverandorutvikling"),
        "archive, of a year": address("archive_year", language, 2016),
        "archive, empty": f"{address('archive', language)}?theme=green-profile&place=oslo",
        "article, retold": address("article", language, *ARTICLE),
        "guide": address("guide", language, GUIDE),
        "guide, of the third level": address("guide", language, "kunngjor-og-inviter"),
        "theme": address("theme", language, "reusable-packaging"),
        "place": address("territory", language, "telemark"),
        "place, former": address("territory", language, "telemark-til-2019"),
        "organisation": address("organisation", language, "kjokkenradet"),
        "organisation, retold": address("organisation", language, "lup"),
        "how to get an account": by_name("account_signup", language),
    }


def main_pages(language: str) -> Mapping[str, str]:
    """List the pages that the main job goes through, and that anybody can open."""
    return {
        "front": address("front", language),
        "list": address("initiatives", language),
        "initiative": address("initiative", language, ONGOING),
        "follow": address("follow", language, ONGOING),
        "contact": address("contact", language, ONGOING),
        "programme": address("programme", language, "btv"),
        "sign in": by_name("account_request_login_code", language),
    }


def by_name(name: str, language: str, *args: object) -> str:
    """Write the path of a page outside the portal in a language."""
    with translation.override(language):
        return reverse(name, args=args)

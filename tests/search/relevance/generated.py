"""Content beyond the stories: fifteen subjects, each told in several kinds of things and languages.

Made by rule from words that people chose, so that what answers a question about a subject is known.
"""

from datetime import UTC, datetime

from samspill.core.translated import Translated
from samspill.search.actions import put
from samspill.search.choices import Kind
from samspill.search.things import Thing

LANGUAGES = ("nb", "nn", "sv", "da", "fi", "en")
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
#: A subject in each language, as it stands in a title.
SUBJECTS = {
    "charging": ("Ladestasjoner", "Ladestasjonar", "Laddstationer", "Ladestationer", "Latausasemat", "Charging stations"),
    "lights": ("Gatelys", "Gatelys", "Gatubelysning", "Gadebelysning", "Katuvalaistus", "Street lighting"),
    "robots": ("Medisinroboter", "Medisinrobotar", "Läkemedelsrobotar", "Medicinrobotter", "Lääkerobotit", "Medicine robots"),
    "playgrounds": ("Lekeplasser", "Leikeplassar", "Lekplatser", "Legepladser", "Leikkipaikat", "Playgrounds"),
    "leaks": ("Vannlekkasjer", "Vasslekkasjar", "Vattenläckor", "Vandlækager", "Vesivuodot", "Water leaks"),
    "seabed": ("Kartlegging av havbunnen", "Kartlegging av havbotnen", "Kartläggning av havsbotten", "Kortlægning af havbunden", "Merenpohjan kartoitus", "Mapping of the seabed"),
    "clothes": ("Arbeidsklær", "Arbeidsklede", "Arbetskläder", "Arbejdstøj", "Työvaatteet", "Work clothes"),
    "furniture": ("Brukte møbler", "Brukte møblar", "Begagnade möbler", "Brugte møbler", "Käytetyt huonekalut", "Used furniture"),
    "ambulances": ("Ambulanser", "Ambulansar", "Ambulanser", "Ambulancer", "Ambulanssit", "Ambulances"),
    "archives": ("Digitale arkiver", "Digitale arkiv", "Digitala arkiv", "Digitale arkiver", "Digitaaliset arkistot", "Digital archives"),
    "concrete": ("Betong med lavt klimaavtrykk", "Betong med lågt klimaavtrykk", "Betong med lågt klimatavtryck", "Beton med lavt klimaaftryk", "Vähähiilinen betoni", "Low-carbon concrete"),
    "libraries": ("Biblioteker", "Bibliotek", "Bibliotek", "Biblioteker", "Kirjastot", "Libraries"),
    "buses": ("Elbusser", "Elbussar", "Elbussar", "Elbusser", "Sähköbussit", "Electric buses"),
    "translation": ("Tolketjenester", "Tolketenester", "Tolktjänster", "Tolketjenester", "Tulkkauspalvelut", "Interpreting services"),
    "lorries": ("Lastebiler på strøm", "Lastebilar på straum", "Eldrivna lastbilar", "Eldrevne lastbiler", "Sähköiset kuorma-autot", "Electric lorries"),
}  # fmt: skip
#: What is said of any subject: words that every one of them shares.
SAID = {
    "nb": "Kommunene samler behovene sine og inviterer leverandører til dialog før anskaffelsen.",
    "nn": "Kommunane samlar behova sine og inviterer leverandørar til dialog før anskaffinga.",
    "sv": "Kommunerna samlar sina behov och bjuder in leverantörer till dialog före upphandlingen.",
    "da": "Kommunerne samler deres behov og inviterer leverandører til dialog før udbuddet.",
    "fi": "Kunnat kokoavat tarpeensa ja kutsuvat toimittajat vuoropuheluun ennen hankintaa.",
    "en": "The municipalities gather their needs and invite suppliers to talks before the procurement.",
}
#: The things of each subject: kind, in which languages, and where the subject is named.
SHAPES = (
    ("whole", Kind.INITIATIVE, LANGUAGES, "title"),
    ("nb", Kind.ARTICLE, ("nb",), "title"),
    ("sv", Kind.ARTICLE, ("sv",), "title"),
    ("da", Kind.ARTICLE, ("da",), "title"),
    ("fi", Kind.ARTICLE, ("fi",), "title"),
    ("news", Kind.UPDATE, LANGUAGES, "body"),
    ("guide", Kind.GUIDE, ("nb", "en"), "body"),
)
TITLES = {
    "nb": "Slik gikk det", "nn": "Slik gjekk det", "sv": "Så gick det", "da": "Sådan gik det",
    "fi": "Näin kävi", "en": "How it went",
}  # fmt: skip
#: Questions about a subject, as people ask them: in other forms, without the letters, by a part.
ASKED = {
    "charging": {"nb": "ladestasjon", "sv": "laddstationerna", "da": "ladestation", "fi": "latausasema", "en": "charging station"},
    "lights": {"nb": "gatelyset", "sv": "gatubelysningen", "da": "gadebelysningen", "fi": "katuvalaistuksen", "en": "street lights"},
    "robots": {"nb": "robot for medisin", "sv": "lakemedelsrobot", "da": "medicinrobot", "fi": "laakerobotti", "en": "medicine robot"},
    "playgrounds": {"nb": "lekeplassene", "sv": "lekplats", "da": "legepladsen", "fi": "leikkipaikka", "en": "playground"},
    "leaks": {"nb": "lekkasje", "sv": "vattenläcka", "da": "vandlækage", "fi": "vesivuoto", "en": "water leak"},
    "seabed": {"nb": "havbunn", "sv": "kartlägga havsbotten", "da": "havbund", "fi": "merenpohja", "en": "seabed"},
    "clothes": {"nb": "arbeidsklaer", "sv": "arbetskläder", "da": "arbejdstoej", "fi": "työvaate", "en": "clothes for work"},
    "furniture": {"nb": "møbel", "sv": "begagnad möbel", "da": "brugte moebler", "fi": "huonekalu", "en": "used furniture"},
    "ambulances": {"nb": "ambulansen", "sv": "ambulans", "da": "ambulance", "fi": "ambulanssi", "en": "ambulance"},
    "archives": {"nb": "arkiv", "sv": "digitalt arkiv", "da": "arkivet", "fi": "arkisto", "en": "archive"},
    "concrete": {"nb": "betong klimaavtrykk", "sv": "betong", "da": "beton", "fi": "betonia", "en": "concrete"},
    "libraries": {"nb": "bibliotekene", "sv": "biblioteken", "da": "bibliotek", "fi": "kirjasto", "en": "library"},
    "buses": {"nb": "elbuss", "sv": "elbussarna", "da": "elbusserne", "fi": "sähköbussi", "en": "electric bus"},
    "translation": {"nb": "tolk", "sv": "tolktjänst", "da": "tolkning", "fi": "tulkkaus", "en": "interpreting"},
    "lorries": {"nb": "lastebil", "sv": "lastbil", "da": "lastbiler", "fi": "kuorma-auto", "en": "truck"},
}  # fmt: skip
#: What a thing is worth as an answer: named in the title, in the reader's language or another; told.
IN_TITLE, ELSEWHERE, TOLD = 3, 2, 1
_TELLS_APART = {"nb": "nn"}


def put_generated(*, at):
    """Put every thing of every subject into the index."""
    for number, (subject, words) in enumerate(SUBJECTS.items()):
        names = dict(zip(LANGUAGES, words, strict=True))
        for step, (shape, kind, languages, place) in enumerate(SHAPES):
            day = datetime(2014 + (number + step) % 11, 1 + step, 1 + number, 12, tzinfo=UTC)
            in_title = place == "title"
            put(
                Thing(
                    kind=kind,
                    key=f"{subject}-{shape}",
                    title=Translated(
                        {code: names[code] if in_title else TITLES[code] for code in languages}
                    ),
                    lead=Translated({code: SAID[code] for code in languages}),
                    body=[
                        Translated(
                            {
                                code: f"{names[code] if not in_title else ''} {SAID[code]} " * 2
                                for code in languages
                            }
                        )
                    ],
                    route="portal:initiative",
                    arguments=[f"{subject}-{shape}"],
                    shown_from=LONG_AGO,
                    open_from=LONG_AGO,
                    dated_at=day,
                ),
                at=at,
            )


def questions_about_subjects():
    """Give every question about a subject: language, words, and what answers it."""
    for subject, asked in ASKED.items():
        for language, words in asked.items():
            answers = {}
            for shape, kind, languages, place in SHAPES:
                worth = IN_TITLE if language in languages else ELSEWHERE
                letter = {"initiative": "I", "article": "A", "update": "U", "guide": "W"}[
                    kind.value
                ]
                answers[f"{letter}:{subject}-{shape}"] = worth if place == "title" else TOLD
            yield language, words, answers

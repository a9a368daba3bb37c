"""Imprecise time: read, written, compared; never more precise than it is known."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from samspill.core.imprecise import Form, ImpreciseTime, Precision
from samspill.core.imprecise.units import Unit
from samspill.core.languages import LANGUAGES

settings.register_profile("imprecise", deadline=None)
settings.load_profile("imprecise")

OSLO = ZoneInfo("Europe/Oslo")
ZONES = ["Europe/Oslo", "Europe/Helsinki", "Atlantic/Reykjavik", "America/Nuuk", "UTC"]


@st.composite
def days(draw):
    day = draw(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
    return Unit(year=day.year, month=day.month, day=day.day)


years = st.builds(Unit, year=st.integers(1800, 2199))
seasons = st.builds(Unit, year=st.integers(1800, 2199), season=st.integers(21, 24))
months = st.builds(Unit, year=st.integers(1800, 2199), month=st.integers(1, 12))
spans = years | seasons | months | days()


@st.composite
def minutes(draw):
    day, clock = draw(days()), draw(st.times())
    try:
        return Unit(
            year=day.year,
            month=day.month,
            day=day.day,
            clock=time(clock.hour, clock.minute),
            zone=draw(st.sampled_from(ZONES)),
        )
    except ValueError:  # the clocks are put forward past it
        assume(False)


@st.composite
def periods(draw):
    ends = [draw(spans), draw(spans)]
    ends.sort(key=lambda unit: unit.first_day)
    assume(ends[0].first_day < ends[1].first_day)
    return ImpreciseTime(form=Form.PERIOD, start=ends[0], end=ends[1])


def told(form, units, end="start"):
    return units.map(lambda unit: ImpreciseTime(form=form, **{end: unit}))


times = st.one_of(
    told(Form.WHOLE, spans | minutes()),
    told(Form.SOME_TIME, years | months),
    told(Form.BEFORE, spans | minutes(), end="end"),
    told(Form.FROM, spans | minutes()),
    periods(),
)
moments = st.datetimes(datetime(1790, 1, 1), datetime(2210, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize("language", LANGUAGES)
@given(time=times)
def test_what_is_written_is_read_again(language, time):
    assert ImpreciseTime.parse(time.in_language(language), language) == time


@given(time=times)
def test_edtf_comes_back_and_fits_its_column(time):
    assert ImpreciseTime.from_edtf(time.to_edtf()) == time
    assert len(time.to_edtf()) <= 60


@pytest.mark.parametrize("language", LANGUAGES)
@given(time=times)
def test_edtf_is_read_in_every_language(language, time):
    assert ImpreciseTime.parse(time.to_edtf(), language) == time


@given(times, times, times)
def test_times_have_a_total_order(one, two, three):
    assert (one < two) + (one == two) + (one > two) == 1
    if one <= two <= three:
        assert one <= three


@given(times, times)
def test_the_order_is_that_of_the_earliest_moment(one, two):
    assume(Form.BEFORE not in {one.form, two.form})
    if one.earliest() < two.earliest():
        assert one < two


@given(times)
def test_nothing_ends_before_it_begins(time):
    for zone in ZONES:
        assert time.earliest(zone) < time.latest(zone)


@given(times, moments, moments)
def test_what_has_begun_stays_begun_and_what_is_over_stays_over(time, one, two):
    earlier, later = sorted([one, two])
    assert time.has_begun(earlier) <= time.has_begun(later)
    assert time.is_over(earlier) <= time.is_over(later)
    assert time.is_over(one) <= time.has_begun(one)


@given(spans)
def test_a_day_is_never_invented(unit):
    time = ImpreciseTime(form=Form.WHOLE, start=unit)
    for language in LANGUAGES:
        figures = sum(letter.isdigit() for letter in time.in_language(language))
        assert (figures > 4) == (time.precision == Precision.DAY)


WRITTEN = {
    "2020": ["2020"] * 6,
    "2020-21": [
        "våren 2020",
        "våren 2020",
        "våren 2020",
        "foråret 2020",
        "kevät 2020",
        "spring 2020",
    ],
    "2020-23": [
        "høsten 2020",
        "hausten 2020",
        "hösten 2020",
        "efteråret 2020",
        "syksy 2020",
        "autumn 2020",
    ],
    "2020-06": ["juni 2020"] * 4 + ["kesäkuu 2020", "June 2020"],
    "2016-06-XX": [
        "en gang i juni 2016",
        "ein gong i juni 2016",
        "någon gång i juni 2016",
        "engang i juni 2016",
        "joskus kesäkuussa 2016",
        "some time in June 2016",
    ],
    "2016-XX-XX": [
        "en gang i 2016",
        "ein gong i 2016",
        "någon gång under 2016",
        "engang i 2016",
        "joskus vuonna 2016",
        "some time in 2016",
    ],
    "2019-10-24": [
        "24. oktober 2019",
        "24. oktober 2019",
        "24 oktober 2019",
        "24. oktober 2019",
        "24.10.2019",
        "24 October 2019",
    ],
    "2019-10-24T09:00[Europe/Oslo]": [
        "24. oktober 2019 kl. 09.00",
        "24. oktober 2019 kl. 09.00",
        "24 oktober 2019 kl. 09.00",
        "24. oktober 2019 kl. 09.00",
        "24.10.2019 klo 9.00",
        "24 October 2019 at 09:00",
    ],
    "2019-10-24T09:00[Europe/Stockholm]": [
        "24. oktober 2019 kl. 09.00 (Stockholm)",
        "24. oktober 2019 kl. 09.00 (Stockholm)",
        "24 oktober 2019 kl. 09.00 (Stockholm)",
        "24. oktober 2019 kl. 09.00 (Stockholm)",
        "24.10.2019 klo 9.00 (Tukholma)",
        "24 October 2019 at 09:00 (Stockholm)",
    ],
    "../2016-22": [
        "før sommeren 2016",
        "før sommaren 2016",
        "före sommaren 2016",
        "før sommeren 2016",
        "ennen kesää 2016",
        "before summer 2016",
    ],
    "../2016": [
        "før 2016",
        "før 2016",
        "före 2016",
        "før 2016",
        "ennen vuotta 2016",
        "before 2016",
    ],
    "2016-06/..": [
        "fra juni 2016",
        "frå juni 2016",
        "från juni 2016",
        "fra juni 2016",
        "kesäkuusta 2016 alkaen",
        "from June 2016",
    ],
    "2022/2024": ["2022–2024"] * 6,
    "2020-04/2020-06": ["april–juni 2020"] * 4 + ["huhtikuu–kesäkuu 2020", "April–June 2020"],
    "2024-05-28/2024-05-29": [
        "28.–29. mai 2024",
        "28.–29. mai 2024",
        "28–29 maj 2024",
        "28.–29. maj 2024",
        "28.–29.5.2024",
        "28–29 May 2024",
    ],
    "2024-05-28/2024-06-02": [
        "28. mai – 2. juni 2024",
        "28. mai – 2. juni 2024",
        "28 maj – 2 juni 2024",
        "28. maj – 2. juni 2024",
        "28.5.–2.6.2024",
        "28 May – 2 June 2024",
    ],
}


@pytest.mark.parametrize(
    ("edtf", "language", "text"),
    [
        (edtf, language, text)
        for edtf, texts in WRITTEN.items()
        for language, text in zip(LANGUAGES, texts, strict=True)
    ],
)
def test_each_language_writes_time_in_its_own_way(edtf, language, text):
    assert ImpreciseTime.from_edtf(edtf).in_language(language) == text


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("nb", "Våren 2020", "2020-21"),
        ("nb", "vår 2020", "2020-21"),
        ("nb", "  våren\N{NO-BREAK SPACE}2020 ", "2020-21"),
        ("nb", "i juni 2020", "2020-06"),
        ("nb", "24.10.2019", "2019-10-24"),
        ("nb", "24.10.2019 kl. 9", "2019-10-24T09:00[Europe/Oslo]"),
        ("nb", "24. okt. 2019 klokken 13:30", "2019-10-24T13:30[Europe/Oslo]"),
        ("nb", "24. oktober 2019, 09.00", "2019-10-24T09:00[Europe/Oslo]"),
        ("nb", "24. oktober 2019 kl. 10.00 (Helsingfors)", "2019-10-24T10:00[Europe/Helsinki]"),
        ("nb", "24. oktober 2019 kl. 10.00 (europe/helsinki)", "2019-10-24T10:00[Europe/Helsinki]"),
        ("nb", "i løpet av 2020", "2020-XX-XX"),
        ("nb", "i løpet av våren 2020", "2020-21"),
        ("nb", "fra 2022 til 2024", "2022/2024"),
        ("nb", "2022 - 2024", "2022/2024"),
        ("nb", "28.-29. mai 2024".replace("-", "—"), "2024-05-28/2024-05-29"),
        ("nb", "vinteren 2019/2020", "2020-24"),
        ("nb", "vinteren 2019–2020", "2020-24"),
        ("nb", "fra og med 2016", "2016/.."),
        ("nb", "2019-10-24 09:00", "2019-10-24T09:00[Europe/Oslo]"),
        ("nb", "2019-10-24T09:00", "2019-10-24T09:00[Europe/Oslo]"),
        ("nb", "2020-XX", "2020-XX-XX"),
        ("nn", "ein gong i juni 2016", "2016-06-XX"),
        ("nn", "hausten 2020", "2020-23"),
        ("sv", "2019-10-24 kl. 09.00", "2019-10-24T09:00[Europe/Oslo]"),
        ("sv", "den 24 oktober 2019 klockan 9.00", "2019-10-24T09:00[Europe/Oslo]"),
        ("sv", "innan sommaren 2016", "../2016-22"),
        ("da", "forår 2020", "2020-21"),
        ("da", "på et tidspunkt i juni 2016", "2016-06-XX"),
        ("fi", "keväällä 2020", "2020-21"),
        ("fi", "kesäkuussa 2020", "2020-06"),
        ("fi", "24. lokakuuta 2019 klo 9.00", "2019-10-24T09:00[Europe/Oslo]"),
        ("fi", "vuonna 2020", "2020"),
        ("fi", "28.5.–2.6.2024", "2024-05-28/2024-06-02"),
        ("en", "in the spring of 2020", "2020-21"),
        ("en", "fall 2020", "2020-23"),
        ("en", "May 2020", "2020-05"),
        ("en", "October 24, 2019", "2019-10-24"),
        ("en", "the 24th of October 2019", "2019-10-24"),
        ("en", "24 October 2019 09:00", "2019-10-24T09:00[Europe/Oslo]"),
        ("en", "24 October 2019 at 1.30 pm", "2019-10-24T13:30[Europe/Oslo]"),
        ("en", "24/10/2019", "2019-10-24"),
        ("en", "from 2022 to 2024", "2022/2024"),
        ("en", "since 2016", "2016/.."),
        ("en", "some time in June 2016", "2016-06-XX"),
    ],
)
def test_people_are_understood(language, text, edtf):
    assert ImpreciseTime.parse(text, language) == ImpreciseTime.from_edtf(edtf)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "cannot be understood"),
        ("soon", "cannot be understood"),
        ("spring", "which year"),
        ("June", "which year"),
        ("24", "which year"),
        ("24 2019", "which month"),
        ("24.10.19", "cannot be understood"),
        ("30 February 2020", "no day 30"),
        ("2020-13-01", "twelve months"),
        ("24 spring 2020", "cannot be understood"),
        ("1066", "between 1800 and 2199"),
        ("24 October 2019 25:00", "between 00.00 and 23.59"),
        ("October 2019 at 09:00", "needs its day"),
        ("24 October 2019 09:00 (Narnia)", "no time zone called narnia"),
        ("2024–2022", "begin before it ends"),
        ("2022–2022", "begin before it ends"),
        ("some time in 24 October 2019", "followed by a month or a year"),
        ("31 March 2019 02:30", "02.30 does not exist on that day"),
        ("²⁰²⁰", "cannot be understood"),
        ("2020 2020", "cannot be understood"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        ImpreciseTime.parse(text, "en")


@pytest.mark.parametrize(
    "text",
    [
        "../..",
        "../2016/2017",
        "2016/2017/2018",
        "/2016",
        "2016/",
        "2019-10-24T09:00",
        "2019-10-24T09:00[Europe/Oslo]/2019-10-24T12:00[Europe/Oslo]",
        "2019-10-XX-XX",
        "2020-21-XX",
        "2019-10-24-XX",
        "2020-6",
        "2020-00",
        "2020-25",
        "2020-02-30",
        "٢٠٢٠",
    ],
)
def test_what_is_no_edtf_of_ours_is_refused(text):
    with pytest.raises(ValueError, match=r"\.$"):
        ImpreciseTime.from_edtf(text)


@given(st.text(max_size=40), st.sampled_from(list(LANGUAGES)))
def test_no_text_makes_the_reader_stumble(text, language):
    with suppress(ValueError):
        time = ImpreciseTime.parse(text, language)
        assert ImpreciseTime.from_edtf(time.to_edtf()) == time


def test_a_list_is_in_the_order_in_which_people_look():
    ordered = [
        "../2016",
        "2016-01-01",
        "2016-01",
        "2016",
        "2016/2017",
        "2016/..",
        "2016-21",
        "2016-04-01",
        "2016-04-01T09:00[Europe/Oslo]",
        "../2016-22",
        "2016-06-01",
        "2016-06",
        "2016-06-XX",
        "2016-22",
        "2016-24".replace("2016", "2017"),
    ]
    mixed = sorted(map(ImpreciseTime.from_edtf, reversed(ordered)))
    assert [time.to_edtf() for time in mixed] == ordered


def test_winter_bears_the_name_of_the_year_in_which_it_ends():
    winter = ImpreciseTime.from_edtf("2020-24")
    assert winter.earliest() == datetime(2019, 12, 1, tzinfo=OSLO)
    assert winter.latest() == datetime(2020, 3, 1, tzinfo=OSLO) - timedelta(microseconds=1)


def test_a_period_includes_its_last_day():
    period = ImpreciseTime.from_edtf("2024-05-28/2024-05-29")
    assert not period.is_over(datetime(2024, 5, 29, 23, 59, tzinfo=OSLO))
    assert period.is_over(datetime(2024, 5, 30, tzinfo=OSLO))


def test_what_lies_before_summer_is_over_when_summer_comes():
    time = ImpreciseTime.from_edtf("../2016-22")
    assert time.has_begun(datetime(1900, 1, 1, tzinfo=UTC))
    assert not time.is_over(datetime(2016, 5, 31, 23, tzinfo=OSLO))
    assert time.is_over(datetime(2016, 6, 1, tzinfo=OSLO))


def test_an_open_end_is_never_over():
    assert not ImpreciseTime.from_edtf("2016/..").is_over(datetime(2999, 1, 1, tzinfo=UTC))


def test_a_time_that_comes_twice_is_the_first_of_both():
    time = ImpreciseTime.from_edtf("2019-10-27T02:30[Europe/Oslo]")
    assert time.earliest().astimezone(UTC) == datetime(2019, 10, 27, 0, 30, tzinfo=UTC)
    second = datetime(2019, 10, 27, 2, 15, fold=1, tzinfo=OSLO)
    assert time.is_over(second)


def test_a_time_that_never_comes_is_refused():
    with pytest.raises(ValueError, match=r"02\.30 does not exist"):
        ImpreciseTime.from_edtf("2019-03-31T02:30[Europe/Oslo]")
    assert ImpreciseTime.from_edtf("2019-03-31T02:30[Atlantic/Reykjavik]")


def test_a_day_without_midnight_begins_when_the_clocks_have_changed():
    day = ImpreciseTime.from_edtf("2018-11-04")
    assert day.earliest("America/Sao_Paulo") == datetime(2018, 11, 4, 3, tzinfo=UTC)


def test_days_have_23_and_25_hours_where_the_clocks_change():
    for edtf, hours in {"2019-03-31": 23, "2019-10-27": 25, "2019-10-28": 24}.items():
        day = ImpreciseTime.from_edtf(edtf)
        length = day.latest().astimezone(UTC) - day.earliest().astimezone(UTC)
        assert length == timedelta(hours=hours, microseconds=-1)


def test_the_precision_is_known():
    known = {
        "2020": Precision.YEAR,
        "2020-21": Precision.SEASON,
        "2020-06": Precision.MONTH,
        "2020-06-XX": Precision.MONTH,
        "2019-10-24": Precision.DAY,
        "2019-10-24T09:00[Europe/Oslo]": Precision.MINUTE,
        "2019-10-24/2020": Precision.YEAR,
    }
    assert {edtf: ImpreciseTime.from_edtf(edtf).precision for edtf in known} == known

"""Figures: what is one, what is none, and what is said of each."""

import csv
import itertools
import re
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.figures import figures
from kg.extract.figures.sentences import boundaries
from kg.extract.figures.tables import units
from kg.model import Figure

HERE = Path(__file__).parent


def table(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(text: str, figure: Figure) -> str:
    """A figure as the table writes it: "more than £5 = 5 GBP", a range as "10..20"."""
    low, high = figure.minimum, figure.maximum
    value = str(figure.value) if figure.value is not None else f"{low}..{'' if high is None else high}"
    return f"{text[figure.begin : figure.end]} = {value} {figure.currency or figure.unit}"


@pytest.mark.parametrize("row", table("figures.csv"), ids=lambda row: row["sentence"])
def test_table(row: dict[str, str]) -> None:
    text = row["sentence"].replace("\\n", "\n")
    assert "; ".join(shown(text, figure) for figure in figures(text)) == row["figures"]


@pytest.mark.parametrize("row", table("figure_details.csv"), ids=lambda row: f"{row['sentence']} {row['span']}")
def test_what_is_said_of_a_figure(row: dict[str, str]) -> None:
    text = row.pop("sentence")
    span = row.pop("span")
    (figure,) = (f for f in figures(text) if text[f.begin : f.end] == span)
    said = {name: getattr(figure, name) for name in row}
    assert {name: "" if value is None else str(value) for name, value in said.items()} == row


SAID = (
    "measures",
    "change",
    "approximate",
    "minimum",
    "maximum",
    "period",
    "period_start",
    "period_end",
    "per",
    "per_each",
)


@pytest.mark.parametrize("row", table("figure_said.csv"), ids=lambda row: f"{row['sentence']} {row['span']}")
def test_all_that_is_said_of_a_figure_and_no_more(row: dict[str, str]) -> None:
    text = row["sentence"]
    found = list(figures(text, on=date.fromisoformat(row["date"])))
    (figure,) = (f for f in found if text[f.begin : f.end] == row["span"])
    expected = dict(one.split("=") for one in row["said"].split("; ") if one)
    said = {name: str(value) for name in SAID if (value := getattr(figure, name)) is not None}
    said |= {"share_of": text[slice(*figure.share_of)]} if figure.share_of else {}
    said |= {"value": str(figure.value)} if "value" in expected else {}
    assert said == expected


BRACKET = re.compile(r"\[(\w+):([^]]*)\]")


@pytest.mark.parametrize("row", table("figure_concerns.csv"), ids=lambda row: row["sentence"])
def test_whom_a_figure_concerns(row: dict[str, str]) -> None:
    """The sentences hold what is named in brackets, with its kind."""
    text, named = BRACKET.sub(r"\2", row["sentence"]), []
    for found in BRACKET.finditer(row["sentence"]):
        begin = len(BRACKET.sub(r"\2", row["sentence"][: found.start()]))
        named.append((begin, begin + len(found[2]), f"{found[1]}/{found[2]}"))
    said = {text[f.begin : f.end]: f.concerns.partition("/")[2] for f in figures(text, named) if f.concerns}
    assert said == dict([row["concerned"].split("=")] if row["concerned"] else [])


def test_shipped_debate(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8").split("\n\n", 3)[3].replace("\n\n", "\n")
    assert [text[f.begin : f.end] for f in figures(text)] == [
        "£140 million",
        "411 fewer police officers",
        "three police stations",
        "2,375 years",
        "more than £25 million",
        "half of which",
        "300 kg of cocaine",
        "39 kg of heroin",
        "65 vulnerable children",
    ]


def concerned(text: str, name: str) -> list[str | None]:
    begin = text.index(name)
    return [figure.concerns for figure in figures(text, [(begin, begin + len(name), "agency/x")])]


@pytest.mark.parametrize(
    "text",
    [
        "Regional organised crime units have seized 300 kg of cocaine.",
        "The regional organised crime units seized 300 kg of cocaine.",
        "Last year, regional organised crime units have seized 300 kg of cocaine.",
        "We have put £140 million into regional organised crime units.",
    ],
)
def test_subject_and_receiver_are_concerned(text: str) -> None:
    name = text[text.lower().index("regional") : text.index("units") + len("units")]
    assert concerned(text, name) == ["agency/x"]


@pytest.mark.parametrize(
    "text",
    [
        "I asked the Home Office why 300 people came.",
        "The Home Office was told; 300 people came.",
        "The Home Office was told. We spent £5 million.",
    ],
)
def test_a_name_elsewhere_is_not_concerned(text: str) -> None:
    assert concerned(text, "Home Office") == [None]


PIECES = st.sampled_from(
    [
        "£",
        "3",
        "10,000",
        "half",
        "a third",
        "of",
        "which",
        "per cent.",
        "million",
        "between",
        "and",
        "to",
        "-",
        ".",
        "more than",
        "people",
        "Section",
        "one",
        "in",
        "two",
        "kg",
        "years",
        "ago",
        "(",
        ")",
        "Mr.",
        "The",
        "2013",
        "’",
        "—",
        "99999999999999999999999999999",
        "²",
        "٣",
        "\n",
    ]
)
WORDS = st.lists(PIECES, max_size=25)
TEXTS = st.one_of(st.text(max_size=80), WORDS.map(" ".join), WORDS.map("".join))


@given(TEXTS)
def test_any_text_gives_spans_in_order_within_its_sentences(text: str) -> None:
    found = list(figures(text))
    ends = boundaries(text)
    for figure in found:
        assert 0 <= figure.begin < figure.end <= len(text)
        assert text[figure.begin : figure.end].strip() == text[figure.begin : figure.end]
        assert not any(figure.begin < end < figure.end for end in ends)
        assert figure.value is not None or figure.minimum is not None
    assert all(first.end <= second.begin for first, second in itertools.pairwise(found))
    assert found == list(figures(text))


@given(st.text(max_size=60))
def test_sentences_end_where_the_text_ends(text: str) -> None:
    ends = boundaries(text)
    assert ends[-1] == len(text)
    assert ends == sorted(ends)


NUMBERS = st.decimals(min_value=2, max_value=999_999, places=1).map(lambda d: d.quantize(Decimal("0.1")))
FORMS = st.sampled_from(sorted(form for form, unit in units().items() if unit.kind == "word"))


@given(NUMBERS, FORMS)
def test_a_number_with_its_unit_is_read_back(number: Decimal, form: str) -> None:
    (figure,) = figures(f"We need {number:,} {form} here.")
    assert figure.value == number
    assert figure.unit == units()[form].name


@given(st.integers(1, 10**11))
def test_money_is_read_back(pounds: int) -> None:
    (figure,) = figures(f"It cost £{pounds:,} then.")
    assert (figure.value, figure.currency) == (pounds, "GBP")


@given(st.integers(10, 10**9).filter(lambda n: n >= 10_000 or n < 1000))
def test_a_count_is_read_back(count: int) -> None:
    (figure,) = figures(f"We saw {count:,} wild birds and ducks fly.")
    assert (figure.value, figure.measures) == (count, "wild birds")


@pytest.mark.parametrize(
    "piece",
    [
        "two ",
        "section 1",
        "106 people ",
        "1,",
        "(5)",
        "£5 million to ",
        "in 2013, and ",
        "5l. 10s. ",
        "half of which ",
        "the number of homes ",
        "in the year to ",
        "£1 in £5 ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """A regex that backtracks, or a window without bounds, would take minutes here."""
    began = time.process_time()
    list(figures(piece * 5_000))
    assert time.process_time() - began < 10


@pytest.mark.samples
def test_real_paragraphs_keep_the_promises(samples: Path) -> None:
    day = (samples / "hansard/twfy/debates2020-12-15a.xml").read_text(encoding="utf-8")
    paragraphs = [re.sub("<[^>]*>", "", one) for one in re.findall(r"<p [^>]*>(.*?)</p>", day, re.DOTALL)]
    found = [(text, figure) for text in paragraphs for figure in figures(text)]
    assert len(found) > 100
    for text, figure in found:
        assert not any(figure.begin < end < figure.end for end in boundaries(text))
        assert figure.measures is None or figure.measures in text
        assert figure.period is None or figure.period in text

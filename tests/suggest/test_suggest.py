"""Issues nobody listed: what recurs is proposed, what is known is not, and what is proposed can be given back."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.build import build
from kg.cli import app
from kg.query import run
from kg.store import open_graph
from kg.suggest import suggestions
from kg.suggest.phrases import Span, phrases
from kg.vocabulary import load_vocabulary

SPEECH = (
    '<speech id="uk.org.publicwhip/debate/2017-11-20a.{n}.{m}" speakername="{who}" colnum="{n}"><p>{words}</p></speech>'
)
DEBATE = '<minor-heading id="uk.org.publicwhip/debate/2017-11-20a.{n}.0" colnum="{n}">{title}</minor-heading>'
SAID = [
    ("Ann Example", "The widget gizmos are a burden. We oppose widget gizmos, and rural food banks suffer."),
    ("Bob Example", "A widget gizmo is a tax. Widget gizmos fall on rural food banks and on food banks."),
]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("suggest") / "debates2017-11-20a.xml"
    debates = [
        DEBATE.format(n=n, title=title)
        + "".join(SPEECH.format(n=n, m=m, who=who, words=words) for m, (who, words) in enumerate(SAID, 1))
        for n, title in enumerate(("Alpha", "Beta", "Gamma"), 1)
    ]
    path.write_text(f"<publicwhip>{''.join(debates)}</publicwhip>", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def graph(day: Path) -> Path:
    build([day], day.with_suffix(".kg"))
    return day.with_suffix(".kg")


def suggested(graph: Path, *options: str) -> str:
    result = CliRunner().invoke(app, ["vocabulary", "suggest", str(graph), "--least", "2", *options])
    assert result.exit_code == 0, result.output
    return result.output


def test_what_recurs_is_proposed_in_its_variants_and_below_what_it_ends_with(graph: Path) -> None:
    with open_graph(graph) as opened:
        found = {one.label: one for one in suggestions(opened, 2)}
    assert set(found) == {"widget gizmos", "rural food banks"}
    gizmos, banks = found["widget gizmos"], found["rural food banks"]
    assert (gizmos.forms, gizmos.debates, gizmos.speakers, gizmos.said) == (("widget gizmo",), 3, 2, 12)
    assert gizmos.below.endswith("issue/suggested")
    assert banks.below.endswith("issue/food-banks")
    assert [("widget gizmos" in example.words) for example in gizmos.examples] == [True] * 3


def test_what_is_proposed_comes_back_as_mentions(graph: Path, day: Path, tmp_path: Path) -> None:
    suggested(graph, "-o", str(tmp_path / "more.ttl"))
    concepts = load_vocabulary((tmp_path / "more.ttl",)).concepts
    assert concepts["issue/widget-gizmos"].forms == ("widget gizmos", "widget gizmo")
    build([day], tmp_path / "taught.kg", vocabulary=(tmp_path / "more.ttl",))
    with open_graph(tmp_path / "taught.kg") as taught:
        words = run(
            taught,
            "SELECT ?words WHERE { ?m itsrdf:taIdentRef <https://w3id.org/hansard-kg/issue/widget-gizmos> ; nif:anchorOf ?words }",
        )
        assert len(list(words)) == 12
        assert suggestions(taught, 2) == []


def test_the_same_graph_gives_the_same_bytes(graph: Path) -> None:
    assert suggested(graph) == suggested(graph)
    assert '"label": "widget gizmos"' in suggested(graph, "--json")


def test_a_graph_with_nothing_to_propose_gives_a_file_that_loads(graph: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        app, ["vocabulary", "suggest", str(graph), "--least", "99", "-o", str(tmp_path / "none.ttl")]
    )
    assert result.exit_code == 0
    assert load_vocabulary((tmp_path / "none.ttl",)).concepts.keys() == load_vocabulary().concepts.keys()


def test_names_mentions_and_everyday_words_are_no_phrases() -> None:
    text = "We met Jane Doe about smart meters in Kent, a problem of knife crime prevention."
    at = text.index("knife crime")
    found = {p.written for p in phrases(text, [Span(at, at + 11, True)])}
    assert "smart meters" in found
    assert not found & {"jane doe", "jane", "kent", "problem", "knife crime", "knife", "crime prevention"}

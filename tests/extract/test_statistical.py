"""Names by a spaCy pipeline: trained here on sentences of our own, saved, and given to the real command line."""

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from kg.build import build
from kg.errors import ModelError
from kg.extract import Knowledge
from kg.extract.pipeline import Found, Pipeline, load_pipeline
from kg.extract.statistical import is_stopped, trimmed, with_statistical_names
from kg.model import Contribution, Debate, Kind, Reading, Status, Turn, Venue
from kg.query import run
from kg.resolve import read_closely
from kg.store import open_graph
from kg.validate import validate_stored

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
BODIES = ("Acme Widgets", "Harbour Renewals", "Orchard Widgets", "Bluebell Fabrics", "Larch Logistics", "Quill Data")
PEOPLE = ("Zora Quimby", "Milo Pendry", "Ida Farrow", "Otis Wexcombe", "Petra Lindqvist", "Hugo Marchbank")
OF_BODIES = ("{} closed its depot in March.", "The contract went to {} last year.", "I visited {} with colleagues.")
OF_PEOPLE = ("My constituent {} wrote to me.", "I spoke to {} about her pension.", "{} has waited for two years.")
NAMELESS = ("The House knows my hon. Friend well.", "Will the Government meet us?", "There were 12 cases in two years.")

PAGE = """<?xml version="1.0" encoding="UTF-8"?>
<publicwhip scraperversion="a" latest="yes">
<major-heading id="uk.org.publicwhip/debate/2018-06-05a.1.0" colnum="1">Rural Crime</major-heading>
<speech id="uk.org.publicwhip/debate/2018-06-05a.1.1" person_id="uk.org.publicwhip/person/25420" speakername="Victoria Prentis" colnum="1">
<p>The House knows that the National Crime Agency met my hon. Friend in Somerset.</p><p>The contract went to Orchard Widgets last year.</p></speech>
<speech id="uk.org.publicwhip/debate/2018-06-05a.1.2" person_id="uk.org.publicwhip/person/11727" speakername="Nick Hurd" colnum="1">
<p>My constituent Petra Lindqvist wrote to me about county lines. The Government gave £5 million.</p></speech>
</publicwhip>
"""


def examples() -> list[tuple[str, list[tuple[int, int, str]]]]:
    found: list[tuple[str, list[tuple[int, int, str]]]] = [(text, []) for text in NAMELESS]
    for label, names, sentences in (("ORG", BODIES, OF_BODIES), ("PERSON", PEOPLE, OF_PEOPLE)):
        for name in names:
            for sentence in sentences:
                at = sentence.index("{}")
                found.append((sentence.format(name), [(at, at + len(name), label)]))
    return found


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline with a trained `ner`, and a sentencizer that finding names has no need of."""
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install '.[test,nlp]'")
    from spacy.training import Example

    spacy.util.fix_random_seed(7)
    language = spacy.blank("en")
    language.add_pipe("sentencizer")
    language.add_pipe("ner")
    texts = examples()
    gold = [Example.from_dict(language.make_doc(text), {"entities": entities}) for text, entities in texts]
    optimizer = language.initialize(lambda: gold)
    for _ in range(12):
        for batch in spacy.util.minibatch(gold, 6):
            language.update(batch, sgd=optimizer, drop=0.1)
    folder = tmp_path_factory.mktemp("trained") / "names"
    language.meta["name"], language.meta["version"] = "small names", "1.2.3"
    language.to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline of patterns that takes for organisations what large models do: "Friend", "House", laws, forces."""
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install '.[test,nlp]'")
    language = spacy.blank("en")
    taken = ("Friend", "House", "The House", "Government", "National Crime Agency", "my hon. Friend", "£5 million")
    patterns = [{"label": "ORG", "pattern": words} for words in (*taken, "the Orchard Widgets", "Orchard Widgets")]
    language.add_pipe("entity_ruler").add_patterns(patterns)
    folder = tmp_path_factory.mktemp("ruled") / "names"
    language.to_disk(folder)
    return folder


def kg(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "200", "SOURCE_DATE_EPOCH": "1767225600"}
    command = [sys.executable, "-m", "kg.cli", *words]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def quads(graph: Path) -> set[str]:
    """Return what a graph says of its debates and of where they come from."""
    with open_graph(graph) as opened:
        return {str(quad) for quad in opened.store if re.search("/graph/(debate|provenance)", str(quad.graph_name))}


def statistical(graph: Path) -> list[tuple[str, ...]]:
    query = """SELECT ?words ?kind ?status ?confidence ?why WHERE {
      ?m hkg:rule hkg:rule-statistical-name ; nif:anchorOf ?words ; hkg:kind ?kind ; hkg:status ?status ;
         hkg:confidence ?confidence ; hkg:constraint ?why . FILTER NOT EXISTS { ?m itsrdf:taIdentRef ?any } } ORDER BY ?words"""
    with open_graph(graph) as opened:
        return [tuple(str(value).rpartition("#")[2] for value in row.values()) for row in run(opened, query)]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days with one debate, so that two workers have something to do."""
    folder = tmp_path_factory.mktemp("day")
    (folder / "one.xml").write_text(PAGE, "utf-8")
    (folder / "two.xml").write_text(PAGE.replace("2018-06-05", "2018-06-06"), "utf-8")
    return folder


@pytest.fixture(scope="module")
def with_names(day: Path, trained: Path) -> Path:
    """The graph of these days by the real command, with the trained pipeline."""
    result = kg("build", "one.xml", "two.xml", "-o", "a.kg", "--workers", "2", "--nlp", str(trained), cwd=day)
    assert (result.returncode, result.stderr) == (0, "")
    assert "2 Agency by statistical-name" in result.stdout
    return day / "a.kg"


def test_a_trained_pipeline_finds_what_no_list_has(with_names: Path) -> None:
    assert sorted(set(statistical(with_names))) == [
        ("Orchard Widgets", "Agency", "Unknown", "0.5", "a statistical model takes it for an organisation"),
        ("Petra Lindqvist", "Person", "Unknown", "0.5", "a statistical model takes it for a person"),
    ]


def test_the_graph_conforms_and_names_the_model(with_names: Path) -> None:
    with open_graph(with_names) as graph:
        assert list(validate_stored(graph)) == []
    assert [quad for quad in quads(with_names) if "#used" in quad and "/model/en_small-names-1.2.3-" in quad]


def test_nothing_that_others_find_is_changed(day: Path, with_names: Path, tmp_path: Path) -> None:
    build([day / "one.xml", day / "two.xml"], tmp_path / "b.kg", generated=MOMENT)
    plain = {quad for quad in quads(tmp_path / "b.kg") if "/graph/provenance" not in quad}
    assert plain < quads(with_names)


def test_the_same_model_gives_the_same_graph(
    day: Path, trained: Path, with_names: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(day)
    build(["two.xml", "one.xml"], tmp_path / "c.kg", generated=MOMENT, nlp=trained)
    assert quads(tmp_path / "c.kg") == quads(with_names)


def test_the_stop_list_and_what_others_found_stand_before_the_model(day: Path, ruled: Path, tmp_path: Path) -> None:
    build([day / "one.xml"], tmp_path / "d.kg", generated=MOMENT, nlp=ruled)
    assert [words for words, *_ in statistical(tmp_path / "d.kg")] == ["Orchard Widgets"]


def test_without_the_model_it_is_one_line_that_says_what_to_do(tmp_path: Path, seed: Path) -> None:
    result = kg("build", str(seed), "-o", "a.kg", "--nlp", "en_no_such_model", cwd=tmp_path)
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1
    assert "install" in result.stderr
    assert not (tmp_path / "a.kg").exists()


def test_without_spacy_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ModelError, match=r"spaCy is not installed; pip install 'hansard-kg\[nlp\]'"):
        load_pipeline("en_core_web_sm")


@pytest.mark.parametrize("content", [None, "{}", "nothing"])
def test_a_folder_that_is_no_pipeline_of_names_is_refused(tmp_path: Path, content: str | None) -> None:
    spacy = pytest.importorskip("spacy", reason="spaCy is not installed: pip install '.[test,nlp]'")
    spacy.blank("en").to_disk(tmp_path / "blank")
    if content:
        (tmp_path / "blank" / "meta.json").write_text(content, "utf-8")
        (tmp_path / "blank" / "config.cfg").write_text(content, "utf-8")
    with pytest.raises(ModelError, match="--nlp"):
        load_pipeline(str(tmp_path / "blank"))


def test_no_other_command_and_no_plain_build_loads_spacy() -> None:
    if importlib.util.find_spec("spacy") is None:
        pytest.skip("spaCy is not installed: pip install '.[test,nlp]'")
    code = "import sys, kg, kg.cli, kg.build, kg.extract.statistical; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


class Tells:
    """A stand-in for a pipeline: it takes these words for names, wherever they stand."""

    max_length = 1000

    def __init__(self, *words: tuple[str, str]) -> None:
        self.words = words

    def names(self, texts: Sequence[str]) -> list[list[Found]]:
        return [[Found(t.index(w), t.index(w) + len(w), label) for w, label in self.words if w in t] for t in texts]


def named(text: str, known: Knowledge, *words: tuple[str, str]) -> list[tuple[str, Kind]]:
    contribution = Contribution(1, Venue.COMMONS, date(2017, 11, 20), Turn.CONTRIBUTION, text)
    reading: Reading = read_closely(Debate(Venue.COMMONS, date(2017, 11, 20), "Crime", 1, (contribution,)), known)
    assert with_statistical_names(reading, known) is reading
    told: Pipeline = Tells(*words)  # type: ignore[assignment]
    read = with_statistical_names(reading, replace(known, pipeline=told))
    new = [m for m in read.mentions[0] if m not in reading.mentions[0]]
    assert all((m.status, m.means, m.confidence) == (Status.UNKNOWN, None, Decimal("0.5")) for m in new)
    return [(text[m.begin : m.end], m.kind) for m in new]


def test_places_are_counted_over_paragraphs(known: Knowledge) -> None:
    text = "We heard this.\nThe Larch Logistics’ depot closed, and Zora Quimby said so."
    assert named(text, known, ("The Larch Logistics’", "ORG"), ("Zora Quimby", "PERSON")) == [
        ("Larch Logistics", Kind.AGENCY),
        ("Zora Quimby", Kind.PERSON),
    ]


def test_other_labels_and_what_others_found_are_left(known: Knowledge) -> None:
    text = "The National Crime Agency, Labour and Ruritania met in Somerset on the Quill Act 1996."
    words = (
        ("National Crime", "ORG"),
        ("Labour", "ORG"),
        ("Ruritania", "GPE"),
        ("Somerset", "PERSON"),
        ("Act 1996", "ORG"),
    )
    assert named(text, known, *words) == []


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Friend",
            "House",
            "the House of Commons",
            "Members",
            "Government",
            "Front Bench",
            "Speaker",
            "Hansard",
            "Bill",
        ),
        *(
            "Act",
            "Committee",
            "Chamber",
            "Dispatch Box",
            "Madam Deputy Speaker",
            "right hon. Gentleman",
            "Her Majesty’s",
        ),
        *("noble Lord", "Secretary of State for Rivers", "Minister for Weather", "the Official Report", "Clause 5"),
        *("Weights and Measures Act 1985", "Acme Report", "Welsh Revenue Bill", "police", "Labour Members", "A", "12"),
    ],
)
def test_the_words_of_parliament_are_no_names(name: str) -> None:
    assert is_stopped(name[slice(*trimmed(name, 0, len(name)))])


@pytest.mark.parametrize(
    "name", ["Acme Widgets", "Friends of the Wye", "Bill Gates", "Council for Mills", "4Weirs", "al-Test"]
)
def test_names_are_not_stopped(name: str) -> None:
    assert trimmed(name, 0, len(name)) == (0, len(name))
    assert not is_stopped(name)

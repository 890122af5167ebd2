"""Where words stand: debate, House, date, column, who said them and how that is known, the words, the page of the source."""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox

from kg import iris
from kg.serve.pages.asker import Asker, Row, is_iri
from kg.serve.pages.turns import CANDIDATES, TURNS

Citation = dict[str, object]

HEADS = """
SELECT ?contribution ?debate ?title ?date ?house ?volume ?url WHERE {
  ?contribution dcterms:isPartOf ?debate .
  ?debate dcterms:title ?title ; dcterms:date ?date ; hkg:house/rdfs:label ?house .
  OPTIONAL { ?debate hkg:volume ?volume }
  OPTIONAL { ?debate schema:url ?url }
} ORDER BY ?contribution ?debate
"""


async def citations(ask: Asker, contributions: Sequence[str], most: int) -> list[Citation]:
    """Return what is to be cited of contributions, in their order; `most` characters of the words of each.

    What is no contribution is left out; so is what is empty. Raises BusyError and DeadlineError.
    """
    wanted = [iri for iri in dict.fromkeys(contributions) if is_iri(iri)]
    if not wanted:
        return []
    bound = {"contribution": [str(ox.NamedNode(iri)) for iri in wanted]}
    turns = _first(await ask.answer(TURNS, bound))
    heads = _first(await ask.answer(HEADS, bound))
    candidates: dict[str, list[str]] = {}
    if any(not row["speaker"] for row in turns.values()):
        for row in await ask.answer(CANDIDATES, bound):
            said = ", ".join(filter(None, (row["name"], row["seat"], row["party"])))
            candidates.setdefault(row["contribution"], []).append(said)
    return [
        _citation(turns[iri], heads[iri], list(dict.fromkeys(candidates.get(iri, ()))), most)
        for iri in wanted
        if iri in turns and iri in heads
    ]


def _first(rows: Iterable[Row]) -> dict[str, Row]:
    """Return the first row of each contribution."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(row["contribution"], row)
    return found


def _citation(turn: Row, head: Row, candidates: Sequence[str], most: int) -> Citation:
    status = turn["status"].removeprefix(iris.ONTOLOGY).lower()
    said: Citation = {
        "contribution": turn["contribution"],
        "debate": head["title"],
        "debate_iri": head["debate"],
        "house": head["house"],
        "date": head["date"],
        "volume": head["volume"],
        "column": turn["column"],
        "position": int(turn["position"]),
        "kind": turn["turn"],
        "speaker": turn["name"],
        "speaker_status": status,
        "speaker_note": NOTES[status],
        "person": turn["speaker"],
        "constituency": turn["seat"],
        "party": turn["party"],
        "office": turn["role"],
        "printed_as": turn["printed"],
        "candidate_count": "" if turn["speaker"] or turn["count"] == "0" else int(turn["count"]),
        "candidates": [] if turn["speaker"] else list(candidates),
        "words": turn["text"][:most],
        "words_cut": len(turn["text"]) > most,
        "source": turn["url"] or head["url"],
    }
    return without_empty(said)


def without_empty(said: Citation) -> Citation:
    """Return what is not empty: a model need not read that there is nothing."""
    return {name: value for name, value in said.items() if value not in ("", []) and value is not False}


NOTES = {
    "stated": "",
    "inferred": "The record does not state the speaker here: it was worked out from the words and the register of members.",
    "ambiguous": "The speaker is one of several candidates; which of them is not known. Attribute the words to nobody.",
    "unknown": "The speaker is not known. Attribute the words to nobody.",
}
"""What is to be said of a speaker, by the status of the attribution."""

"""Mentions as W3C Web Annotations (https://www.w3.org/TR/annotation-model/): the words, by position and by quotation.

The target of an annotation is the mention itself, its source the contribution, its body what the mention means. Positions count
code points of the contribution's text, as TextPositionSelector does.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox

from kg import iris
from kg.export.rdf import Selection
from kg.query import plain, run
from kg.store import Graph

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
"""The context that the data model demands; nothing here reads it."""

MEDIA_TYPE = f'application/ld+json; profile="{CONTEXT}"'

BESIDE = 32
"""Characters before and after that tell words apart from the same words elsewhere."""

MENTIONS = f"""
SELECT ?mention ?contribution ?begin ?end ?words ?before ?after ?means
WHERE {{
  ?contribution dcterms:isPartOf ?debate ; schema:text ?text .
  ?mention nif:referenceContext ?contribution ; a hkg:Mention ; nif:anchorOf ?words ; nif:beginIndex ?begin ; nif:endIndex ?end .
  OPTIONAL {{ ?mention itsrdf:taIdentRef ?means }}
  BIND(SUBSTR(?text, IF(?begin > {BESIDE}, ?begin - {BESIDE - 1}, 1), IF(?begin > {BESIDE}, {BESIDE}, ?begin)) AS ?before)
  BIND(SUBSTR(?text, ?end + 1, {BESIDE}) AS ?after)
}}
"""
Row = Mapping[str, str]
Json = dict[str, object]


def annotation(row: Row) -> Json:
    """Return the annotation of a mention, a row of MENTIONS. One that nobody could resolve is highlighted alone."""
    begin, end = int(row["begin"]), int(row["end"])
    means = row.get("means")
    return {
        "id": iris.annotation(row["mention"]),
        "type": "Annotation",
        "motivation": "identifying" if means else "highlighting",
        **({"body": means} if means else {}),
        "target": {
            "id": row["mention"],
            "type": "SpecificResource",
            "source": row["contribution"],
            "selector": [
                {"type": "TextPositionSelector", "start": begin, "end": end},
                {"type": "TextQuoteSelector", "exact": row["words"], "prefix": row["before"], "suffix": row["after"]},
            ],
        },
    }


def annotations(rows: Iterable[Row]) -> Iterator[Json]:
    """Yield the annotations of rows of MENTIONS, in the order of the words."""
    for row in sorted(rows, key=_place):
        yield annotation(row)


def _place(row: Row) -> tuple[str, int, int, int, str]:
    debate, _, number = row["contribution"].rpartition("/")
    return debate, int(number) if number.isdecimal() else 0, int(row["begin"]), int(row["end"]), row["mention"]


def page(identifier: str, rows: Iterable[Row]) -> Json:
    """Return the page of annotations of one contribution."""
    return {"@context": CONTEXT, "id": identifier, "type": "AnnotationPage", "items": list(annotations(rows))}


def write_annotations(graph: Graph, to: Path, selection: Selection) -> None:
    """Write all mentions as one collection of annotations, a debate at a time."""
    name = iris.absolute("void#annotations", graph.base)
    head = {"@context": CONTEXT, "id": name, "type": "AnnotationCollection", "label": "Mentions in Hansard"}
    total = 0
    with to.open("w", encoding="utf-8") as file:
        file.write(f"{_json(head)[:-1]},\n")
        file.write(f'"first": {_json({"id": f"{name}-1", "type": "AnnotationPage"})[:-1]}, "items": [\n')
        for key in selection.keys(graph):
            for one in annotations(_rows(graph, key)):
                file.write(",\n" * bool(total) + _json(one))
                total += 1
        file.write(f'\n]}},\n"total": {total}}}\n')


def _rows(graph: Graph, key: str) -> Iterator[Row]:
    debate = str(ox.NamedNode(iris.absolute(key, graph.base)))
    answer = run(graph, MENTIONS, bound={"debate": [debate]})
    for row in answer.rows:
        yield {name: plain(term) for name, term in zip(answer.variables, row, strict=True) if term is not None}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

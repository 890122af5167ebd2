"""The page of anything else that the graph names: what it says of it, and where it stands."""

from kg import iris
from kg.serve.pages.asker import Asker, is_iri
from kg.serve.pages.render import render
from kg.serve.pages.table import Column, Table, show_all
from kg.serve.pool import Pool

SAID = """
SELECT ?relation ?label ?value ?valueIri WHERE {
  ?thing ?relation ?it
  BIND(IF(ISIRI(?it), ?it, ?none) AS ?valueIri)
  OPTIONAL { ?it rdfs:label ?name }
  BIND(COALESCE(?name, STR(?it)) AS ?value)
  OPTIONAL { ?relation rdfs:label ?label }
}
ORDER BY ?relation ?value
"""
STANDS = """
SELECT ?subject ?label ?relation WHERE { ?subject ?relation ?thing OPTIONAL { ?subject rdfs:label ?label } }
ORDER BY ?relation ?subject
"""
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
GRAPH = "SELECT ?s ?p ?o WHERE { GRAPH ?thing { ?s ?p ?o } }"


async def page(pool: Pool, base: str, path: str) -> str | None:
    """Return the page of a thing, None where no statement is about it."""
    ask = Asker(pool, base)
    if not is_iri(iris.absolute(path, base)):
        return None
    bound = ask.thing(path)
    columns = (Column("relation", "Relation", kind="term"), Column("value", "Value", "valueIri"))
    stands = (Column("label", "Of", "subject"), Column("relation", "as", kind="term"))
    triples = (
        Column("s", "Subject", kind="term"),
        Column("p", "Predicate", kind="term"),
        Column("o", "Object", kind="term"),
    )
    tables = await show_all(
        ask,
        Table("What is said of it", columns, SAID, bound),
        Table("Where it stands", stands, STANDS, bound, 100),
        Table("What this graph says", triples, GRAPH, bound, 200),
    )
    if not any(one.rows or one.note for one in tables):
        return None
    label = next((shown["value"].value for shown in tables[0].rows if shown["relation"].value == LABEL), path)
    return render(
        "thing.html", base, thing=path, title=label, kind=path.partition("/")[0].replace("-", " "), standfirst="", about=[],
        drawing=None, said=None, tables=[one for one in tables if one.rows or one.note],
    )  # fmt: skip

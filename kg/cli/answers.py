"""What a graph is asked for: query, export, network."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kg import iris
from kg.cli.options import AsJson, GraphPath, Since, Until, day_of, pairs
from kg.cli.said import err


def query(
    graph: Annotated[Path | None, typer.Argument(metavar="GRAPH", help="A graph; not with --endpoint.")] = None,
    sparql: Annotated[str | None, typer.Argument(metavar="SPARQL", help="SELECT, ASK, CONSTRUCT or DESCRIBE.")] = None,
    file: Annotated[Path | None, typer.Option("-f", "--file", help="A file with the query.")] = None,
    name: Annotated[str | None, typer.Option(help="A query that is shipped; see --list.")] = None,
    param: Annotated[list[str] | None, typer.Option(metavar="K=V", help="A parameter of it; repeatable.")] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, json, xml or ttl.")] = "table",
    endpoint: Annotated[str | None, typer.Option(metavar="URL", help="Ask another SPARQL endpoint.")] = None,
    timeout: Annotated[float, typer.Option(help="Seconds until the query is ended.")] = 30.0,
    limit: Annotated[int | None, typer.Option(min=1, help="As many rows at the most.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the queries that are shipped.")] = False,
) -> None:
    """Ask a graph in SPARQL; the usual prefixes are known, the default graph is the union of all.

    Example: kg query hansard.kg --name who-raised --param issue="county lines"
    """
    from kg.ask import answer_of, listed, written

    if listing:
        typer.echo("\n".join(listed()))
        return
    if endpoint and graph and not sparql:
        graph, sparql = None, str(graph)
    answer = answer_of(graph, endpoint, sparql, file, name, pairs(param or []), timeout, limit)
    if form == "table":
        Console(highlight=False, soft_wrap=True).print(written(answer, form), markup=False, end="")
    else:
        typer.echo(written(answer, form), nl=False)
    if answer.cut:
        err.print(f"kg: only the first {len(answer.rows) or len(answer.triples)} rows are shown", markup=False)


def export(
    graph: GraphPath,
    form: Annotated[
        str,
        typer.Option(
            "--to", metavar="FORMAT", help="nq, nt, ttl, trig, jsonld, rdfxml, csv, parquet, web-annotation or void."
        ),
    ],
    out: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="The file; for csv and parquet the folder.")
    ],
    debate: Annotated[str | None, typer.Option(help="Only this debate: title, key or IRI.")] = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Write a graph in another form: nq, trig, jsonld carry the dataset, nt, ttl, rdfxml the union, csv and parquet rows; web-annotation
    carries the mentions as W3C Web Annotations, void the description of the dataset.

    Example: kg export hansard.kg --to ttl -o hansard.ttl
    """
    from kg.export import Selection, carries_quads
    from kg.export import export as write_export
    from kg.store import open_graph

    with open_graph(graph, compact=carries_quads(form)) as opened:
        write_export(opened, form, out, Selection(debate, day_of(since), day_of(until)))


def network(
    graph: Annotated[Path | None, typer.Argument(metavar="GRAPH", help="A graph; not with --endpoint.")] = None,
    projection: Annotated[str | None, typer.Argument(metavar="PROJECTION", help="What is joined; see --list.")] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="FORMAT",
            help="graphml, gexf, pajek, json, cytoscape, dot, csv, parquet, npz, png, svg or html; by the file's name where not given.",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="The file; a table of nodes goes beside it.")
    ] = None,
    since: Since = None,
    until: Until = None,
    house: Annotated[str | None, typer.Option(help="Only debates of this House: Commons or Lords.")] = None,
    party: Annotated[
        list[str] | None, typer.Option(help="Only what members of this party, on that day, said or voted; repeatable.")
    ] = None,
    department: Annotated[str | None, typer.Option(help="Only debates that this department answers.")] = None,
    issue: Annotated[str | None, typer.Option(help="Only what raises this issue, or one below it.")] = None,
    stated: Annotated[bool, typer.Option("--stated", help="Only what the record states; nothing worked out.")] = False,
    confidence: Annotated[
        float | None,
        typer.Option("--min-confidence", help="Of what was worked out, only by rules right this often, 0 to 1."),
    ] = None,
    weight: Annotated[str, typer.Option(help="What an edge weighs: count, share, pmi or jaccard.")] = "count",
    backbone: Annotated[
        float | None, typer.Option(metavar="LEVEL", help="Only edges that the disparity filter keeps, such as 0.05.")
    ] = None,
    every: Annotated[
        str | None, typer.Option(help="A network for each month, session or parliament, each in a file of its own.")
    ] = None,
    measure: Annotated[
        list[str] | None,
        typer.Option(help="Measure the nodes (pagerank, betweenness, leiden, ...); several with commas; see --list."),
    ] = None,
    table: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the measures as a table: .csv, .json or .parquet.")
    ] = None,
    endpoint: Annotated[str | None, typer.Option(metavar="URL", help="Ask another SPARQL endpoint.")] = None,
    base_iri: Annotated[str, typer.Option(help="What IRIs of the endpoint's data begin with.")] = iris.BASE,
    sparql: Annotated[
        bool, typer.Option("--sparql", help="Print the query that counts the edges; needs no graph.")
    ] = False,
    listing: Annotated[bool, typer.Option("--list", help="List projections and measures; needs no graph.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make a network of a graph, for Gephi, networkx, a spreadsheet, a paper or the eye; measure it.

    Example: kg network hansard.kg references --to gexf -o references.gexf
    Example: kg network hansard.kg speaker-issue --party Labour --measure pagerank,betweenness
    """
    from kg.network.command import Into, Wanted, listed, listed_lines, projected, query_of

    if listing:
        typer.echo(json.dumps(listed(), indent=2) if as_json else "\n".join(listed_lines()))
        return
    if (endpoint or sparql) and projection is None and graph is not None:
        graph, projection = None, str(graph)
    wanted = Wanted(
        projection,
        since=day_of(since),
        until=day_of(until),
        house=house,
        parties=tuple(party or ()),
        department=department,
        issue=issue,
        stated=stated,
        confidence=confidence,
        weight=weight,
        backbone=backbone,
        every=every,
        measures=tuple(name for names in measure or () for name in names.split(",") if name),
    )
    if sparql:
        typer.echo(query_of(wanted, base_iri))
        return
    for line in projected(wanted, graph, endpoint, base_iri, Into(form, out, table, as_json)):
        typer.echo(line, nl=False)

"""Making a graph and looking at it: build, evaluate, show, validate."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from kg import iris
from kg.cli.options import AsJson, GraphPath, source_date
from kg.cli.said import err, print_line, progress_bar, say
from kg.errors import KgError, UsageError


def build(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE...", help="Files, folders, globs, archives, URLs; - for standard input."),
    ],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="GRAPH", help="Where the graph goes.")],
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes that read and resolve; one for each processor.", show_default=False),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Read and resolve on a Dask cluster, such as tcp://10.0.0.1:8786."),
    ] = None,
    parts: Annotated[
        str | None,
        typer.Option(metavar="URL", help="A folder, such as s3://bucket/parts, by way of which its quads come back."),
    ] = None,
    vocabulary: Annotated[list[Path] | None, typer.Option(help="Turtle with concepts of your own; repeatable.")] = None,
    judgements: Annotated[
        list[Path] | None,
        typer.Option(help="A CSV file of who speaks or is meant, as people have settled it; repeatable."),
    ] = None,
    nlp: Annotated[
        str | None,
        typer.Option(
            metavar="MODEL",
            help="A spaCy pipeline, an installed package or a folder: finds bodies and people that no list has (slower).",
        ),
    ] = None,
    base_iri: Annotated[str, typer.Option(help="The base of every IRI that is minted.")] = iris.BASE,
    profile: Annotated[
        str, typer.Option(help="full, or compact: half as many quads, without what follows from the rest; see expand.")
    ] = "full",
    again: Annotated[bool, typer.Option("--again", help="Read also what the graph holds already.")] = False,
    withdraw: Annotated[
        bool,
        typer.Option("--withdraw", help="Withdraw what comes from documents that are no longer among the sources."),
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and take in what comes to the sources, until interrupted.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Build a graph from Hansard, or bring one up to date; what is in it already stays, and is not read again.

    Example: kg build debates/ page.txt -o hansard.kg
    """
    from kg.build import build as build_graph
    from kg.report import report_lines, report_rows
    from kg.store import COMPACT

    if not iris.is_base(base_iri):
        raise UsageError(f"{base_iri!r} cannot be a base", mend="give an http or https IRI that ends in / and has no #")

    if parts and not cluster:
        raise UsageError("--parts is for a cluster", mend="name one with --cluster ADDRESS")
    if profile not in ("full", COMPACT):
        raise UsageError(f"{profile!r} is no profile", mend="say full or compact")

    def built(given: Sequence[str]) -> bool:
        with progress_bar("Reading") as told:
            report = build_graph(
                given,
                out,
                workers=workers,
                vocabulary=tuple(vocabulary or ()),
                judgements=tuple(judgements or ()),
                nlp=nlp,
                base=base_iri,
                generated=source_date(),
                compact=profile == COMPACT,
                again=again,
                withdraw=withdraw,
                cluster=cluster,
                parts_at=parts,
                progress=told,
            )
        if as_json:
            typer.echo(json.dumps(report_rows(report), indent=2, ensure_ascii=False))
        else:
            for line in report_lines(report):
                typer.echo(line)
        for failure in report.failures:
            err.print(f"kg: {failure}", markup=False)
        return not report.failures

    rounds: Iterable[Sequence[str]] = (sources,)
    if watch:
        from kg.build.watch import changed

        rounds = changed(sources)
    for paths in rounds:
        try:
            is_whole = built(sources if withdraw else paths)
        except KgError as error:
            if not watch:
                raise
            say(error)
    if not (watch or is_whole):
        raise typer.Exit(1)


def expand(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph of the compact profile.")],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="WHOLE", help="Where the whole graph goes.")],
) -> None:
    """Make a graph of the compact profile whole: the same as a build of the full profile makes.

    Example: kg expand compact.kg -o hansard.kg
    """
    from kg.expand import expand as expand_to

    with progress_bar("Expanding") as told:
        quads = expand_to(graph, out, told)
    typer.echo(f"{quads} quads")


def evaluate(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Hansard that names its speakers.")],
    labels: Annotated[
        Path | None,
        typer.Option(metavar="FILE|FOLDER", help="Labelled mentions: a CSV file, or a folder of Label Studio's."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure the judgements: take the names away and ask who speaks, and compare whom mentions mean.

    With --labels, mentions are compared with what readers labelled, and nothing else.

    Example: kg evaluate debates/ --labels labelled.csv
    """
    from kg.evaluate.report import evaluated

    rows, lines = evaluated(sources, labels)
    typer.echo(json.dumps(rows, indent=2, ensure_ascii=False) if as_json else "\n".join(lines))


def show(
    graph: GraphPath,
    debate: Annotated[str | None, typer.Argument(help="A debate's title, key or IRI; without it, the list.")] = None,
    explained: Annotated[
        bool, typer.Option("--why", help="Say by which rule, reasons and words each person was judged.")
    ] = False,
    with_claims: Annotated[
        bool, typer.Option("--claims", help="Say who is claimed to do what about what, in which words.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show a debate as people read it: who, for where, what was named; unknowns say why.

    Example: kg show hansard.kg "Regional Organised Crime Units" --why --claims
    """
    from kg.show import correction_lines, debate_lines, find_debates, list_lines, shown
    from kg.store import open_graph

    with open_graph(graph) as opened:
        found = find_debates(opened, debate)
        if as_json:
            typer.echo(json.dumps([shown(opened, key, explained) for key in found], indent=2, ensure_ascii=False))
        elif debate is None:
            typer.echo("\n".join(list_lines(opened, found)))
        else:
            for key in found:
                for line in debate_lines(opened, key, explained, with_claims):
                    print_line(line)
                if explained:
                    typer.echo("\n".join(correction_lines(opened, key)))


def validate(graph: GraphPath, as_json: AsJson = False) -> None:
    """Check every debate of a graph against the SHACL shapes; exit 1 where one does not conform.

    Example: kg validate hansard.kg
    """
    from kg.store import open_graph
    from kg.validate import validate_stored

    with open_graph(graph) as opened, progress_bar("Validating") as told:
        violations = list(validate_stored(opened, told))
    if as_json:
        typer.echo(json.dumps({"conforms": not violations, "results": [v.row() for v in violations]}, indent=2))
    else:
        for violation in violations:
            typer.echo(str(violation))
        typer.echo(f"{len(violations)} violations" if violations else "conforms")
    if violations:
        raise typer.Exit(1)

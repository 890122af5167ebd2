"""The command line: parse, call, print. Each command's work is done in the rooms; here is what the user sees of it."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, NoReturn, cast

import typer
from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kg import iris
from kg.errors import KgError, UsageError

app = typer.Typer(
    name="kg",
    help="A knowledge graph of what is said in the UK Parliament.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
register_app = typer.Typer(help="Who sat for which seat, in which party and office, on a date.", no_args_is_help=True)
app.add_typer(register_app, name="register")
vocabulary_app = typer.Typer(help="The agencies, issues and places that are known.", no_args_is_help=True)
app.add_typer(vocabulary_app, name="vocabulary")

err = Console(stderr=True, highlight=False, soft_wrap=True)

GraphPath = Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph made by `kg build`.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only debates on or after this day.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only debates on or before this day.")]


WrongCall = cast("type[typer.BadParameter]", typer.BadParameter.__base__)
"""What is raised for words that no command takes: the base of typer's own errors, which it does not name itself."""


def main() -> None:
    """Run the command line; an error that the user can mend is one line on stderr."""
    try:
        sys.exit(app(standalone_mode=False))
    except KgError as error:
        stop(error)
    except WrongCall as wrong:
        stop_at(wrong)
    except typer.Abort:
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def stop_at(wrong: typer.BadParameter) -> NoReturn:
    """Say what is wrong with a call; one without words is answered with the help."""
    said = wrong.format_message()
    if said.startswith("Usage:"):
        err.print(said, markup=False)
        sys.exit(2)
    stop(UsageError(said.rstrip("."), mend=f"see {wrong.ctx.command_path if wrong.ctx else 'kg'} --help"))


def stop(error: KgError) -> NoReturn:
    say(error)
    sys.exit(error.exit_code)


def say(error: KgError) -> None:
    for line in (str(error), *error.also):
        err.print(f"kg: {line}", markup=False)


def print_line(line: str) -> None:
    """Print a line of Rich markup; where it wraps, it keeps its indent."""
    words = line.lstrip(" ")
    Console(highlight=False).print(Padding(words, (0, 0, 0, len(line) - len(words))) if words else "")


def print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {version('hansard-kg')}")
        raise typer.Exit


@app.callback()
def _any_command(
    _: Annotated[
        bool,
        typer.Option("--version", help="Say which version this is, and exit.", callback=print_version, is_eager=True),
    ] = False,
) -> None:
    pass


def day_of(words: str | None) -> date | None:
    """Read a date of the command line."""
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise UsageError(f"{words!r} is no date", mend="write it as 2017-11-20") from error


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show on stderr how far long work has come, where stderr is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(what)

        def told(name: str, done: int, of: int) -> None:
            bar.update(task, description=f"{what} {name}", completed=done, total=of)

        yield told


@app.command()
def build(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, globs, archives; - for standard input.")
    ],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="GRAPH", help="Where the graph goes.")],
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes that read and resolve; one for each processor.", show_default=False),
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
    from kg.build.watch import changed
    from kg.show import report_lines, report_rows

    if not iris.is_base(base_iri):
        raise UsageError(f"{base_iri!r} cannot be a base", mend="give an http or https IRI that ends in / or #")

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
                again=again,
                withdraw=withdraw,
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

    for paths in changed(sources) if watch else (sources,):
        try:
            is_whole = built(sources if withdraw else paths)
        except KgError as error:
            if not watch:
                raise
            say(error)
    if not (watch or is_whole):
        raise typer.Exit(1)


def source_date() -> datetime | None:
    """Return the moment of SOURCE_DATE_EPOCH (reproducible-builds.org), where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else None
    except ValueError as error:
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}", mend="give seconds since 1970") from error


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


def pairs(words: list[str]) -> dict[str, str]:
    """Read K=V words of the command line."""
    for word in words:
        if "=" not in word:
            raise UsageError(f"{word!r} gives no value", mend="write --param name=value")
    return dict(word.split("=", 1) for word in words)


@app.command()
def export(
    graph: GraphPath,
    form: Annotated[
        str,
        typer.Option("--to", metavar="FORMAT", help="nq, nt, ttl, trig, jsonld, rdfxml, csv, web-annotation or void."),
    ],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="The file; for csv the folder.")],
    debate: Annotated[str | None, typer.Option(help="Only this debate: title, key or IRI.")] = None,
    since: Since = None,
    until: Until = None,
) -> None:
    """Write a graph in another form: nq, trig, jsonld carry the dataset, nt, ttl, rdfxml the union, csv rows; web-annotation
    carries the mentions as W3C Web Annotations, void the description of the dataset.

    Example: kg export hansard.kg --to ttl -o hansard.ttl
    """
    from kg.export import Selection
    from kg.export import export as write_export
    from kg.store import open_graph

    with open_graph(graph) as opened:
        write_export(opened, form, out, Selection(debate, day_of(since), day_of(until)))


@app.command()
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


@app.command()
def serve(
    graph: GraphPath,
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 for all.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port.")] = 8000,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds until a query is ended.")] = 30.0,
    limit: Annotated[int, typer.Option(min=1, help="As many rows of an answer at the most.")] = 100_000,
    memory: Annotated[int, typer.Option(min=100, help="Megabytes that a query may take.")] = 2_000,
    workers: Annotated[int, typer.Option(min=1, help="Queries that are answered at once.")] = 2,
    address: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="The public address, where a proxy stands before the server."),
    ] = None,
    log_queries: Annotated[bool, typer.Option("--log-queries", help="Log the words of queries too.")] = False,
) -> None:
    """Serve a graph: SPARQL at /sparql, linked data and pages at the paths of its things. Read-only, bounded.

    Example: kg serve hansard.kg --port 8000
    """
    from kg.serve.run import serve_graph

    serve_graph(graph, host, port, timeout, limit, memory, workers, address, log_queries)


@app.command("mcp")
def serve_models(
    graph: GraphPath,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds until a query is ended.")] = 30.0,
) -> None:
    """Let a language model ask a graph: a server of the Model Context Protocol over standard input and output. Read-only.

    Needs the extra: pip install 'hansard-kg[mcp]'

    Example: kg mcp hansard.kg
    """
    from kg.serve.mcp import serve

    serve(graph, timeout)


@app.command()
def demo(
    out: Annotated[Path, typer.Option("-o", "--output", metavar="GRAPH", help="Where the graph goes.")] = Path(
        "hansard-demo.kg"
    ),
) -> None:
    """Build the shipped debate, show it, ask it a question, export a network.

    Example: kg demo
    """
    from kg.demo import demo_lines

    for line in demo_lines(out, source_date()):
        print_line(line)


@vocabulary_app.command("suggest")
def vocabulary_suggest(
    graph: GraphPath,
    out: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="The Turtle file; standard output by default.")
    ] = None,
    least: Annotated[int, typer.Option(min=1, help="As many debates, and as many speakers, say it at least.")] = 3,
    as_json: AsJson = False,
) -> None:
    """Propose issues that nobody listed: recurring terms of a graph that no concept covers, with counts and examples.

    Edit the file and give it back with: kg build SOURCE... -o GRAPH --vocabulary FILE

    Example: kg vocabulary suggest hansard.kg -o suggested.ttl
    """
    from kg.store import open_graph
    from kg.suggest import suggestions
    from kg.suggest.turtle import rows, turtle

    with open_graph(graph) as opened:
        found = suggestions(opened, least)
        written = (
            json.dumps(rows(found), indent=2, ensure_ascii=False) + "\n" if as_json else "".join(turtle(found, opened))
        )
    if out is None:
        typer.echo(written, nl=False)
    else:
        write_file(out, written)
        err.print(f"{len(found)} issues are suggested in {out}", markup=False)


def write_file(path: Path, words: str) -> None:
    try:
        path.write_text(words, encoding="utf-8")
    except OSError as error:
        raise KgError(
            f"cannot be written: {error.strerror or error}", where=str(path), mend="give another path"
        ) from error


@register_app.command("find")
def register_find(
    words: Annotated[str, typer.Argument(metavar="NAME|SEAT|OFFICE")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The day; the last one covered by default.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say who bears a name, holds a seat or an office on a day: person, seat, party, offices.

    Example: kg register find "Ben Wallace" --on 2017-11-20
    """
    from kg.register import find, load_register

    register = load_register()
    day = day_of(on) or register.last_day
    found = find(register, words, day)
    if as_json:
        typer.echo(json.dumps([one.row() for one in found], indent=2, ensure_ascii=False))
    else:
        for one in found:
            typer.echo(str(one))
    if not found:
        stop(
            KgError(
                f"nobody by the name, seat or office of “{words}” on {day}",
                mend="try another spelling or day",
            )
        )


@register_app.command("info")
def register_info(as_json: AsJson = False) -> None:
    """Say what the register covers, how many rows its tables have, and where they come from.

    Example: kg register info
    """
    from kg.register import load_register

    info = load_register().info()
    typer.echo(json.dumps(info, indent=2) if as_json else "\n".join(f"{name}: {value}" for name, value in info.items()))


@register_app.command("compile")
def register_compile(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder of public registers.")],
    into: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FOLDER", help="Where the tables go; the shipped ones by default."),
    ] = None,
) -> None:
    """Compile the register's tables from public registers.

    Example: kg register compile registers/ -o tables/
    """
    from kg.register.compile import compile_register
    from kg.register.tables import DATA

    for table, count in compile_register(folder, into or DATA).items():
        typer.echo(f"{table}: {count} rows")


if __name__ == "__main__":
    main()

"""The command line: parse, call, print. Each command's work is done in the rooms; here is what the user sees of it."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
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

err = Console(stderr=True, highlight=False, soft_wrap=True)

GraphPath = Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph made by `kg build`.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only debates on or after this day.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only debates on or before this day.")]


def main() -> None:
    """Run the command line; an error that the user can mend is one line on stderr."""
    try:
        app()
    except KgError as error:
        stop(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def stop(error: KgError) -> NoReturn:
    err.print(f"kg: {error}", markup=False)
    sys.exit(error.exit_code)


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
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...", help="Files, folders, globs of Hansard.")],
    out: Annotated[Path, typer.Option("-o", "--output", metavar="GRAPH", help="Where the graph goes.")],
    workers: Annotated[int, typer.Option(min=1, help="Processes that read and resolve.")] = 1,
    vocabulary: Annotated[list[Path] | None, typer.Option(help="Turtle with concepts of your own; repeatable.")] = None,
    base_iri: Annotated[str, typer.Option(help="The base of every IRI that is minted.")] = iris.BASE,
    as_json: AsJson = False,
) -> None:
    """Build a graph from Hansard, or bring one up to date; what is in it already stays.

    Example: kg build debates/ page.txt -o hansard.kg
    """
    from kg.build import build as build_graph
    from kg.show import report_lines, report_rows

    if not iris.is_base(base_iri):
        raise UsageError(f"{base_iri!r} cannot be a base", mend="give an http or https IRI that ends in / or #")
    with progress_bar("Reading") as told:
        report = build_graph(
            sources,
            out,
            workers=workers,
            vocabulary=tuple(vocabulary or ()),
            base=base_iri,
            generated=source_date(),
            progress=told,
        )
    if as_json:
        typer.echo(json.dumps(report_rows(report), indent=2, ensure_ascii=False))
    else:
        for line in report_lines(report):
            typer.echo(line)
    for failure in report.failures:
        err.print(f"kg: {failure}", markup=False)
    if report.failures:
        raise typer.Exit(1)


def source_date() -> datetime | None:
    """Return the moment of SOURCE_DATE_EPOCH (reproducible-builds.org), where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else None
    except ValueError as error:
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}", mend="give seconds since 1970") from error


@app.command()
def show(
    graph: GraphPath,
    debate: Annotated[str | None, typer.Argument(help="A debate's title, key or IRI; without it, the list.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show a debate as people read it: who, for where, what was named; unknowns say why.

    Example: kg show hansard.kg "Regional Organised Crime Units"
    """
    from kg.show import debate_lines, find_debates, list_lines, shown
    from kg.store import open_graph

    with open_graph(graph) as opened:
        found = find_debates(opened, debate)
        if debate is None:
            rows = [shown(opened, key, brief=True) for key in found] if as_json else []
            typer.echo(json.dumps(rows, indent=2, ensure_ascii=False) if as_json else "\n".join(list_lines(opened, found)))
            return
        for key in found:
            if as_json:
                typer.echo(json.dumps(shown(opened, key), indent=2, ensure_ascii=False))
            else:
                console = Console(highlight=False)
                for line in debate_lines(opened, key):
                    console.print(line)


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


@register_app.command("find")
def register_find(
    words: Annotated[str, typer.Argument(metavar="NAME|SEAT|OFFICE")],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day; the last one covered by default.")] = None,
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
        stop(KgError(f"nobody by the name, seat or office of “{words}” on {day}", mend="try another spelling or day"))

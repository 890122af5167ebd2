"""What is known before any graph: the register and the vocabulary."""

import json
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import AsJson, GraphPath, day_of
from kg.cli.said import err, stop
from kg.errors import KgError


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


def register_info(as_json: AsJson = False) -> None:
    """Say what the register covers, how many rows its tables have, and where they come from.

    Example: kg register info
    """
    from kg.register import load_register

    info = load_register().info()
    typer.echo(json.dumps(info, indent=2) if as_json else "\n".join(f"{name}: {value}" for name, value in info.items()))


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

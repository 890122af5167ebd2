"""The command line: parse, call, print. Each command's work is done in the rooms; here is what the user sees of it."""

import os
import sys
from importlib.metadata import version
from typing import Annotated, NoReturn, cast

import typer

from kg.cli.answers import export, network, query
from kg.cli.graphs import build, evaluate, expand, show, validate
from kg.cli.said import err, stop
from kg.cli.serving import demo, serve, serve_models
from kg.cli.tables import register_compile, register_find, register_info, vocabulary_suggest
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

for command in (build, expand, evaluate, show, validate, query, export, network, serve):
    app.command()(command)
app.command("mcp")(serve_models)
app.command()(demo)
vocabulary_app.command("suggest")(vocabulary_suggest)
for name, of_register in (("find", register_find), ("info", register_info), ("compile", register_compile)):
    register_app.command(name)(of_register)

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

"""What is said on the terminal: lines of markup, errors, how far work has come."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kg.errors import KgError

err = Console(stderr=True, highlight=False, soft_wrap=True)


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


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show on stderr how far long work has come, where stderr is a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(what)

        def told(name: str, done: int, of: int) -> None:
            bar.update(task, description=f"{what} {name}", completed=done, total=of)

        yield told

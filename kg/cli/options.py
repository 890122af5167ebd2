"""What several commands take: a graph, days, parameters."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from kg.errors import UsageError

GraphPath = Annotated[Path, typer.Argument(metavar="GRAPH", help="A graph made by `kg build`.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
Since = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Only debates on or after this day.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Only debates on or before this day.")]


def day_of(words: str | None) -> date | None:
    """Read a date of the command line."""
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise UsageError(f"{words!r} is no date", mend="write it as 2017-11-20") from error


def source_date() -> datetime | None:
    """Return the moment of SOURCE_DATE_EPOCH (reproducible-builds.org), where it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else None
    except ValueError as error:
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}", mend="give seconds since 1970") from error


def pairs(words: list[str]) -> dict[str, str]:
    """Read K=V words of the command line."""
    for word in words:
        if "=" not in word:
            raise UsageError(f"{word!r} gives no value", mend="write --param name=value")
    return dict(word.split("=", 1) for word in words)

"""Measures as a table: a row for each node, the first measure's largest first."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import networkx as nx
import polars as pl

from kg.errors import GraphError, UsageError
from kg.network.frames import Row

SAID = ("id", "label", "kind", "party")


def measured_rows(made: "nx.Graph[str]", names: Sequence[str]) -> list[Row]:
    """Return each node with its label, kind, party and measures, those with the largest value of the first measure first."""
    rows: list[Row] = [
        {"id": node, **{name: said.get(name, "") for name in (*SAID[1:], *names)}}
        for node, said in made.nodes(data=True)
    ]
    return sorted(rows, key=lambda row: (*(-float(str(row[name])) for name in names[:1]), str(row["id"])))


def _csv(rows: Sequence[Row]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]) if rows else SAID, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def _json(rows: Sequence[Row]) -> bytes:
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()


def _parquet(rows: Sequence[Row]) -> bytes:
    file = io.BytesIO()
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(file)
    return file.getvalue()


TABLES: Mapping[str, Callable[[Sequence[Row]], bytes]] = {"csv": _csv, "json": _json, "parquet": _parquet}


def write_table(rows: Sequence[Row], to: Path) -> None:
    """Write rows as csv, json or parquet, as the file's name ends. Raises UsageError for another ending."""
    form = to.suffix.lstrip(".")
    if form not in TABLES:
        raise UsageError(f"{to} ends in no form of a table", mend=f"let it end in one of: {', '.join(TABLES)}")
    try:
        to.write_bytes(TABLES[form](rows))
    except OSError as error:
        raise GraphError(
            f"cannot be written: {error.strerror or error}", where=str(to), mend="choose another path"
        ) from error


def table_text(rows: Sequence[Row], form: str) -> str:
    """Return rows as text: csv, json, or columns for people (table)."""
    if form in ("csv", "json"):
        return TABLES[form](rows).decode()
    if form != "table":
        raise UsageError(f"there is no table {form!r} to print", mend="take table, csv or json, or give -o FILE")
    lines = [list(rows[0])] if rows else []
    lines += [[_short(value) for value in row.values()] for row in rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "".join("  ".join(w.ljust(n) for w, n in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines)


def _short(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)

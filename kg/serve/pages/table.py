"""A table of a page: its rows, the query that made them, and the addresses that export and run it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query import Term, with_prefixes, with_values
from kg.serve.pages.asker import Asker, Bound
from kg.serve.pages.links import ROOT
from kg.serve.pool import DeadlineError

BEING_MADE = "This is still being counted over the whole graph. It will be here in a while."
TOO_LONG = "This took too long to answer here, and is left out. The query below can be asked by itself."


def asked_at(query: str, form: str = "") -> str:
    """Return the address at which a query is answered: on a page, or in a form."""
    return f"{ROOT.get()}/sparql?" + urlencode({"query": query, **({"format": form} if form else {})})


@dataclass(frozen=True)
class Column:
    """A column: the variable that it shows, its heading, the variable of the thing that it links to, and how it is set.

    `kind` is text, short (on one line), day, house, number, bar (a number with a bar), quote (words with those of `marked` stressed) or term.
    """

    name: str
    heading: str
    link: str = ""
    kind: str = "text"
    marked: str = ""


@dataclass(frozen=True)
class Cell:
    text: str
    iri: str = ""
    kind: str = "text"
    marked: str = ""
    share: float = 0.0


@dataclass(frozen=True)
class Table:
    """A question and how its answer is shown; `most` rows of it, all where that is 0; `is_limited` where it says so itself;
    `is_of_all` where it goes over the whole graph, and so is asked but once.

    What is exported is the answer to the very query that is shown.
    """

    title: str
    columns: Sequence[Column]
    sparql: str
    bound: Bound = field(default_factory=dict)
    most: int = 0
    empty: str = "Nothing in this graph."
    is_limited: bool = False
    is_of_all: bool = False

    @property
    def all_of_it(self) -> str:
        """The query without a limit, whole: with its prefixes and values, it can be asked anywhere."""
        return with_prefixes(with_values(self.sparql.strip(), self.bound))

    @property
    def query(self) -> str:
        """The query of the rows that are shown."""
        return f"{self.all_of_it}\nLIMIT {self.most}" if self.most and not self.is_limited else self.all_of_it


@dataclass(frozen=True)
class Shown:
    """A table with its rows, as terms under their variables; `note` says why there are none."""

    table: Table
    rows: Sequence[dict[str, Term]] = ()
    note: str = ""
    is_cut: bool = False

    @property
    def csv(self) -> str:
        return asked_at(self.table.query, "csv")

    @property
    def csv_of_all(self) -> str:
        return asked_at(self.table.all_of_it, "csv")

    @property
    def run(self) -> str:
        return asked_at(self.table.query)

    def value(self, row: dict[str, Term], name: str) -> str:
        return row[name].value if name in row else ""

    def cells(self) -> list[list[Cell]]:
        """Return the cells, row by row."""
        largest = {c.name: max(map(float, self._numbers(c.name)), default=0.0) for c in self.table.columns}
        return [[self._cell(column, row, largest[column.name]) for column in self.table.columns] for row in self.rows]

    def _numbers(self, name: str) -> list[str]:
        values = (self.value(row, name) for row in self.rows)
        return [value for value in values if value.replace(".", "", 1).isdigit()]

    def _cell(self, column: Column, row: dict[str, Term], largest: float) -> Cell:
        term = row.get(column.name)
        iri = self.value(row, column.link) if column.link else ""
        if column.kind == "term" and isinstance(term, ox.NamedNode):
            iri = term.value
        text = term.value if term is not None else ""
        share = float(text) / largest if column.kind == "bar" and largest and text else 0.0
        return Cell(text, iri, column.kind, self.value(row, column.marked) if column.marked else "", share)


async def show(ask: Asker, table: Table) -> Shown:
    """Return a table with its rows; without them, and a note, where they take too long."""
    try:
        answer = await (ask.once if table.is_of_all else ask.answer)(table.query)
    except QueryError as error:
        if not (table.is_of_all or isinstance(error, DeadlineError)):
            raise
        return Shown(table, note=TOO_LONG)
    if answer is None:
        return Shown(table, note=BEING_MADE)
    rows = [
        {name: term for name, term in zip(answer.variables, row, strict=True) if term is not None}
        for row in answer.rows
    ]
    return Shown(table, rows, is_cut=answer.cut or bool(table.most and len(rows) == table.most))


async def show_all(ask: Asker, *tables: Table) -> list[Shown]:
    return [await show(ask, table) for table in tables]

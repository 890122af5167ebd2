"""What answers mean: rows of terms by value, equal up to the names of blank nodes."""

import csv
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import pyoxigraph as ox

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None
Value = ox.NamedNode | ox.BlankNode | ox.Triple | tuple[object, ...] | str | None
Row = tuple[Value, ...]
Table = tuple[tuple[str, ...], list[Row]]
"""Variables in order of their names, and rows in that order of variables."""

XSD = "http://www.w3.org/2001/XMLSchema#"
VALUES: Mapping[str, Callable[[str], object]] = {
    f"{XSD}integer": int,
    f"{XSD}decimal": lambda said: Decimal(said).normalize(),
    f"{XSD}double": float,
    f"{XSD}float": float,
    f"{XSD}boolean": lambda said: said in ("true", "1"),
}
"""By datatype: the value of what is said."""
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def value(term: Term) -> Value:
    """Return a literal as its value, datatype and language; any other term as it is. What has no value stands as it is said."""
    if not isinstance(term, ox.Literal):
        return term
    try:
        said = repr(VALUES[term.datatype.value](term.value))
    except (KeyError, ValueError, ArithmeticError):
        said = term.value
    return said, term.datatype.value, term.language


def table(variables: Sequence[str], rows: Sequence[Mapping[str, Term]]) -> Table:
    names = tuple(sorted(variables))
    return names, [tuple(value(row.get(name)) for name in names) for row in rows]


def parsed(body: bytes, form: ox.QueryResultsFormat) -> Table | bool:
    """Read results as the engine reads them."""
    results = ox.parse_query_results(body, form)
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    names = [variable.value for variable in results.variables]
    return table(names, [dict(zip(names, row, strict=True)) for row in results])


def parsed_csv(body: bytes) -> Table:
    """Read results in CSV, where a number is its value and all else but blank nodes is plain text."""
    head, *lines = csv.reader(body.decode().splitlines(keepends=True))
    return table(head, [dict(zip(head, map(_plain, line), strict=True)) for line in lines])


def _plain(cell: str) -> Term:
    if cell.startswith("_:"):
        return ox.BlankNode(cell[2:])
    return ox.Literal(cell, datatype=ox.NamedNode(f"{XSD}double")) if NUMBER.fullmatch(cell) else ox.Literal(cell)


RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
BINDINGS = f"""SELECT ?row ?name ?value {{
  [] <{RS}solution> ?row . ?row <{RS}binding> ?one . ?one <{RS}variable> ?name ; <{RS}value> ?value
}}"""


def result_set(body: bytes, base: str) -> Table:
    """Read rows that are written as a graph in Turtle, in the terms of the working group's result sets."""
    store = ox.Store()
    store.load(body, format=ox.RdfFormat.TURTLE, base_iri=base)
    names = [row[0].value for row in store.query(f"SELECT ?name {{ [] <{RS}resultVariable> ?name }}")]
    rows: dict[str, dict[str, Term]] = {}
    for row, name, term in store.query(BINDINGS):
        rows.setdefault(row.value, {})[name.value] = term
    return table(names, list(rows.values()))


def same_order(ours: Sequence[Row], theirs: Sequence[Row]) -> bool:
    """Tell whether the rows are in the same order, where blank nodes are all alike."""
    return list(map(_masked, ours)) == list(map(_masked, theirs))


def _masked(row: Row) -> Row:
    return tuple("blank" if isinstance(one, ox.BlankNode) else one for one in row)


def same_rows(ours: Sequence[Row], theirs: Sequence[Row]) -> bool:
    """Tell whether the rows are the same, as often, in any order, for one renaming of blank nodes."""
    plain, blank = _parted(ours)
    their_plain, their_blank = _parted(theirs)
    return Counter(plain) == Counter(their_plain) and _renamable(blank, their_blank, {})


def _parted(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    blank = [row for row in rows if any(isinstance(one, ox.BlankNode) for one in row)]
    return [row for row in rows if row not in blank], blank


def _renamable(ours: list[Row], theirs: list[Row], names: Mapping[Value, Value]) -> bool:
    if not ours or not theirs:
        return not ours and not theirs
    for at, row in enumerate(theirs):
        more = _renamed(ours[0], row, names)
        if more is not None and _renamable(ours[1:], [*theirs[:at], *theirs[at + 1 :]], more):
            return True
    return False


def _renamed(ours: Row, theirs: Row, names: Mapping[Value, Value]) -> Mapping[Value, Value] | None:
    """Return `names` and those that make the rows one, or None where no names do; two nodes never get one name."""
    names = dict(names)
    for one, other in zip(ours, theirs, strict=True):
        if not isinstance(one, ox.BlankNode) or not isinstance(other, ox.BlankNode):
            if one != other:
                return None
        elif names.setdefault(one, other) != other or list(names.values()).count(other) > 1:
            return None
    return names


def same_graph(ours: bytes, theirs: bytes, form: ox.RdfFormat, base: str) -> bool:
    """Tell whether two graphs are isomorphic."""
    return _canonical(ours, ox.RdfFormat.N_TRIPLES, base) == _canonical(theirs, form, base)


def _canonical(body: bytes, form: ox.RdfFormat, base: str) -> ox.Dataset:
    graph = ox.Dataset(ox.parse(body, format=form, base_iri=base))
    graph.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return graph

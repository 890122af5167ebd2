"""Complete what somebody types: names of things, types and properties (section 6 of the specification)."""

from collections.abc import Mapping
from pathlib import Path

from kg import iris
from kg.serve.reconcile.candidates import Thing, beginning, names_in, things
from kg.serve.reconcile.kinds import KINDS, TYPES, types_of, written
from kg.serve.reconcile.properties import PROPERTIES

Result = dict[str, object]


def entities(file: Path, base: str, prefix: str, type_id: str | None, most: int, skip: int) -> Result:
    """Return the things whose names begin so, or whose id is the prefix. Raises sqlite3.Error where there is no index."""
    kinds = [TYPES[type_id].kind] if type_id else list(KINDS)
    with names_in(file) as opened:
        by_id = list(things(opened, [prefix], base).values()) if "/" in prefix and not skip else []
        found = [*by_id, *beginning(opened, prefix, kinds, most, skip)]
    return {"result": [_entity(base, thing) for thing in found[:most]]}


def _entity(base: str, thing: Thing) -> Result:
    return {
        "id": iris.relative(thing.iri, base),
        "name": thing.label,
        **({"description": thing.note} if thing.note else {}),
        "notable": written(types_of(thing.kind)),
    }


def types(prefix: str, most: int, skip: int) -> Result:
    """Return the types whose name or id begins so."""
    found = _begin_so({name: its.name for name, its in TYPES.items()}, prefix)[skip : skip + most]
    return {"result": [written_type(name) for name in found]}


def written_type(name: str) -> Result:
    """Return a type with the one that it is a part of."""
    its = TYPES[name]
    return {"id": name, "name": its.name, **({"broader": written((its.broader,))} if its.broader else {})}


def properties(prefix: str, type_id: str | None, most: int, skip: int) -> Result:
    """Return the properties whose name or id begins so, those of a type where it is given."""
    fit = {pid: its.name for pid, its in PROPERTIES.items() if type_id is None or TYPES[type_id].kind in its.patterns}
    found = _begin_so(fit, prefix)[skip : skip + most]
    return {"result": [{"id": pid, "name": fit[pid]} for pid in found]}


def _begin_so(names: Mapping[str, str], prefix: str) -> list[str]:
    """Return the ids of which the id or a word of the name begins with the prefix."""
    start = prefix.casefold()
    return [one for one, name in names.items() if f" {one} {name}".casefold().find(f" {start}") >= 0 or one == prefix]

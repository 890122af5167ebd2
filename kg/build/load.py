"""From parts and a plan to what the store loads: the chosen texts under their final keys, and where they come from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from kg import iris
from kg.build.parts import TURN, Part
from kg.build.plan import Choice, Entry, Plan
from kg.model import Ref
from kg.triples import Origin, also_quads, provenance_quads
from kg.triples.nquads import Lines, term, text, web_address

Id = tuple[bool, str, Ref]


def final_keys(chosen: Plan) -> Mapping[Id, Ref]:
    """Return the final key of every entry."""
    return {entry.id: choice.key for choice in chosen.choices for entry in (choice.entry, *choice.others)}


def winners(chosen: Plan) -> frozenset[Id]:
    """Return the entries that give the text."""
    return frozenset(choice.entry.id for choice in chosen.choices)


def entries_of(part: Part) -> Iterator[Entry]:
    for head in part.heads:
        yield Entry(
            key=head.key,
            venue=head.venue,
            date=head.date,
            source=part.source,
            rank=part.rank,
            opening=head.opening,
            identifiers=head.identifiers,
            column=head.column,
            url=head.url,
            version=head.version,
            turns=head.turns,
            people=head.people,
            divisions=head.divisions,
        )


def kept_lines(part: Part, keys: Mapping[Id, Ref], kept: frozenset[Id], base: str) -> Iterator[bytes]:
    """Yield the quads of the debates of `part` that give their text, each debate in one piece, under final keys."""
    sha = part.source.sha256
    moves = {head.key: keys[False, sha, head.key] for head in part.heads if (False, sha, head.key) in keys}
    rename = Renaming({old: new for old, new in moves.items() if old != new}, base)
    with part.path.open("rb") as file:
        for head in part.heads:
            if (False, sha, head.key) in kept:
                file.seek(head.begin)
                yield rename(file.read(head.end - head.begin))


class Renaming:
    """Moves every IRI of a debate, of what is in it and of its graphs, from one key to another.

    >>> move = Renaming({"debate/commons/2017-11-20/a": "debate/commons/2017-11-20/a~2"}, "https://x.org/")
    >>> move(b"<https://x.org/debate/commons/2017-11-20/a/1> <https://x.org/graph/debate/commons/2017-11-20/a-b>")
    b'<https://x.org/debate/commons/2017-11-20/a~2/1> <https://x.org/graph/debate/commons/2017-11-20/a-b>'
    """

    def __init__(self, moves: Mapping[Ref, Ref], base: str) -> None:
        self._moves = {old.encode(): new.encode() for old, new in moves.items()}
        keys = b"|".join(re.escape(key) for key in sorted(self._moves, key=len, reverse=True))
        self._pattern = re.compile(rb"(<" + re.escape(base.encode()) + rb"(?:graph/)?)(" + keys + rb")(?=[/>#])")

    def __call__(self, lines: bytes) -> bytes:
        if not self._moves:
            return lines
        return self._pattern.sub(lambda match: match[1] + self._moves[match[2]], lines)


def origin_lines(choice: Choice, activity: Ref, moment: datetime, base: str) -> Iterator[str]:
    """Yield what the graph is to say of where a debate comes from, and what its other documents add."""
    entry, others = choice.entry, companions(choice)
    if not entry.stored:
        origin = Origin(choice.key, entry.source, entry.opening, activity, moment, entry.version)
        yield from provenance_quads(origin, base)
    yield from also_quads(choice.key, tuple(other.source for other in others), base)
    lines = Lines(base, iris.stated_graph(choice.key), [])
    lines.say(
        choice.key,
        *((term("dcterms:identifier"), text(i)) for other in others for i in other.identifiers),
        *((term("schema:url"), web_address(other.url)) for other in others),
    )
    yield from lines.lines


def companions(choice: Choice) -> tuple[Entry, ...]:
    """Return the entries that say the same beside the chosen one; an earlier text that it replaces is none."""
    return tuple(
        other
        for other in choice.others
        if other.source.sha256 != choice.entry.source.sha256
        and (not other.stored or other.source.form != choice.entry.source.form)
    )


def duplicates(chosen: Plan) -> Iterator[str]:
    """Say, a line each, which documents have a debate that another gives the text of."""
    for choice in chosen.choices:
        for other in (one for one in companions(choice) if one.turns or choice.entry.turns):
            adds = "ids and links only" if other.turns else "the votes of its divisions"
            yield f"{choice.key}: text of {choice.entry.source.path}; {other.source.path} adds {adds}"


def cut_otherwise(chosen: Plan) -> Iterator[str]:
    """Say, a line each, where another document cuts a debate into other contributions than the one whose text is taken."""
    for choice in chosen.choices:
        for other in companions(choice):
            ours, theirs = choice.entry.turns, other.turns
            if theirs and ours != theirs:
                shorter = min(len(ours), len(theirs))
                same = (ours[at : at + TURN] == theirs[at : at + TURN] for at in range(0, shorter, TURN))
                first = next((nth for nth, is_same in enumerate(same) if not is_same), shorter // TURN)
                yield (
                    f"{choice.key}: {len(ours) // TURN} contributions in {choice.entry.source.path}, {len(theirs) // TURN} in"
                    f" {other.source.path}; the first that differs is {first + 1}"
                )


def moved(before: Sequence[Entry], chosen: Plan) -> Mapping[Ref, Ref]:
    """Return the stored debates that stay under another key: old key -> new key."""
    keys, kept = final_keys(chosen), winners(chosen)
    return {e.key: keys[e.id] for e in before if e.id in kept and keys[e.id] != e.key}


def withdrawn(before: Sequence[Entry], chosen: Plan) -> tuple[Ref, ...]:
    """Return the keys of stored debates whose text goes: replaced, superseded, or moved to another key."""
    kept, going = winners(chosen), moved(before, chosen)
    return tuple(sorted(e.key for e in before if e.id not in kept or e.key in going))

"""The register as quads of graph/register: people, seats, parties, offices, constituencies."""

from collections.abc import Iterator

from kg import iris
from kg.iris import BASE
from kg.model import House
from kg.register import Register
from kg.triples.nquads import LABEL, TYPE, Lines, day, term, text

PERSON_IDS = {"wikidata": "http://www.wikidata.org/entity/{}", "id.parliament.uk": "{}"}
START, END = term("schema:startDate"), term("schema:endDate")
RECORD = term("dcterms:source")


def register_quads(register: Register, base: str = BASE) -> Iterator[str]:
    """Yield the whole register, sorted by table and key, as lines of N-Quads."""
    lines = Lines(base, iris.REGISTER_GRAPH, [])
    for write in (_people, _seats, _memberships, _parties, _offices, _holdings, _constituencies):
        for _ in write(lines, register):
            yield from dict.fromkeys(lines.lines)
            lines.lines.clear()

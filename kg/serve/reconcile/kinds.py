"""What can be reconciled: the types that a client may ask for, and the kind of the index of names in which each is found."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.iris import ONTOLOGY
from kg.serve.pages.asker import Asker


@dataclass(frozen=True)
class Type:
    """A class of the ontology as clients see it; `broader` is the type that it is a part of."""

    name: str
    kind: str
    broader: str | None = None


TYPES: Mapping[str, Type] = {
    "Person": Type("Person", "person"),
    "Constituency": Type("Constituency", "constituency"),
    "Agency": Type("Public body", "agency"),
    "GovernmentDepartment": Type("Government department", "agency", "Agency"),
    "PoliceForce": Type("Police force", "agency", "Agency"),
    "RegionalOrganisedCrimeUnit": Type("Regional organised crime unit", "agency", "Agency"),
    "AgencyKind": Type("Kind of public body", "agency", "Agency"),
    "Issue": Type("Issue", "issue"),
    "Place": Type("Place", "place"),
    "Party": Type("Party", "party"),
    "Office": Type("Office", "office"),
}
"""By the name of the class in the ontology, which is the schema space of the service."""

KINDS: Mapping[str, str] = {its.kind: name for name, its in TYPES.items() if its.broader is None}
"""The type of a kind of the index."""

PARTS = """
SELECT ?thing ?class WHERE {
  VALUES ?class { hkg:GovernmentDepartment hkg:PoliceForce hkg:RegionalOrganisedCrimeUnit hkg:AgencyKind }
  ?thing a ?class
}
ORDER BY ?thing ?class
"""


async def narrower_types(ask: Asker) -> Mapping[str, tuple[str, ...]]:
    """Return the types of those things that are more than their kind says, by IRI."""
    found: dict[str, tuple[str, ...]] = {}
    for row in await ask.answer(PARTS):
        found[row["thing"]] = (*found.get(row["thing"], ()), row["class"].removeprefix(ONTOLOGY))
    return found


def types_of(kind: str, narrower: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the types of a thing, the narrowest first.

    >>> types_of("agency", ("PoliceForce",)), types_of("issue")
    (('PoliceForce', 'Agency'), ('Issue',))
    """
    return (*narrower, KINDS[kind])


def written(types: tuple[str, ...]) -> list[dict[str, str]]:
    """Return types as the specification writes them."""
    return [{"id": name, "name": TYPES[name].name} for name in types]

"""The only file that mints an IRI.

Everything has one, the same from whatever form of Hansard it came; there are no blank nodes.
"""

import re
import unicodedata
from datetime import date

from kg.model import House, Kind, Ref, Venue

BASE = "https://w3id.org/hansard-kg/"
ONTOLOGY = "https://w3id.org/hansard-kg/ontology#"

PREFIXES = {
    "hkg": ONTOLOGY,
    "schema": "https://schema.org/",
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "qudt": "http://qudt.org/schema/qudt/",
    "unit": "http://qudt.org/vocab/unit/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
}
"""The prefixes that every query and every Turtle file of ours knows."""


def slug(words: str) -> str:
    """Return `words` as a path segment of a-z, 0-9 and single hyphens; "untitled" where nothing is left.

    >>> slug("Regional Organised Crime Units")
    'regional-organised-crime-units'
    >>> slug("Ynys Môn: St. David’s & Co")
    'ynys-mon-st-davids-and-co'
    """
    plain = unicodedata.normalize("NFKD", words.replace("&", " and ").replace("’", "").replace("'", ""))
    ascii_only = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-") or "untitled"


def is_base(iri: str) -> bool:
    """Tell whether an IRI can be the base of all others; those of spans end in a fragment, so it has none.

    >>> is_base("https://example.org/hansard/"), is_base("https://x.org/a#"), is_base("https://x.org/a b/")
    (True, False, False)
    """
    return bool(re.fullmatch(r"https?://[^\s<>\"{}|^`\\#]+/", iri))


def absolute(ref: Ref, base: str = BASE) -> str:
    """Return the IRI that `ref` stands for.

    >>> absolute("person/1539")
    'https://w3id.org/hansard-kg/person/1539'
    >>> absolute("https://example.org/body"), absolute("urn:example:body")
    ('https://example.org/body', 'urn:example:body')
    >>> absolute("debate/commons/2017-11-20/a#subject=https://example.org/issue/a")
    'https://w3id.org/hansard-kg/debate/commons/2017-11-20/a#subject=https://example.org/issue/a'
    """
    return ref if ":" in ref.partition("/")[0] else base + ref


def relative(iri: str, base: str = BASE) -> Ref:
    """Return `iri` as a path under the base, or as it is where it lies elsewhere.

    >>> relative("https://w3id.org/hansard-kg/issue/county-lines")
    'issue/county-lines'
    """
    return iri.removeprefix(base)


def sitting(venue: Venue, on: date) -> Ref:
    return f"sitting/{venue}/{on.isoformat()}"


def debate(venue: Venue, on: date, title: str, repeat: int = 1) -> Ref:
    """Return the key of a debate: the path of its IRI. The second of one title that day is `repeat` 2.

    >>> debate(Venue.COMMONS, date(2017, 11, 20), "Topical Questions", 2)
    'debate/commons/2017-11-20/topical-questions~2'
    """
    suffix = f"~{repeat}" if repeat > 1 else ""
    return f"debate/{venue}/{on.isoformat()}/{slug(title)}{suffix}"


def contribution(debate_key: Ref, index: int) -> Ref:
    return f"{debate_key}/{index}"


def procedure(debate_key: Ref, index: int) -> Ref:
    return f"{debate_key}/procedure/{index}"


def span(contribution_ref: Ref, begin: int, end: int, kind: Kind | str | None = None) -> Ref:
    """Return the fragment IRI of RFC 5147 for a span; `kind` tells a second thing on the same span apart."""
    second = f"&kind={kind.lower()}" if kind else ""
    return f"{contribution_ref}#char={begin},{end}{second}"


def claim(contribution_ref: Ref, begin: int, end: int, nth: int = 1) -> Ref:
    """Return the IRI of a claim that the words of a span make; `nth` tells several that the same words make apart.

    >>> claim("debate/commons/2017-11-20/topical-questions/3", 12, 84, 2)
    'debate/commons/2017-11-20/topical-questions/3#claim=12,84&n=2'
    """
    return f"{contribution_ref}#claim={begin},{end}" + (f"&n={nth}" if nth > 1 else "")


def subject(debate_key: Ref, means: Ref) -> Ref:
    """Return the IRI of a debate's being about something.

    >>> subject("debate/commons/2018-05-01/county-lines", "issue/county-lines")
    'debate/commons/2018-05-01/county-lines#subject=issue/county-lines'
    """
    return f"{debate_key}#subject={means.replace('#', '%23')}"


def attribution(contribution_ref: Ref) -> Ref:
    return f"{contribution_ref}#speaker"


def annotation(span_iri: str) -> str:
    """Return the IRI of the Web Annotation that says what a span means.

    >>> annotation("debate/commons/2017-11-20/topical-questions/3#char=12,34")
    'debate/commons/2017-11-20/topical-questions/3#annotation=12,34'
    """
    return span_iri.replace("#char=", "#annotation=", 1)


def sitting_graph(venue: Venue, on: date) -> Ref:
    return f"graph/{sitting(venue, on)}"


def stated_graph(debate_key: Ref) -> Ref:
    return f"graph/{debate_key}"


def inferred_graph(debate_key: Ref) -> Ref:
    return f"graph/{debate_key}/inferred"


HISTORIC = "person/historic/"
REGISTER_GRAPH = "graph/register"
VOCABULARY_GRAPH = "graph/vocabulary"
PROVENANCE_GRAPH = "graph/provenance"


def person(mnis: str) -> Ref:
    return f"person/{mnis}"


def historic_person(house: House, year: int, name: str, constituency: str | None = None) -> Ref:
    """Return the path of somebody without an id of Parliament's: a name as printed in a House in a year, with its seat.

    >>> historic_person(House.LORDS, 1909, "THE EARL OF CREWE")
    'person/historic/lords-1909-earl-of-crewe'
    """
    bare = re.sub(r"^the\s+", "", name, flags=re.IGNORECASE)
    return f"{HISTORIC}{slug(' '.join(filter(None, (house, str(year), bare, constituency))))}"


def person_graph(ref: Ref) -> Ref:
    """Return the graph of somebody whom no register has."""
    return f"graph/{ref}"


def division(debate_key: Ref, index: int) -> Ref:
    return f"{debate_key}/division/{index}"


def vote(division_ref: Ref, voter: Ref | None, index: int) -> Ref:
    """Return the path of a vote: by the voter, where one is known, else by its place in the list."""
    return f"{division_ref}/{voter}" if voter else f"{division_ref}/vote/{index}"


def seat(mnis: str, start: date) -> Ref:
    return f"seat/{mnis}/{start.isoformat()}"


def party_membership(mnis: str, start: date, party_slug: str) -> Ref:
    return f"party-membership/{mnis}/{start.isoformat()}/{party_slug}"


def office_holding(mnis: str, office_slug: str, start: date) -> Ref:
    return f"office-holding/{mnis}/{office_slug}/{start.isoformat()}"


def constituency(mnis: str) -> Ref:
    return f"constituency/{mnis}"


def party(name: str) -> Ref:
    return f"party/{slug(name)}"


def office(title: str) -> Ref:
    return f"office/{slug(title)}"


def agency(name: str) -> Ref:
    return f"agency/{slug(name)}"


def source(sha256: str) -> Ref:
    return f"source/{sha256}"


def rule(name: str) -> str:
    """Return the IRI of a rule: the ontology explains it in a comment."""
    return f"{ONTOLOGY}rule-{name}"

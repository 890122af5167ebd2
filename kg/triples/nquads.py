"""N-Quads terms and lines."""

import re
from datetime import date
from decimal import Decimal

from kg import iris
from kg.iris import PREFIXES
from kg.model import Ref

ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\n": "\\n",
        "\r": "\\r",
        **{chr(c): f"\\u{c:04X}" for c in (*range(32), 127) if chr(c) not in "\n\r"},
    }
)
SPECIAL = re.compile(r'[\x00-\x1f\x7f"\\]')


def term(curie: str) -> str:
    """Return a prefixed name as an N-Quads IRI.

    >>> term("hkg:speaker")
    '<https://w3id.org/hansard-kg/ontology#speaker>'
    """
    prefix, _, name = curie.partition(":")
    return f"<{PREFIXES[prefix]}{name}>"


def text(value: str) -> str:
    r"""Return a plain literal.

    >>> print(text('say "no"'))
    "say \"no\""
    """
    return f'"{value.translate(ESCAPES) if SPECIAL.search(value) else value}"'


INTEGER, DATE, DECIMAL, BOOLEAN = (term(f"xsd:{name}") for name in ("integer", "date", "decimal", "boolean"))


def integer(value: int) -> str:
    return f'"{value}"^^{INTEGER}'


def day(value: date) -> str:
    return f'"{value.isoformat()}"^^{DATE}'


def decimal(value: Decimal) -> str:
    """Return a canonical xsd:decimal.

    >>> decimal(Decimal("2.50"))
    '"2.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    plain = f"{value:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return f'"{plain or 0}"^^{DECIMAL}'


TRUE = f'"true"^^{BOOLEAN}'
TYPE, LABEL = term("rdf:type"), term("rdfs:label")


class Lines:
    """Quads of one subject in one graph, as lines of N-Quads. A value that is None or empty says nothing.

    Lines of the compact profile leave out what follows from the rest (`kg.profiles`).
    """

    __slots__ = ("base", "compact", "graph", "lines")

    def __init__(self, base: str, graph: Ref, lines: list[str], compact: bool = False) -> None:
        self.base, self.graph, self.lines = base, f"<{iris.absolute(graph, base)}>", lines
        self.compact = compact

    def iri(self, ref: Ref) -> str:
        return f"<{iris.absolute(ref, self.base)}>"

    def say(self, subject: Ref, *statements: tuple[str, str | None]) -> None:
        """Add what `statements` (predicate, object as N-Quads terms) say of `subject`."""
        start, end = f"{self.iri(subject)} ", f" {self.graph} .\n"
        self.lines += [f"{start}{p} {o}{end}" for p, o in statements if o]

    def derive(self, subject: Ref, *statements: tuple[str, str | None]) -> None:
        """Add `statements` that follow from others, unless the lines are of the compact profile."""
        if not self.compact:
            self.say(subject, *statements)


def web_address(url: str | None) -> str | None:
    """Return a URL of a source as an IRI, or None where it is none that N-Quads can hold."""
    if not url or "://" not in url or any(c in url for c in '<>"{}|^`\\') or any(ord(c) <= 32 for c in url):
        return None
    return f"<{url}>"

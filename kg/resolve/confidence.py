"""How often judgements of each rule are right: counted on debates whose truth is known, kept in confidence.csv.

A rule's confidence is (right + 1) / (counted + 2), Laplace's rule of succession, so that few cases promise little.
`kg evaluate` counts anew; the table says on what each row was counted.
"""

from decimal import Decimal
from functools import cache
from pathlib import Path

from kg.tables import table

TABLE = Path(__file__).parent / "confidence.csv"
CENT = Decimal("0.01")


@cache
def confidence_of(rule: str, of: str) -> Decimal | None:
    """Return the share of judgements by `rule` of speakers or of mentions (`of`) that is right, or None if uncounted.

    >>> confidence_of("no-such-rule", "speaker")
    """
    for row in table(TABLE):
        if (row["rule"], row["of"]) == (rule, of):
            return expected(int(row["right"]), int(row["counted"]))
    return None


def expected(right: int, counted: int) -> Decimal:
    """Return Laplace's estimate of a share, to two places.

    >>> expected(49, 50)
    Decimal('0.96')
    """
    return (Decimal(right + 1) / Decimal(counted + 2)).quantize(CENT)

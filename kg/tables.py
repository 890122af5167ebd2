"""Tables that lie beside the code which reads them: CSV files with a heading, read once."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def table(path: Path) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a table of the package, in its order, by the names of its columns."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))

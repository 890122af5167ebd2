"""More days than there are: copies of some days of Hansard, each under dates of its own.

    python benchmarks/copies.py FOLDER_OF_TWFY_XML INTO COPIES

Each copy has every file once, on another day of the same Parliament, so that the same members sit. Only the dates in names and
ids change: the words and the speakers are real, their days are not.
"""

import re
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

PARLIAMENTS = (date(2010, 5, 25), date(2015, 6, 1), date(2017, 6, 21), date(2020, 1, 7))
"""First days of Parliaments, after which copies are dated."""
NAMED = re.compile(r"(?P<series>[a-z]+)(?P<on>\d{4}-\d\d-\d\d)(?P<version>[a-z]?)\.xml")


def copies(folder: Path, into: Path, count: int) -> Iterator[Path]:
    """Write `count` copies of the days in `folder` to `into`; yield the files, copy by copy. Equal calls, equal files."""
    into.mkdir(parents=True, exist_ok=True)
    files = sorted(file for file in folder.glob("*.xml") if NAMED.fullmatch(file.name))
    for copy in range(count):
        for number, file in enumerate(files):
            named = NAMED.fullmatch(file.name)
            assert named
            before = named["on"]
            first = max(day for day in PARLIAMENTS if day <= date.fromisoformat(before))
            after = (first + timedelta(copy * len(files) + number)).isoformat()
            to = into / f"{named['series']}{after}{named['version']}.xml"
            to.write_bytes(file.read_bytes().replace(before.encode(), after.encode()))
            yield to


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    for written in copies(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])):
        print(written)

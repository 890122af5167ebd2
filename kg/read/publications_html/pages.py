"""The pages of a day: the site cuts its record into numbered pages ("110719-0001.htm", "110719w0012.htm"), wherever a
page is full. Those that lie beside one another are read as one document, the first of them.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from kg.read.documents import Document

NUMBERED = re.compile(r"^(?P<series>\d{5,8}[a-z-]{0,3})(?P<number>\d{4})(?P<suffix>\.html?)$")


def page_before(document: Document) -> str | None:
    """Return the name of the page that a document goes on from, where that lies beside it."""
    before = _beside(document.path, -1)
    return before.name if before else None


def pages_from(document: Document) -> Iterator[Document]:
    """Yield a document and the pages that go on from it, each from beside the one before."""
    page: Document | None = document
    while page:
        yield page
        after = _beside(page.path, +1)
        label = f"{page.label.rpartition(page.name)[0]}{after.name}" if after and page.label else ""
        page = Document(after, "", after.stat().st_size, named=False, label=label) if after else None


def beside(document: Document) -> tuple[Path, ...]:
    """Return the files that a document is read with: one that goes on from another is not read itself."""
    before = _beside(document.path, -1)
    return (before,) if before else tuple(page.path for page in pages_from(document))[1:]


def _beside(path: Path, step: int) -> Path | None:
    name = NUMBERED.match(path.name)
    if not name or int(name["number"]) + step < 0:
        return None
    beside = path.with_name(f"{name['series']}{int(name['number']) + step:04}{name['suffix']}")
    return beside if beside.is_file() else None

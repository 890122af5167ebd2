"""What comes of a hostile document: a refusal in one line, or a reading that keeps every promise. Nothing else."""

import time
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.model import Debate, Rejection
from kg.read import Document, find_documents, read


@dataclass(frozen=True)
class Outcome:
    """`refusal` is None where the document is read; `seconds` are of the processor, so that a busy machine is no fault."""

    refusal: str | None
    items: tuple[Debate | Rejection, ...]
    seconds: float

    @property
    def debates(self) -> list[Debate]:
        return [item for item in self.items if isinstance(item, Debate)]

    @property
    def rejections(self) -> list[Rejection]:
        return [item for item in self.items if isinstance(item, Rejection)]


def outcome(path: Path, content: bytes | str | None = None) -> Outcome:
    """Read a file, after writing `content` to it where that is given; fail where it is neither refused nor sound."""
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass"))
    (document,) = find_documents([path])
    assert isinstance(document, Document)
    began = time.process_time()
    items: list[Debate | Rejection] = []
    refusal = None
    try:
        items += read(document)
    except KgError as error:
        refusal = str(error)
        assert "\n" not in refusal
        assert len(refusal) < 2000
    seconds = time.process_time() - began
    for number, debate in enumerate((item for item in items if isinstance(item, Debate)), 1):
        assert debate.ordinal == number
        check_sound(debate)
    return Outcome(refusal, tuple(items), seconds)


def check_sound(debate: Debate) -> None:
    """Fail where a debate breaks what every reader promises."""
    assert debate.title.strip()
    assert debate.parent is None or 0 < debate.parent < debate.ordinal
    assert [contribution.index for contribution in debate.contributions] == [*range(1, len(debate.contributions) + 1)]
    assert {(c.venue, c.date) for c in debate.contributions} <= {(debate.venue, debate.date)}
    assert all(contribution.text.strip() for contribution in debate.contributions)
    assert all(0 <= division.follows <= len(debate.contributions) for division in debate.divisions)
    for words in (debate.title, *(one.text for one in (*debate.contributions, *debate.procedures))):
        words.encode()

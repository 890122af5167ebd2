"""What goes to the worker of a cluster, what it does there, and what comes back."""

import pickle
import tempfile
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from traceback import format_exc
from uuid import uuid4
from zlib import compress

from kg.build.means import Means, NoPart, make
from kg.build.parts import Part
from kg.errors import ClusterError, KgError
from kg.model import Ref
from kg.read import Document, read_with
from kg.read.urls import put

Files = tuple[tuple[str, bytes], ...]
"""Names and contents."""
SHELVES = ("2", "1", "0")
"""Folders inside one another: a document lies in the innermost, and its reader may look two folders up."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A document on its way, with its files, each by the path that it has on the worker's shelves."""

    document: Document
    files: Files


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came of a document: its part, whose quads come with it, compressed, or lie `at` a URL, and their sha256.

    `refused` says why a worker does not read at all: then there is nothing else.
    """

    made: Part | NoPart | None = None
    quads: bytes = b""
    at: str | None = None
    digest: str = ""
    refused: ClusterError | None = None


def sent(document: Document) -> Sent:
    """Take a document and what it is read with along. Raises SourceError where it cannot be read."""
    own = ("/".join((*SHELVES, document.path.name)), _content(document.path))
    beside = ((_on_shelf(path, document.path), _content(path)) for path in read_with(document))
    return Sent(replace(document, path=Path(document.path.name), label=document.where), (own, *beside))


def _content(path: Path) -> bytes:
    with Document(path, "", 0).open() as file:
        return file.read()


def _on_shelf(path: Path, document: Path) -> str:
    folder = document.resolve().parent
    up = next((up for up, near in enumerate((folder, *folder.parents)) if near == path.parent), 0)
    return "/".join((*SHELVES[: len(SHELVES) - up], path.name))


ONE_AT_A_TIME = Lock()
"""What is loaded, and the collector of garbage, are those of the process: its threads take turns."""


def make_there(one: Sent, packed: bytes, activity: Ref, to: str | None) -> Arrived:
    """What a worker does: lay a document and what it is read with on its shelves, and read it as it is read anywhere."""
    try:
        with ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="hansard-kg-") as name:
            means = _means(packed)
            if means.activity() != activity:
                raise ClusterError("a worker has another hansard-kg, register, vocabulary or model", mend=SAME)
            return _read(one, means, Path(name), to)
    except KgError as error:
        return Arrived(refused=ClusterError(f"a worker cannot do it: {error}"))
    except OSError as error:
        what = f"a worker's disk refuses: {error.strerror or error}"
        return Arrived(refused=ClusterError(what, mend="free space there"))
    except Exception as error:  # Dask waits for ever where a deep traceback, as of a recursion, comes back
        error.add_note(format_exc(-10))
        raise error.with_traceback(None) from None


SAME = "install the same there"


def _read(one: Sent, means: Means, folder: Path, to: str | None) -> Arrived:
    shelves, part = folder / "shelves", folder / "part.nq"
    for file, content in one.files:
        (shelves / file).parent.mkdir(parents=True, exist_ok=True)
        (shelves / file).write_bytes(content)
    made = make((replace(one.document, path=shelves / one.files[0][0]), part), means)
    return _told(made, part.read_bytes(), to) if isinstance(made, Part) else Arrived(made)


def _told(made: Part, quads: bytes, to: str | None) -> Arrived:
    digest = sha256(quads).hexdigest()
    if not to:
        return Arrived(made, compress(quads, 1), digest=digest)
    at = f"{to}/{uuid4().hex}.nq"
    put(at, quads)
    return Arrived(made, at=at, digest=digest)


@cache
def _means(packed: bytes) -> Means:
    """Return what to read with; a vocabulary's files are laid where this worker reads them, and stay as long as its machine keeps them."""
    means: Means
    texts: Files
    means, texts = pickle.loads(packed)
    if not texts:
        return means
    folder = Path(tempfile.mkdtemp(prefix="hansard-kg-"))
    paths = tuple(folder / f"{number}" / name for number, (name, _) in enumerate(texts))
    for path, (_, content) in zip(paths, texts, strict=True):
        path.parent.mkdir()
        path.write_bytes(content)
    return replace(means, vocabulary=paths)

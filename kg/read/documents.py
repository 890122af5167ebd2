"""Documents: what the user's files, folders and globs hold, each once, in an order that no argument decides."""

import glob
import hashlib
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError, SourceError, UsageError
from kg.read.containers import is_container, unpack
from kg.read.urls import fetched, is_url

BLOCK = 1 << 20
STANDARD_INPUT, STDIN = ("-", "/dev/stdin"), "standard input"


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be read: where it lies, the sha256 of its content in hex, its size in bytes.

    `named` tells that the user named the file itself, and not only a folder, glob or archive that holds it; `label` is
    how it is called where that is not its path.
    """

    path: Path
    sha256: str
    size: int
    named: bool = True
    label: str = ""

    @property
    def where(self) -> str:
        """How the document is called in what is said of it."""
        return in_unicode(self.label or self.path)

    @property
    def name(self) -> str:
        """Its file name alone."""
        return in_unicode(self.path.name)

    def open(self) -> BinaryIO:
        """Open the content from its beginning. Raises SourceError where it is gone or closed to us."""
        try:
            return self.path.open("rb")
        except OSError as error:
            raise _unreadable(self.path, error) from error

    def head(self, length: int = 1 << 16) -> bytes:
        """Return the first bytes, by which a reader knows its form."""
        with self.open() as file:
            return file.read(length)


def in_unicode(path: str | Path) -> str:
    """Return a path as it can be printed and written: bytes of a file's name that are no UTF-8 are marked as such."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def find_documents(sources: Iterable[str | Path], spool: Path | None = None) -> Iterator[Document | KgError]:
    """Yield the documents of files, folders (all below, hidden ones apart) and globs, and an error for what is none.

    Compressed files and archives are unpacked into the folder `spool`, where one is given; standard input, the source "-", is
    copied there, and what is at a URL is fetched; whoever gives it keeps it until the documents are read. The same content named twice comes once;
    the order is that of the paths, what archives hold after the rest, whatever the order of `sources`.
    """
    errors: list[KgError] = []
    paths: dict[Path, Path] = {}
    named: set[Path] = set()
    labels: dict[Path, str] = {}
    for source in sources:
        try:
            if str(source) in STANDARD_INPUT and spool:
                files = [_standard_input(spool)]
                labels[files[0]] = STDIN
            elif is_url(source) and spool:
                places = dict(fetched(str(source), spool / f"url-{len(labels)}"))
                labels |= places
                files = list(places)
            else:
                files = _files(source)
            named |= {path.resolve() for path in files if path == Path(source) or labels.get(path) in (source, STDIN)}
            for path in files:
                paths[path.resolve()] = min(path, paths.get(path.resolve(), path))
        except SourceError as error:
            errors.append(error)
    found: list[Document] = []
    for number, path in enumerate(sorted(paths.values())):
        is_named, label = path.resolve() in named, labels.get(path, "")
        for item in _unpacked(path, label, is_named, spool / f"{number}" if spool else None):
            if isinstance(item, Document):
                found.append(item)
            else:
                errors.append(item)
    seen: set[str] = set()
    for document in sorted(found, key=lambda one: (bool(one.label), one.label, one.path)):
        if document.sha256 not in seen:
            seen.add(document.sha256)
            yield document
    yield from sorted(errors, key=str)


def _standard_input(spool: Path) -> Path:
    """Copy standard input into the spool. Raises UsageError where it is a terminal."""
    if sys.stdin.isatty():
        raise UsageError("standard input is a terminal", mend="pipe Hansard into it")
    path = spool / "stdin"
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file, BLOCK)
    return path


def _unpacked(path: Path, label: str, named: bool, spool: Path | None) -> Iterator[Document | SourceError]:
    """Yield the document at a path, or those that it contains: what lies in an archive is not named itself."""
    try:
        document = _document(path, named, label)
        if spool is None or not is_container(document.head(512)):
            yield document
            return
        for item in unpack(path, document.where, spool):
            if isinstance(item, SourceError):
                yield item
            else:
                yield _document(item.path, named and item.where == document.where, item.where)
    except SourceError as error:
        yield error


def _files(source: str | Path) -> list[Path]:
    path = Path(source)
    if "\0" in str(source):
        raise SourceError("a path cannot hold a NUL", where=repr(str(source)), mend="give a real path")
    try:
        if path.is_dir():
            files = [p for p in path.rglob("*") if p.is_file() and not _hidden(p.relative_to(path))]
            if not files:
                raise SourceError(
                    "the folder holds no file", where=in_unicode(path), mend="give a folder with Hansard in it"
                )
            return files
        if path.exists():
            return [path]
    except OSError as error:
        raise _unreadable(path, error) from error
    matched = [Path(m) for m in glob.glob(str(source), recursive=True) if Path(m).is_file()]  # noqa: PTH207 (any root)
    if not matched:
        raise SourceError("there is no such file or folder", where=str(source), mend="check the path")
    return matched


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _document(path: Path, named: bool, label: str = "") -> Document:
    digest, size = hashlib.sha256(), 0
    try:
        if not path.is_file():
            raise SourceError("is no regular file", where=in_unicode(path), mend="give a file or a folder")
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
                size += len(block)
    except OSError as error:
        raise _unreadable(path, error) from error
    return Document(path, digest.hexdigest(), size, named, label)


def _unreadable(path: Path, error: OSError) -> SourceError:
    return SourceError(
        f"cannot be read: {error.strerror or error}", where=in_unicode(path), mend="check path and permissions"
    )

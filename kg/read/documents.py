"""Documents: what the user's files, folders and globs hold, each once, in an order that no argument decides."""

import glob
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg.errors import KgError, SourceError

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be read: where it lies, the sha256 of its content in hex, its size in bytes.

    `named` tells that the user named the file itself, and not only a folder or glob that holds it.
    """

    path: Path
    sha256: str
    size: int
    named: bool = True

    @property
    def where(self) -> str:
        """How the document is called in what is said of it."""
        return str(self.path)

    @property
    def name(self) -> str:
        """Its file name alone."""
        return self.path.name

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


def find_documents(sources: Iterable[str | Path]) -> Iterator[Document | KgError]:
    """Yield the documents of files, folders (all below, hidden ones apart) and globs, and an error for what is none.

    The same content named twice comes once; the order is that of the paths, whatever the order of `sources`.
    """
    errors: list[KgError] = []
    paths: dict[Path, Path] = {}
    named: set[Path] = set()
    for source in sources:
        try:
            files = _files(source)
            named |= {path.resolve() for path in files if path == Path(source)}
            for path in files:
                paths[path.resolve()] = min(path, paths.get(path.resolve(), path))
        except SourceError as error:
            errors.append(error)
    seen: set[str] = set()
    for path in sorted(paths.values()):
        try:
            document = _document(path, path.resolve() in named)
        except SourceError as error:
            errors.append(error)
            continue
        if document.sha256 not in seen:
            seen.add(document.sha256)
            yield document
    yield from sorted(errors, key=str)


def _files(source: str | Path) -> list[Path]:
    path = Path(source)
    if "\0" in str(source):
        raise SourceError("a path cannot hold a NUL", where=repr(str(source)), mend="give a real path")
    try:
        if path.is_dir():
            files = [p for p in path.rglob("*") if p.is_file() and not _hidden(p.relative_to(path))]
            if not files:
                raise SourceError("the folder holds no file", where=str(path), mend="give a folder with Hansard in it")
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


def _document(path: Path, named: bool) -> Document:
    digest, size = hashlib.sha256(), 0
    try:
        if not path.is_file():
            raise SourceError("is no regular file", where=str(path), mend="give a file or a folder")
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                digest.update(block)
                size += len(block)
    except OSError as error:
        raise _unreadable(path, error) from error
    return Document(path, digest.hexdigest(), size, named)


def _unreadable(path: Path, error: OSError) -> SourceError:
    return SourceError(f"cannot be read: {error.strerror or error}", where=str(path), mend="check path and permissions")
